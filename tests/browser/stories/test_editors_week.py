"""The editors' week, one story per test, and what a reader sees at each step of it."""

import datetime

from django.contrib.admin.utils import unquote
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Site
from tests.browser.editors import (
    WHY,
    Week,
    announced,
    decide,
    fill,
    form_of,
    path_of,
    press,
    propose,
    publish,
    reads,
    window,
)
from tests.browser.editors import week as week
from tests.browser.looks.pictures import picture

FIRST, SECOND = "Words of the first draft.", "Words that a second person has read."


def test_what_is_proposed_is_public_once_a_second_person_approves(week: Week) -> None:
    week.editor.goto(form_of("bottle/orm"))
    fill(week.editor, note=FIRST, reason=WHY)
    picture(week.editor, "editing-form")
    press(week.editor, "Propose")
    change = announced(week.editor)
    assert not reads(week.reader, "bottle/orm", FIRST)

    week.publisher.goto(change)
    picture(week.publisher, "editing-review")
    press(week.publisher, "Approve")

    assert reads(week.reader, "bottle/orm", FIRST)


def test_nobody_is_offered_to_approve_their_own(week: Week) -> None:
    change = propose(week.publisher, "bottle/throttling", note=FIRST)

    week.publisher.goto(change)

    assert week.publisher.get_by_role("button", name="Approve").count() == 0


def test_what_is_sent_back_with_a_note_is_edited_again(week: Week) -> None:
    change = propose(week.editor, "bottle/csrf", note=FIRST)
    decide(week.publisher, change, "Send back", note="Say it shorter.")
    week.editor.goto("/admin/desk/")
    expect(week.editor.locator("#mine")).to_contain_text("Say it shorter.")
    picture(week.editor, "editing-desk")

    week.editor.goto(change)
    week.editor.get_by_role("link", name="Edit again").click()
    fill(week.editor, note=SECOND)
    press(week.editor, "Propose")
    assert not reads(week.reader, "bottle/csrf", FIRST)

    decide(week.publisher, announced(week.editor), "Approve")
    assert reads(week.reader, "bottle/csrf", SECOND)


def test_what_waits_is_approved_from_the_queue(week: Week) -> None:
    change = propose(week.editor, "bottle/sub-apps", note=FIRST)
    week.publisher.goto(change)
    week.publisher.goto("/admin/desk/queue/")
    picture(week.publisher, "editing-queue")

    week.publisher.locator("tr", has=week.publisher.locator(f"a[href='{change}']")).get_by_role("checkbox").check()
    press(week.publisher, "Approve the ticked")

    assert reads(week.reader, "bottle/sub-apps", FIRST)


def test_a_change_waits_for_its_time(week: Week, site: Site) -> None:
    tomorrow = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    change = propose(week.editor, "bottle/wsgi", note=FIRST, publish_at_0=str(tomorrow), publish_at_1="09:00:00")
    decide(week.publisher, change, "Approve")
    expect(week.publisher.locator(".messagelist")).to_contain_text(f"will be published from {tomorrow} 09:00 UTC")
    assert not reads(week.reader, "bottle/wsgi", FIRST)

    site.run("tests.browser.beside.later", "2")

    assert reads(week.reader, "bottle/wsgi", FIRST)


def test_a_draft_is_shown_behind_a_link_to_somebody_without_an_account(
    week: Week, browser: Browser, base_url: str
) -> None:
    week.editor.goto(form_of("bottle/forms"))
    fill(week.editor, note=FIRST, reason=WHY)
    press(week.editor, "Keep as draft")
    link = week.editor.locator("a[href*='preview=']").first.get_attribute("href") or ""

    stranger = window(browser, base_url).new_page()
    response = stranger.goto(link)
    picture(stranger, "editing-preview")
    words = stranger.locator("main").inner_text()
    stranger.context.close()

    assert (FIRST in words, reads(week.reader, "bottle/forms", FIRST)) == (True, False)
    assert response
    assert response.headers["cache-control"] == "no-store, private"


