"""The editors' week: draft, preview, review, send back, approve, undo; and what a reader sees at each step."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.door import sign_in

EVIDENCE, CELL = "/evidence/bottle/orm/", "/admin/frameworks/support/bottle_2Form/change/"
FIRST, SECOND = "Words of the first draft.", "Words that a second person has read."


@pytest.fixture
def week(browser: Browser, base_url: str) -> Iterator[tuple[Page, Page, Page]]:
    """An editor, a publisher and a reader, each with a browser of their own."""
    contexts = [browser.new_context(base_url=base_url) for _ in range(3)]
    yield sign_in(contexts[0], "eve"), sign_in(contexts[1], "paul"), contexts[2].new_page()
    for context in contexts:
        context.close()


def sees(reader: Page, words: str, address: str = EVIDENCE) -> bool:
    reader.goto(address)
    return words in reader.content()


def test_the_editors_week(week: tuple[Page, Page, Page]) -> None:
    editor, publisher, reader = week

    # An editor drafts, and hands a link to somebody without an account.
    editor.goto(CELL)
    editor.fill("#id_note", FIRST)
    editor.fill("#id_reason", "The documentation was rewritten.")
    editor.click("input[name=_draft]")
    change = re.sub(r"^https?://[^/]+", "", editor.url)
    link = editor.locator("a[href*='preview=']").first.get_attribute("href") or ""
    assert (sees(reader, FIRST), sees(reader, FIRST, link)) == (False, True)

    # It is submitted, sent back with a note, and edited again.
    editor.click("input[value='Submit for review']")
    publisher.goto(change)
    publisher.fill("textarea[name=note]", "Say it shorter.")
    publisher.click("input[value='Send back']")
    editor.goto("/admin/desk/")
    expect(editor.locator("#drafts")).to_contain_text("Say it shorter.")
    editor.goto(change)
    editor.click("text=Edit again")
    editor.fill("#id_note", SECOND)
    editor.fill("#id_reason", "The documentation was rewritten.")
    editor.click("input[name=_save]")
    assert not sees(reader, SECOND)

    # The publisher approves it from the desk.
    publisher.goto("/admin/desk/")
    publisher.locator("#queue input[type=checkbox]").last.check()
    publisher.click("text=Approve the ticked")
    assert sees(reader, SECOND)

    # The editor undoes it, the publisher agrees.
    editor.goto("/admin/editorial/change/?state__exact=published")
    editor.locator("#result_list tbody th a").first.click()
    editor.click("text=Undo this change")
    editor.click("input[value=Propose]")
    publisher.goto(re.sub(r"^https?://[^/]+", "", editor.url))
    publisher.click("input[value=Approve]")
    assert not sees(reader, SECOND)
