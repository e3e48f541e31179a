"""A reader's way to a decision: home, finder, a weight, a change tried, the record, the first three compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks.axe import findings
from tests.browser.looks.sizes import HEIGHT

WINDOWS = {"desktop": (1440, 900), "phone": (390, 844)}
API = "/finder/?v=2&build=api&need=openapi&team=sync"


@dataclass
class Story:
    """What was seen at each step, in order."""

    first: str
    weighed: str
    promised: str
    tried: str
    record: str
    compared: str
    differing: str
    findings: list[str]


@pytest.fixture(scope="module", params=[(name, script) for name in WINDOWS for script in (True, False)], ids=str)
def reader(request: pytest.FixtureRequest, browser: Browser, base_url: str) -> Iterator[Page]:
    name, script = request.param
    width, height = WINDOWS[name]
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": width, "height": height},
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def story(reader: Page) -> Story:
    first = rank_from_home(reader)
    weighed = weigh(reader)
    promised, tried = try_a_change(reader)
    record, found_by_axe = take_record(reader), axe(reader)
    compared, differing = compare(reader)
    return Story(first, weighed, promised, tried, record, compared, differing, found_by_axe + axe(reader))


def rank_from_home(reader: Page) -> str:
    reader.goto("/")
    reader.get_by_label("JSON API").check()
    reader.get_by_label("Validation and OpenAPI").check()
    reader.get_by_role("button", name="Rank frameworks").click()
    return leader(reader)


def leader(reader: Page) -> str:
    return reader.locator(".standing .leader strong").inner_text()


def weigh(reader: Page) -> str:
    """Call a small install unimportant and return the address that follows."""
    reader.locator(".weights > summary").click()
    reader.locator("label", has=reader.locator("#w-footprint-0")).click()
    button = reader.get_by_role("button", name="Update ranking")
    button.click()
    reader.wait_for_url("**w=footprint.0**")
    return reader.url


def try_a_change(reader: Page) -> tuple[str, str]:
    """Return who is promised to lead after a change, and who does."""
    line = reader.locator(".sensitivity li", has=reader.get_by_role("link", name="Try it")).first
    promised = line.locator("b").last.inner_text()
    line.get_by_role("link", name="Try it").click()
    reader.wait_for_url("**#ranking")
    return promised, leader(reader)


def take_record(reader: Page) -> str:
    """Return the decision record that the reader takes away."""
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Decision record").click()
    return download.value.path().read_text()


def compare(reader: Page) -> tuple[str, str]:
    """Return the address of the comparison, and that of all features that differ."""
    reader.get_by_role("link", name="Compare the top three").click()
    reader.wait_for_url("**/compare/**")
    address = reader.url
    reader.get_by_role("link", name=re.compile("^All .* features that differ$")).click()
    reader.wait_for_url("**/features/")
    return address, reader.url


def axe(reader: Page) -> list[str]:
    """Return what is wrong for readers of assistive technology; axe itself needs scripts."""
    if not reader.locator("html.enhanced").count():
        return []
    return findings(reader)


def test_the_answers_of_the_home_page_give_a_ranking(story: Story) -> None:
    assert story.first


def test_a_changed_weight_is_in_the_address(story: Story) -> None:
    assert re.search(r"v=2&build=api&need=openapi&w=footprint\.0$", story.weighed)


def test_trying_a_change_brings_who_it_promises(story: Story) -> None:
    assert story.tried == story.promised


def test_the_record_to_take_away_names_who_leads(story: Story) -> None:
    assert story.record.startswith("# ")
    assert story.tried in story.record


def test_the_first_three_stand_side_by_side(story: Story) -> None:
    assert story.compared.count("-vs-") == 2


def test_all_features_that_differ_are_one_press_away(story: Story) -> None:
    assert story.differing == f"{story.compared}features/"


def test_axe_finds_nothing(story: Story) -> None:
    assert story.findings == []


def test_the_ranking_follows_a_weight_without_losing_the_focus(quiet_page: Page) -> None:
    quiet_page.goto(API)
    before = quiet_page.locator(".order .points").first.inner_text()

    quiet_page.locator(".weights > summary").click()
    quiet_page.locator("#w-api-3").focus()
    quiet_page.keyboard.press("ArrowLeft")

    quiet_page.wait_for_url("**w=api.2")
    expect(quiet_page.locator(".order .points").first).not_to_have_text(before)
    expect(quiet_page.locator("#w-api-2")).to_be_focused()
    expect(quiet_page.locator("#finder-status")).to_contain_text(leader(quiet_page))


def test_another_answer_sets_other_weights_and_leaves_those_changed_by_hand(quiet_page: Page) -> None:
    quiet_page.goto(f"{API}&w=admin.1")

    quiet_page.get_by_label("Real-time connections").check()

    quiet_page.wait_for_url("**build=realtime**")
    expect(quiet_page.locator("#w-connections-3")).to_be_checked()
    expect(quiet_page.locator("#w-admin-1")).to_be_checked()


def test_how_ranks_moved_is_said_in_words(quiet_page: Page) -> None:
    quiet_page.goto("/finder/?v=2&build=api")

    quiet_page.get_by_label("Site with back office").check()

    expect(quiet_page.locator(".moved")).to_contain_text(re.compile(r"Moved: .+ from \d+ to \d+"))
    expect(quiet_page.locator("#finder-status")).to_contain_text("Moved: ")


def test_back_returns_to_the_answers_before(quiet_page: Page) -> None:
    quiet_page.goto("/finder/?v=2&build=api")
    first = leader(quiet_page)

    quiet_page.get_by_label("Site with back office").check()
    quiet_page.wait_for_url("**build=site**")
    quiet_page.go_back()

    expect(quiet_page.get_by_label("JSON API")).to_be_checked()
    expect(quiet_page.locator(".standing .leader strong")).to_have_text(first)


WIDTHS = (1440, 1024, 768, 390, 320)
HIGHEST = {1440: 2600, 390: 5000}
ASKED = (
    "build=api&need=openapi",
    "build=site&need=accounts&need=lts&need=admin&growth=large&structure=rules&team=sync",
    "build=service&need=wsgi&run=steady&run=current&run=small",
    "build=realtime&need=websockets&team=async&growth=large",
)


@pytest.mark.parametrize("query", ASKED)
def test_the_ranking_fits_its_frame_and_the_answer_stays_in_sight(quiet_page: Page, query: str) -> None:
    quiet_page.goto(f"/finder/?v=2&{query}")

    for width in WIDTHS:
        quiet_page.set_viewport_size({"width": width, "height": 844})
        assert quiet_page.evaluate("document.documentElement.scrollWidth") <= width
        assert quiet_page.locator(".order").first.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
        assert quiet_page.evaluate(HEIGHT) <= HIGHEST.get(width, 6000)
        for place in ("#team-new", ".actions", "#left-out"):
            quiet_page.locator(place).first.scroll_into_view_if_needed()
            expect(quiet_page.locator(".standing")).to_be_in_viewport(ratio=0.9)