def test_a_link_to_a_preview_ends_with_its_change(week: Week) -> None:
    change = propose(week.editor, "bottle/i18n", note=FIRST)
    week.editor.goto(change)
    link = week.editor.locator("a[href*='preview=']").first.get_attribute("href") or ""
    week.editor.goto(change)
    week.editor.get_by_text("Withdraw", exact=True).click()
    press(week.editor, "Withdraw it")

    week.reader.goto(link)

    expect(week.reader.locator("h1")).to_have_text("This preview has ended")


def test_the_second_of_two_editors_is_shown_both_versions_and_merges(week: Week) -> None:
    week.other.goto(form_of("bottle/cli"))
    publish(week, "bottle/cli", note=FIRST)
    fill(week.other, locator="https://bottlepy.org/docs/stable/", reason=WHY)
    press(week.other, "Propose")
    expect(week.other.locator(".stale")).to_contain_text("Published meanwhile: bottle/cli")
    expect(week.other.locator("#id_note")).to_have_value(FIRST)
    picture(week.other, "editing-conflict")

    press(week.other, "Propose")
    decide(week.publisher, announced(week.other), "Approve")

    assert reads(week.reader, "bottle/cli", FIRST)
    assert week.reader.locator("main a[href='https://bottlepy.org/docs/stable/']").count()


def test_a_published_change_is_undone(week: Week) -> None:
    change = publish(week, "bottle/streaming-responses", note=FIRST)
    assert reads(week.reader, "bottle/streaming-responses", FIRST)

    week.editor.goto(change)
    week.editor.get_by_role("link", name="Undo this change").click()
    press(week.editor, "Propose")
    assert reads(week.reader, "bottle/streaming-responses", FIRST)

    decide(week.publisher, path_of(week.editor), "Approve")
    assert not reads(week.reader, "bottle/streaming-responses", FIRST)


def test_a_row_returns_to_an_earlier_version(week: Week) -> None:
    publish(week, "bottle/websockets", note=FIRST)
    publish(week, "bottle/websockets", note=SECOND)

    week.editor.goto(form_of("bottle/websockets"))
    week.editor.locator(".object-tools").get_by_role("link", name="History").click()
    picture(week.editor, "editing-history")
    week.editor.get_by_role("link", name="Return it to this version").first.click()
    press(week.editor, "Propose")
    decide(week.publisher, path_of(week.editor), "Approve")

    assert reads(week.reader, "bottle/websockets", FIRST)


def test_a_new_source_and_the_claim_that_rests_on_it_are_one_change(week: Week) -> None:
    week.editor.goto(form_of("bottle/http2"))
    with week.editor.expect_popup() as opened:
        week.editor.locator("#add_id_source").click()
    fill(opened.value, name="A manual of bottles", url="https://example.com/manual/")
    opened.value.locator("#id_kind").select_option("documentation")
    picture(opened.value, "editing-new-source")
    opened.value.locator(".field-read_on a", has_text="Today").click()
    press(opened.value, "Keep as a draft and use it")
    expect(week.editor.locator("#select2-id_source-container")).to_contain_text("A manual of bottles")

    fill(week.editor, note=FIRST, reason=WHY)
    press(week.editor, "Propose")
    assert not reads(week.reader, "bottle/http2", "A manual of bottles")

    decide(week.publisher, announced(week.editor), "Approve")
    assert reads(week.reader, "bottle/http2", "A manual of bottles")


def test_a_column_of_the_matrix_is_edited_on_one_screen(week: Week) -> None:
    week.editor.goto("/admin/desk/columns/bottle/")
    for line in (0, 1):
        week.editor.locator(f"textarea[name$='-{line}-note']").fill(FIRST)
    week.editor.locator(".sheet-show").evaluate("(bar) => bar.scrollIntoView()")
    picture(week.editor, "editing-sheet")
    fill(week.editor, reason=WHY)
    week.editor.locator("textarea[name$='-1-note']").press("Control+Enter")
    expect(week.editor.locator(".card h2 a")).to_have_count(2)
    forms = [link.get_attribute("href") or "" for link in week.editor.locator(".card h2 a").all()]
    keys = [unquote(address.split("/")[-3]) for address in forms]

    decide(week.publisher, path_of(week.editor), "Approve")

    assert all(reads(week.reader, key, FIRST) for key in keys)
