"""The words in which the editors' stories are told: two editors, a publisher, a reader, and what they do."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from django.contrib.admin.utils import quote
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.door import sign_in

WHY = "The documentation was rewritten."
WINDOW = {"width": 1200, "height": 800}


@dataclass(frozen=True)
class Week:
    """The people of the week, each with a browser of their own."""

    editor: Page
    other: Page
    publisher: Page
    reader: Page


@pytest.fixture(scope="module")
def week(browser: Browser, base_url: str) -> Iterator[Week]:
    contexts = [window(browser, base_url) for _ in range(4)]
    editor, other, publisher = map(sign_in, contexts, ("eve", "otto", "paul"))
    yield Week(editor, other, publisher, reader=contexts[3].new_page())
    for context in contexts:
        context.close()


def window(browser: Browser, base_url: str) -> BrowserContext:
    """Open a browser that nobody has used before."""
    return browser.new_context(base_url=base_url, viewport=WINDOW, reduced_motion="reduce")  # type: ignore[arg-type]


def form_of(key: str) -> str:
    """Return the address of the form for a cell of the matrix."""
    return f"/admin/frameworks/support/{quote(key)}/change/"


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def fill(page: Page, **fields: str) -> None:
    """Type into fields, named as on the form."""
    for name, value in fields.items():
        page.locator(f"#id_{name}").fill(value)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def clicks_of(page: Page) -> list[str]:
    """Count what somebody clicks from now on."""
    counted: list[str] = []
    page.context.expose_function("counted", lambda what: counted.append(what))
    page.context.add_init_script("addEventListener('click', (event) => counted(event.target.tagName), true)")
    return counted


def propose(page: Page, key: str, **fields: str) -> str:
    """Alter fields of a cell, and return the address of the change that proposes it."""
    page.goto(form_of(key))
    fill(page, reason=WHY, **fields)
    press(page, "Propose")
    return announced(page)


def announced(page: Page) -> str:
    """Return the address of the change that the message at the top of a page names."""
    return page.locator(".messagelist a").first.get_attribute("href") or ""


def decide(page: Page, change: str, button: str, note: str = "") -> None:
    """Press a button on the page of a change."""
    page.goto(change)
    if note:
        page.locator("textarea[name=note]").fill(note)
    press(page, button)


def publish(week: Week, key: str, **fields: str) -> str:
    """Propose and approve; return the change."""
    change = propose(week.editor, key, **fields)
    decide(week.publisher, change, "Approve")
    return change


def see(reader: Page, address: str) -> int:
    """Open a public page as it is now, and return its status; browsers may keep one for some seconds."""
    reader.goto(address)
    response = reader.reload()
    assert response
    return response.status


def reads(reader: Page, key: str, words: str) -> bool:
    """Tell whether the public page of a claim has words."""
    see(reader, f"/evidence/{key}/")
    return words in reader.locator("main").inner_text()
