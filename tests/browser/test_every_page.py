"""Every kind of page: wide and narrow, light and dark, without errors, sideways scroll or accessibility findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from reviews.profiles.parts import FrameworkPart
from tests.browser.sizes import HEIGHT, OVERFLOW

PAGES = [
    "/",
    "/choose/",
    "/choose/first-framework/",
    "/frameworks/",
    "/frameworks/django/",
    "/frameworks/fastapi/",
    "/frameworks/flask/",
    "/frameworks/django/features/",
    "/frameworks/django/code/",
    "/frameworks/django/speed/",
    "/frameworks/django/facts/",
    "/frameworks/django/guides/",
    "/frameworks/django/for-and-against/",
    "/frameworks/django/learn/",
    "/not-compared/",
    "/compare/",
    "/compare/django-vs-fastapi-vs-flask/",
    "/compare/django-vs-fastapi-vs-flask-vs-pyramid-vs-tornado/",
    "/compare/django-vs-fastapi/code/",
    "/compare/django-vs-fastapi-vs-flask-vs-pyramid-vs-tornado/features/?against=django&only=differences",
    "/compare/django-vs-fastapi-vs-flask/speed/",
    "/compare/django-vs-fastapi-vs-flask/facts/",
    "/compare/django-vs-fastapi-vs-flask/guides/",
    "/compare/django-vs-fastapi-vs-flask/for-and-against/",
    "/finder/",
    "/finder/?v=2&build=api&need=openapi&team=sync",
    "/finder/?v=2&structure=either",
    "/compare/django-vs-flask/since/?version=1",
    "/finder/since/?v=2&build=api&version=1",
    "/features/",
    "/features/?frameworks=all&group=data",
    "/features/orm/",
    "/code/",
    "/code/validated-order/",
    "/code/json-answer/?framework=aiohttp&framework=flask&framework=tornado",
    "/speed/?rate=200",
    "/speed/connections/",
    "/speed/method/",
    "/speed/runs/",
    "/evidence/django/t02/default/",
    "/releases/",
    "/evidence/django/releases/5.2/",
    "/learn/",
    "/learn/real-python/",
    "/sources/",
    "/sources/ps/",
    "/evidence/django/orm/",
    "/evidence/flask/scalability/ps/",
    "/disagreements/",
    "/fact-checks/",
    "/topics/",
    "/topics/questions/",
    "/search/?q=flask",
    "/method/",
    "/changes/",
    "/changes/?framework=django&about=features",
    "/quality/",
    "/corrections/new/?claim=django/orm",
    "/privacy/",
    "/menu/",
    "/api/",
]
FAILURES = {
    "/frameworks/djagno/": 404,
    "/frameworks/?colour=red": 400,
    "/frameworks/django/featres/": 404,
    "/compare/django-vs-djagno/": 404,
    "/compare/django-vs-flask/featres/": 404,
}
WIDTHS = {"desktop": 1440, "phone": 390}
HIGHEST = {
    **dict.fromkeys(["/", "/choose/first-framework/", "/frameworks/django/", "/frameworks/flask/"], (2700, 5000)),
    **{f"/frameworks/django/{part}/": (4000, 8000) for part in FrameworkPart},
}
"""How many pixels high a page that opens with an answer may be, at the first width and at the second."""
SERVED = {"desktop": "light", "phone": "dark"}
"""The theme that the reader of a window has chosen; the other is looked at in the same window."""
OTHER = {"light": "dark", "dark": "light"}
SWITCH = "theme => document.documentElement.setAttribute('data-theme', theme)"
AXE_AGAIN = """options => axe.run(options).then(({violations}) =>
    violations.map(({id, nodes}) => [id, nodes[0].html.slice(0, 120)]))"""
"""What axe finds, where it was loaded for the theme before: it is half a megabyte to read."""
UNFOLD = "() => document.querySelectorAll('details').forEach(details => { details.open = true })"
NARROWEST: ViewportSize = {"width": 320, "height": 900}
OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
"""What can be found in one theme alone: themes differ in colours and in nothing else."""


@dataclass(frozen=True)
class Window:
    """A browser of one width, and the theme its reader has chosen; it keeps style sheets from page to page."""

    context: BrowserContext
    theme: str
    width: str

    def highest(self, address: str) -> float:
        return HIGHEST.get(address, (inf, inf))[list(WIDTHS).index(self.width)]


@pytest.fixture(scope="module", params=WIDTHS)
def window(request: pytest.FixtureRequest, browser: Browser, base_url: str) -> Iterator[Window]:
    width, theme = WIDTHS[request.param], SERVED[request.param]
    context = browser.new_context(base_url=base_url, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": "theme", "value": theme, "url": base_url}])
    yield Window(context, theme, request.param)
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_sound(window: Window, address: str) -> None:
    """One visit, as opening costs more than looking: status, errors, size, axe, other theme, narrowest window."""
    page, errors = window.context.new_page(), list[str]()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))

    response = page.goto(address)
    served = page.locator("html").get_attribute("data-theme")
    overflow, height = page.evaluate(OVERFLOW), page.evaluate(HEIGHT)
    in_served_theme = findings(page)
    page.evaluate(SWITCH, OTHER[window.theme])
    in_other_theme = page.evaluate(AXE_AGAIN, OF_COLOURS)
    page.set_viewport_size(NARROWEST)
    page.evaluate(UNFOLD)
    narrowest = page.evaluate(OVERFLOW)
    page.close()

    assert (response and response.status, served, errors, overflow) == (200, window.theme, [], 0)
    assert (in_served_theme, in_other_theme) == ([], [])
    assert narrowest <= 1
    assert height <= window.highest(address)


def findings(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds, each with the first place of it."""
    violations = Axe().run(page).response["violations"]
    return [(violation["id"], violation["nodes"][0]["html"][:120]) for violation in violations]


@pytest.mark.parametrize(("address", "status"), FAILURES.items())
def test_a_failure_is_a_page_in_the_frame(page: Page, address: str, status: int) -> None:
    response = page.goto(address)

    assert (response and response.status, page.locator("header nav").count() > 0) == (status, True)


@pytest.mark.parametrize("address", ["/", "/compare/django-vs-fastapi-vs-flask/", "/features/"])
def test_a_page_reads_without_scripts(browser: Browser, base_url: str, address: str) -> None:
    page = browser.new_context(base_url=base_url, java_script_enabled=False).new_page()

    page.goto(address)

    assert page.locator("main table").first.is_visible()
    page.context.close()


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"


def test_the_keyboard_alone_compares_two_frameworks(page: Page) -> None:
    page.goto("/compare/")

    for slug in ("django", "flask"):
        page.locator(f"input[value={slug}]").focus()
        page.keyboard.press("Space")
    page.keyboard.press("Enter")

    page.wait_for_url("**/compare/django-vs-flask/")


def test_the_theme_is_remembered_without_scripts(browser: Browser, base_url: str) -> None:
    page = browser.new_context(base_url=base_url, java_script_enabled=False).new_page()
    page.goto("/method/")

    page.locator("form[action='/theme/'] button[value='dark']").first.click()

    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    page.context.close()
