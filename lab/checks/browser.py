"""Pages that are built in the browser are checked in one: Chromium, driven by Playwright."""

import contextlib
import importlib.util
import os
import shutil
from typing import Any

from lab.checks.checker import Checker
from lab.checks.inputs import hostile_words
from lab.checks.tasks.t03 import ROWS, View, compare
from lab.serving.client import query

READ = """() => ({
  title: document.title,
  heading: document.querySelector('h1')?.textContent ?? '',
  nav: document.querySelector('nav') !== null,
  rows: [...document.querySelectorAll('li.product')].map(row => row.textContent),
  prices: [...document.querySelectorAll('li.product b')].map(price => price.textContent),
})"""


def chromium() -> str:
    named = os.environ.get("CHROMIUM", "")
    names = ("chromium", "chromium-browser", "google-chrome")
    return named or next((path for name in names if (path := shutil.which(name))), "")


def missing() -> str:
    """Why no browser can be used here; nothing where one can."""
    if importlib.util.find_spec("playwright") is None:
        return "Playwright is not installed"
    return "" if chromium() else "no Chromium is on the PATH"


def page_in_the_browser(check: Checker) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for hazard, word in hostile_words(check.random):
            seen = look(browser, f"http://127.0.0.1:{check.server.port}{query('/products', q=word)}")
            compare(check, View(seen["title"], seen["heading"], seen["rows"], seen["prices"]), word, hazard)
            check.must(not seen["dialogs"], f"{hazard} runs nothing", seen["dialogs"])
            check.must(seen["nav"], "the base template's nav is there", seen)
        browser.close()


def look(browser: Any, address: str) -> dict[str, Any]:
    """What a page shows once it has its rows."""
    from playwright.sync_api import TimeoutError as TooSlow

    page, dialogs = browser.new_page(), list[str]()

    def dismiss(dialog: Any) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.goto(address)
    with contextlib.suppress(TooSlow):
        page.wait_for_function(f"document.querySelectorAll('li.product').length == {ROWS}", timeout=15_000)
    seen: dict[str, Any] = page.evaluate(READ)
    page.close()
    squeezed = {key: [" ".join(text.split()) for text in seen[key]] for key in ("rows", "prices")}
    return {**seen, **squeezed, "dialogs": dialogs}


STEPS = [page_in_the_browser]
