"""The way into the admin."""

from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.beside.prepare import CODE, PASSWORD

sessions: dict[str, list[Any]] = {}
"""The cookies of those who are signed in, by name; each process has a site of its own."""


def give_password(page: Page, username: str) -> None:
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def give_code(page: Page, code: str = CODE, button: str = "Continue") -> None:
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name=button).click()


def sign_in(context: BrowserContext, username: str) -> Page:
    """Return the page behind the door; a name, a password and a code are given once, and the session used again."""
    page = context.new_page()
    if username in sessions:
        context.add_cookies(sessions[username])
        page.goto("/admin/")
    else:
        give_password(page, username)
        give_code(page)
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    sessions[username] = context.cookies()
    return page
