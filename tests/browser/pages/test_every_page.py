"""Every kind of page: wide and narrow, light and dark, without errors, sideways scroll or accessibility findings."""

from collections.abc import Iterator
from math import inf

import pytest
from playwright.sync_api import Browser, Page, expect

from reviews.profiles.parts import FrameworkPart
from tests.browser.looks.axe import findings
from tests.browser.looks.sizes import HEIGHT, OVERFLOW

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
WIDE, NARROW, NARROWEST = 1440, 390, 320
HIGHEST = {
    **dict.fromkeys(["/", "/choose/first-framework/", "/frameworks/django/", "/frameworks/flask/"], (2700, 5000)),
    **{f"/frameworks/django/{part}/": (4000, 8000) for part in FrameworkPart},
}
"""How many pixels high a page that opens with an answer may be, where it is wide and where it is narrow."""
SWITCH = "theme => document.documentElement.setAttribute('data-theme', theme)"
UNFOLD = "() => document.querySelectorAll('details').forEach(details => { details.open = true })"


@pytest.fixture(scope="module")
def reader(browser: Browser, base_url: str) -> Iterator[Page]:
    """The window of a reader who has chosen the light theme and goes from page to page."""
    with browser.new_context(base_url=base_url, reduced_motion="reduce") as context:
        context.add_cookies([{"name": "theme", "value": "light", "url": base_url}])
        yield context.new_page()


@pytest.fixture(scope="module")
def errors(reader: Page) -> list[str]:
    """What the reader's browser complains of."""
    heard = list[str]()
    reader.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    reader.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_sound(reader: Page, errors: list[str], address: str) -> None:
    """One visit, as opening costs more than looking: status, errors, and at each width size and axe in both themes."""
    errors.clear()
    resize(reader, WIDE)

    response = reader.goto(address)
    served = reader.locator("html").get_attribute("data-theme")
    overflow_wide, height_wide = reader.evaluate(OVERFLOW), reader.evaluate(HEIGHT)
    found_wide = findings(reader)
    reader.evaluate(SWITCH, "dark")
    found_wide += findings(reader, colours_alone=True)
    resize(reader, NARROW)
    overflow_narrow, height_narrow = reader.evaluate(OVERFLOW), reader.evaluate(HEIGHT)
    found_narrow = findings(reader)
    reader.evaluate(SWITCH, "light")
    found_narrow += findings(reader, colours_alone=True)
    resize(reader, NARROWEST)
    reader.evaluate(UNFOLD)
    narrowest = reader.evaluate(OVERFLOW)

    assert (response and response.status, served, errors) == (200, "light", [])
    assert (found_wide, found_narrow) == ([], [])
    most_wide, most_narrow = HIGHEST.get(address, (inf, inf))
    assert (overflow_wide, overflow_narrow) == (0, 0)
    assert narrowest <= 1
    assert height_wide <= most_wide
    assert height_narrow <= most_narrow


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


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

    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    page.context.close()


def test_a_chosen_theme_is_on_the_page_where_scripts_run(page: Page, base_url: str) -> None:
    page.context.add_cookies([{"name": "theme", "value": "dark", "url": base_url}])

    page.goto("/method/")

    assert page.locator("html").get_attribute("data-theme") == "dark"
