"""The curator's hour: twelve sources are read again one after the other, without losing the place or a word."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import Site
from tests.browser.door import sign_in
from tests.browser.editors import Week, announced, clicks_of, decide, path_of, reads, window
from tests.browser.editors import week as week
from tests.browser.looks.pictures import picture

SOURCES = (
    "falcon-docs",
    "tornado-docs",
    "quart-docs",
    "django-site",
    "pallets-policies",
    "blacksheep-repository",
    "django-rest-framework-repository",
    "granian-repository",
    "hypercorn-repository",
    "reflex-repository",
    "starlette-repository",
    "tornado-repository",
)
WORDS = "Words that the page says today."
SCREENS = ["/admin/", "/admin/desk/", "/admin/desk/find/?q=orm", "/admin/desk/read/quart-docs/?claims=all"]
TOO_WIDE = """[...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth).map((each) => each.outerHTML.slice(0, 200))"""
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module", autouse=True)
def _aged(site: Site) -> None:
    site.run("tests.browser.beside.aged", *SOURCES)


@pytest.fixture
def clicks(week: Week) -> list[str]:
    return clicks_of(week.editor)


def read_again(editor: Page) -> int:
    """Answer all pages of a source that still say so, and go on; return how many pages those were."""
    names = [button.get_attribute("value") for button in editor.locator("button[name=still]").all()]
    for name in names:
        editor.locator(f"button[name=still][value='{name}']").click()
    send(editor)
    return len(names)


def send(editor: Page) -> None:
    """Press the button that proposes, whether or not another source follows."""
    editor.locator(".decide .default").click()


def test_twelve_sources_are_read_again_in_a_row_with_a_click_for_each_page_and_one_for_each_source(
    week: Week, clicks: list[str]
) -> None:
    editor = week.editor
    editor.goto("/admin/")
    picture(editor, "editing-front")
    expect(editor.get_by_role("link", name="Read again", exact=True)).to_have_attribute("href", "/admin/desk/#plan")
    editor.goto("/admin/desk/")
    expect(editor.locator(".planned tbody tr")).to_have_count(len(SOURCES))
    picture(editor, "editing-desk")
    changes, order, pages = [], [], 0
    editor.locator(".planned .button").first.click()
    while path_of(editor) != "/admin/desk/":
        order.append(path_of(editor))
        pages += read_again(editor)
        changes.append(announced(editor))

    assert sorted(order) == sorted(f"/admin/desk/read/{source}/" for source in SOURCES)
    assert len(clicks) == pages + len(SOURCES) + 1
    expect(editor.locator("#plan")).to_contain_text("Everything that people read is within its limit.")
    for change in changes:
        decide(week.publisher, change, "Approve")


def test_a_claim_is_put_right_beside_others_that_still_say_so(week: Week, site: Site) -> None:
    site.run("tests.browser.beside.aged", "falcon-docs")
    week.editor.goto("/admin/desk/read/falcon-docs/")
    claim = week.editor.get_by_role("group", name="Falcon: ASGI", exact=True)
    claim.get_by_role("radio", name="Changed", exact=True).check()
    claim.get_by_label("Note, as readers see it").first.fill(WORDS)
    week.editor.get_by_role("group", name="Falcon: WSGI", exact=True).get_by_role(
        "radio", name="Still says so", exact=True
    ).check()
    week.editor.evaluate("scrollTo(0, 0)")
    picture(week.editor, "editing-reading-again")
    send(week.editor)
    change = announced(week.editor)
    assert not reads(week.reader, "falcon/asgi", WORDS)

    decide(week.publisher, change, "Approve")

    assert reads(week.reader, "falcon/asgi", WORDS)


@pytest.fixture
def without_scripts(browser: Browser, base_url: str) -> Iterator[Page]:
    signed_in = window(browser, base_url)
    sign_in(signed_in, "otto").close()
    context = browser.new_context(
        base_url=base_url, viewport=PHONE, java_script_enabled=False, storage_state=signed_in.storage_state()
    )
    yield context.new_page()
    context.close()
    signed_in.close()


def test_a_source_is_read_again_without_scripts_on_a_phone(without_scripts: Page, site: Site) -> None:
    site.run("tests.browser.beside.aged", "tornado-docs")
    page = without_scripts
    page.goto("/admin/desk/read/tornado-docs/")
    claim = page.get_by_role("group", name="Tornado: Async handlers", exact=True)
    expect(claim.get_by_label("Note, as readers see it").first).to_be_hidden()
    claim.get_by_role("radio", name="Gone", exact=True).check()
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Tornado: Async handlers")
    claim.get_by_role("radio", name="It moved", exact=True).check()
    claim.get_by_label("Where it stands now").fill("https://www.tornadoweb.org/en/stable/guide/async.html")
    send(page)

    expect(page.locator(".messagelist")).to_contain_text("1 gone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("address", SCREENS)
def test_nothing_is_wider_than_a_phone(without_scripts: Page, address: str) -> None:
    without_scripts.goto(address)

    wide = without_scripts.evaluate(TOO_WIDE)
    assert without_scripts.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], wide
