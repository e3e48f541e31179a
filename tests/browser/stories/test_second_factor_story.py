"""Somebody new sets up a second factor, and comes back with a code of the app or a recovery code."""

from base64 import b32decode

from django_otp.oath import totp
from playwright.sync_api import Browser, Page, expect

from tests.browser.beside.prepare import NEWCOMER
from tests.browser.door import give_code, give_password
from tests.browser.editors import press, window
from tests.browser.looks.pictures import picture


def code_of(page: Page) -> str:
    """Return what an app shows that has read the key on a page."""
    return f"{totp(b32decode(page.locator('code.key').inner_text())):06d}"


def set_up(page: Page) -> list[str]:
    """Set up the app and return the recovery codes."""
    give_password(page, NEWCOMER)
    expect(page.get_by_alt_text("Picture with the key for the app")).to_be_visible()
    picture(page, "editing-second-factor")
    give_code(page, code_of(page), "Set up")
    codes = page.locator(".recovery-codes code").all_inner_texts()
    page.get_by_role("link", name="I have kept them").click()
    return codes


def test_somebody_new_sets_up_the_second_factor_and_comes_back(browser: Browser, base_url: str) -> None:
    page = window(browser, base_url).new_page()
    codes = set_up(page)
    expect(page.get_by_role("link", name="Read again")).to_be_visible()
    press(page, "Log out")

    give_password(page, NEWCOMER)
    give_code(page, "000000")
    expect(page.get_by_text("This code is not right")).to_be_visible()
    give_code(page, codes[0])
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    page.goto("/admin/second-factor/codes/")
    expect(page.locator("#content")).to_contain_text("9")
    page.context.close()
