"""The way into the admin."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.prepare import CODE, PASSWORD


def sign_in(context: BrowserContext, username: str) -> Page:
    """Give a name, a password and a code, and return the page behind the door."""
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_label("Code").fill(CODE)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    return page
