"""The way into the admin."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.prepare import CODE, PASSWORD


def give_password(page: Page, username: str) -> None:
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def give_code(page: Page, code: str = CODE, button: str = "Continue") -> None:
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name=button).click()


def sign_in(context: BrowserContext, username: str) -> Page:
    """Give a name, a password and a code, and return the page behind the door."""
    page = context.new_page()
    give_password(page, username)
    give_code(page)
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    return page
