"""Opening a page of Swagger UI in Chromium and sending a request from it; needs Playwright and a Chromium on the PATH."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any


def try_out(page_address: str, files: Path, parameters: dict[str, str], body: str) -> tuple[str, str]:
    """The address that the page lists first, and the answer that it shows after its form was sent.

    What the page asks of other hosts is answered from a folder with the files of Swagger UI.
    """
    from playwright.sync_api import TimeoutError, sync_playwright

    def answer(route: Any) -> None:
        path = files / route.request.url.rpartition("/")[2].partition("?")[0]
        kinds = {".css": "text/css", ".js": "text/javascript"}
        if path.suffix in kinds and path.exists():
            headers = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(body=path.read_bytes(), content_type=kinds[path.suffix], headers=headers)
        else:
            route.abort()

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(10_000)
        page.route(lambda url: "127.0.0.1" not in url, answer)
        page.goto(page_address)
        try:
            return filled_in(page.locator(".opblock").first, parameters, body)
        except TimeoutError:
            return "", ""
        finally:
            browser.close()


def filled_in(block: Any, parameters: dict[str, str], body: str) -> tuple[str, str]:
    path = block.locator(".opblock-summary-path").inner_text()
    block.locator(".opblock-summary").click()
    block.locator("button:has-text('Try it out')").click()
    for name, value in parameters.items():
        block.locator(f"tr[data-param-name={name}] input").fill(value)
    block.locator("textarea").first.fill(body)
    block.locator("button.execute").click()
    shown = block.locator(".live-responses-table .highlight-code").first.inner_text()
    return path.replace("\u200b", ""), shown
