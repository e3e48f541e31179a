"""Names are offered while a search is typed, to the pointer, the keyboard and screen readers."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks.axe import findings


@pytest.fixture
def typing(quiet_page: Page) -> Page:
    """Return a page on whose search field the beginning of a name was typed."""
    quiet_page.set_viewport_size({"width": 1440, "height": 900})
    quiet_page.goto("/method/")
    quiet_page.locator("#site-search").press_sequentially("djang")
    expect(quiet_page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    return quiet_page


def test_a_press_on_a_name_leads_to_its_page(typing: Page) -> None:
    typing.get_by_role("option", name="Django Framework", exact=True).click()

    typing.wait_for_url("**/frameworks/django/")


def test_the_keyboard_chooses_a_name(typing: Page) -> None:
    typing.keyboard.press("ArrowDown")
    expect(typing.get_by_role("option").first).to_have_attribute("aria-selected", "true")

    typing.keyboard.press("Enter")

    typing.wait_for_url("**/frameworks/django/")


def test_escape_closes_the_names_and_keeps_what_was_typed(typing: Page) -> None:
    typing.keyboard.press("Escape")

    expect(typing.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    expect(typing.locator("#site-search")).to_have_value("djang")


def test_enter_without_a_choice_searches_for_what_was_typed(typing: Page) -> None:
    typing.keyboard.press("Enter")

    typing.wait_for_url("**/search/?q=djang")


def test_axe_finds_nothing_while_names_are_offered(typing: Page) -> None:
    assert findings(typing) == []
