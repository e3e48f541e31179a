"""The evidence of a claim opens in place, and on a page of its own without scripts."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.looks.axe import findings

PAGE = "/features/?framework=django&framework=flask"
CLAIM = "main a[href='/evidence/django/orm/']"


@pytest.fixture
def reader(quiet_page: Page) -> Page:
    quiet_page.goto(PAGE)
    return quiet_page


def test_a_click_opens_the_card_on_the_same_page(reader: Page) -> None:
    reader.locator(CLAIM).first.click()

    card = reader.get_by_role("dialog", name="Django, ORM: built in")
    expect(card).to_contain_text("Django documentation")
    assert reader.url.endswith(PAGE)


def test_the_open_card_has_no_accessibility_findings(reader: Page) -> None:
    reader.locator(CLAIM).first.click()
    expect(reader.get_by_role("dialog")).to_be_visible()

    assert findings(reader) == []


def test_the_keyboard_opens_it_and_escape_gives_the_focus_back(reader: Page) -> None:
    reader.locator(CLAIM).first.focus()
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("button", name="Close")).to_be_focused()

    reader.keyboard.press("Escape")

    expect(reader.get_by_role("dialog")).to_have_count(0)
    expect(reader.locator(CLAIM).first).to_be_focused()


def test_the_card_leads_to_its_whole_page(reader: Page) -> None:
    reader.locator(CLAIM).first.click()

    reader.get_by_role("link", name="The whole page").click()

    reader.wait_for_url("**/evidence/django/orm/")


def test_a_card_that_cannot_be_fetched_is_a_link_after_all(page: Page) -> None:
    page.goto(PAGE)

    def refuse_scripts(route: Route) -> None:
        if route.request.resource_type == "fetch":
            route.abort()
        else:
            route.continue_()

    page.route("**/evidence/**", refuse_scripts)
    page.locator(CLAIM).first.click()

    page.wait_for_url("**/evidence/django/orm/")


def test_a_click_for_a_new_tab_is_left_alone(reader: Page) -> None:
    with reader.context.expect_page() as opened:
        reader.locator(CLAIM).first.click(modifiers=["Control"])

    opened.value.wait_for_url("**/evidence/django/orm/")
    expect(reader.get_by_role("dialog")).to_have_count(0)


def test_without_scripts_the_evidence_is_a_page(browser: Browser, base_url: str) -> None:
    page = browser.new_context(base_url=base_url, java_script_enabled=False).new_page()
    page.goto(PAGE)

    page.locator(CLAIM).first.click()

    page.wait_for_url("**/evidence/django/orm/")
    page.context.close()
