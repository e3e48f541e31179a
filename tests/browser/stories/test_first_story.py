"""From a reader's question to a corrected answer: one cell, two people, and the day before still on record."""

from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.beside.prepare import YESTERDAY
from tests.browser.door import sign_in
from tests.browser.editors import see
from tests.browser.looks.axe import findings

COMPARISON = "/compare/django-vs-fastapi-vs-flask/features/"
CELL = "/evidence/django/admin-ui/"
FORM = "/admin/frameworks/support/django_2Fadmin-ui/change/"
LEVEL = ("Built in", "Third-party")


@dataclass
class Story:
    """What was seen at each step, in order."""

    before: str
    while_waiting: str
    after: str
    yesterday: str
    history: str
    refusal: str


def propose(editor: Page) -> str:
    """Change the cell in the form and return the address of the change that waits."""
    editor.goto(FORM)
    editor.get_by_label("Level").select_option("third-party")
    editor.get_by_label("Package").fill("story-admin")
    editor.get_by_label("Reason").fill("The story needs another level.")
    editor.get_by_role("button", name="Propose", exact=True).click()
    return editor.locator(".messagelist a").first.get_attribute("href") or ""


def cell(reader: Page, **query: str) -> str:
    """Return what the comparison shows for Django's admin."""
    see(reader, f"{COMPARISON}?{urlencode(query)}")
    return reader.locator(f"td:has(a[href^='{CELL}'])").first.inner_text()


@pytest.fixture(scope="module")
def story(browser: Browser, base_url: str) -> Story:
    contexts = [browser.new_context(base_url=base_url) for _ in range(3)]
    reader, editor, publisher = contexts[0].new_page(), sign_in(contexts[1], "eve"), sign_in(contexts[2], "paul")
    before = cell(reader)
    change = propose(editor)
    while_waiting = cell(reader)
    editor.goto(change)
    refusal = editor.locator("#content").inner_text()
    publisher.goto(change)
    publisher.get_by_role("button", name="Approve").click()
    after, yesterday = cell(reader), cell(reader, **{"as-of": YESTERDAY.date().isoformat()})
    publisher.goto(FORM.replace("/change/", "/history/"))
    history = publisher.locator("#content").inner_text()
    for context in contexts:
        context.close()
    return Story(before, while_waiting, after, yesterday, history, refusal)


def test_the_reader_first_sees_the_old_level(story: Story) -> None:
    assert LEVEL[0] in story.before


def test_a_proposal_changes_nothing_for_the_reader(story: Story) -> None:
    assert story.while_waiting == story.before


def test_the_editor_is_offered_no_approval_of_the_own_change(story: Story) -> None:
    assert "Approve" not in story.refusal


def test_the_reader_sees_the_new_level_after_approval(story: Story) -> None:
    assert LEVEL[1] in story.after


def test_yesterday_still_shows_the_old_level(story: Story) -> None:
    assert LEVEL[0] in story.yesterday


def test_the_history_says_who_asked_and_who_agreed(story: Story) -> None:
    assert all(words in story.history for words in ("eve", "paul", "The story needs another level."))


@pytest.mark.parametrize("query", ["", f"?as-of={YESTERDAY.date()}"], ids=["today", "yesterday"])
def test_axe_finds_nothing_on_the_comparison(page: Page, story: Story, query: str) -> None:
    page.goto(COMPARISON + query)

    assert findings(page) == []
