"""A publisher's hour: a review of which two rows go back, and thirty changes in few clicks."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.editors import WHY, Week, clicks_of, fill, path_of, press, reads
from tests.browser.editors import week as week
from tests.browser.looks.pictures import picture

QUEUE = "/admin/desk/queue/"
MOST_CLICKS = 40
MANY = 30
COLUMN = "bottle"


@pytest.fixture
def clicks(week: Week) -> list[str]:
    return clicks_of(week.publisher)


def features(page: Page) -> list[str]:
    """Return the keys of the cells in a column of the matrix."""
    page.goto(f"/admin/desk/columns/{COLUMN}/")
    return [field.get_attribute("value") or "" for field in page.locator("input[name$='-feature']").all()]


def test_of_four_cells_two_are_published_and_two_go_back(week: Week) -> None:
    editor, publisher = week.editor, week.publisher
    names = features(editor)[:4]
    for line, name in enumerate(names):
        editor.locator(f"textarea[name$='-{line}-note']").fill(f"Words of the column on {name}.")
    fill(editor, reason=WHY)
    editor.locator("textarea[name$='-1-note']").press("Control+Enter")
    expect(editor.locator(".card")).to_have_count(4)

    publisher.goto(path_of(editor))
    for card in (0, 1):
        shown = publisher.locator(".card").nth(card)
        shown.get_by_role("radio", name="Send back").check()
        shown.locator("summary").click()
        shown.locator("textarea").fill("Which page says so?")
    publisher.get_by_label("I read the sources too").check()
    publisher.evaluate("scrollTo(0, 0)")
    picture(publisher, "editing-review")
    press(publisher, "Approve 2, send 2 back")

    published = [reads(week.reader, f"{COLUMN}/{name}", "Words of the column") for name in names]
    assert published == [False, False, True, True]
    assert "yes, read again by other eyes" in week.reader.locator("main").inner_text()
    editor.goto("/admin/curation/change/?state__exact=sent-back")
    editor.get_by_role("link", name=WHY).first.click()
    expect(editor.locator(".card .thread")).to_have_count(2)
    expect(editor.get_by_role("link", name="Edit again")).to_be_visible()


def test_thirty_waiting_changes_take_at_most_forty_clicks(week: Week, clicks: list[str], site: Site) -> None:
    names = features(week.editor)[10 : 10 + MANY]
    site.run("tests.browser.beside.waiting", "eve", *(f"{COLUMN}/{name}" for name in names))
    week.publisher.goto(QUEUE)
    waiting = int(week.publisher.locator(".head b").inner_text().split("; ")[1].split()[0])

    week.publisher.get_by_role("link", name="Open the first").click()
    while path_of(week.publisher) != QUEUE:
        expect(week.publisher.locator(".card, .lines").first).to_be_visible()
        press(week.publisher, "Approve")

    assert waiting >= MANY
    assert len(clicks) - (waiting - MANY) <= MOST_CLICKS
    assert "; 0 for you" in week.publisher.locator(".head b").inner_text()
