"""What editors do to many rows at once, and what an administrator does alone."""

import datetime

from playwright.sync_api import Browser, Page, expect

from tests.browser.door import sign_in
from tests.browser.editors import WHY, Week, announced, decide, press, propose, publish, reads, see, window
from tests.browser.editors import week as week

HARM = "The page says the opposite of the truth."


def tick(page: Page, search: str, action: str) -> str:
    """Tick every row that a list finds, choose an action for them, and return the change that it proposes."""
    page.goto(f"/admin/frameworks/{search}")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option(label=action)
    press(page, "Go")
    if not page.locator("#id_reason").input_value():
        page.locator("#id_reason").fill(WHY)
    press(page, "Propose")
    return announced(page)


def test_what_still_says_the_same_is_marked_as_read_today(week: Week) -> None:
    publish(week, "django/security-policy", checked_on="2026-11-01")
    today = str(datetime.datetime.now(datetime.UTC).date())

    change = tick(week.editor, "support/?q=django/security-policy", "Propose marking as read today")
    assert not reads(week.reader, "django/security-policy", today)

    decide(week.publisher, change, "Approve")

    assert reads(week.reader, "django/security-policy", today)


def test_the_page_of_what_was_retired_says_so(week: Week) -> None:
    change = tick(week.editor, "framework/?q=py4web", "Propose retiring")
    assert see(week.reader, "/frameworks/py4web/") == 200

    decide(week.publisher, change, "Approve")

    assert see(week.reader, "/frameworks/py4web/") == 410
    expect(week.reader.get_by_role("main")).to_contain_text("py4web")


def test_an_administrator_publishes_alone_until_somebody_has_checked_it(
    week: Week, browser: Browser, base_url: str
) -> None:
    ada = sign_in(window(browser, base_url), "ada")
    change = propose(ada, "bottle/sessions", note="Words that could not wait.")
    ada.goto(change)
    ada.get_by_text("Emergency").click()
    ada.get_by_label("Why").last.fill(HARM)
    press(ada, "Publish alone")
    ada.context.close()

    assert reads(week.reader, "bottle/sessions", "Words that could not wait.")
    assert HARM in desk(week.editor)
    decide(week.publisher, change, "I have checked it")
    assert HARM not in desk(week.editor)


def desk(page: Page) -> str:
    page.goto("/admin/desk/")
    return page.locator("#content").inner_text()
