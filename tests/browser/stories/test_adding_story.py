"""A framework that the catalogue does not have, from the name of its package to the page that readers see."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editors import Week, path_of
from tests.browser.editors import week as week
from tests.browser.looks.pictures import picture
from tests.frameworks.package_index.documents import package_document
from tests.frameworks.package_index.index_server import IndexServer, document, status

MOST_INTERACTIONS = 80
PASTE = """(field, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


class Hand:
    """What somebody does at a page, counted: each field filled, each choice, each button is one."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def fill(self, field: str, words: str) -> None:
        self.page.locator(field).first.fill(words)
        self.count += 1

    def choose(self, field: str, words: str) -> None:
        self.page.locator(field).select_option(label=words)
        self.count += 1

    def tick(self, field: str) -> None:
        self.page.locator(field).check()
        self.count += 1

    def follow(self, link: str) -> None:
        self.page.get_by_role("link", name=link, exact=True).click()
        self.count += 1

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()
        self.count += 1


@pytest.fixture
def hand(week: Week) -> Hand:
    return Hand(week.editor)


def test_a_framework_is_added_from_nothing_and_goes_public_in_one_review(
    week: Week, hand: Hand, package_index: IndexServer
) -> None:
    links = {"Documentation": "https://microdot.example.com/manual/"}
    package_index.answers("microdot", document(package_document("microdot", project_urls=links)))
    page = week.editor
    page.goto("/admin/desk/add/framework/")
    hand.fill("#id_package", "microdot")
    hand.fill("#id_name", "Microdot")
    hand.choose("#id_kind", "Microframework")
    hand.fill("#id_tagline", "A very small framework.")
    hand.press("Keep, next step")
    expect(page.locator(".read")).to_contain_text("3.1.3")
    picture(page, "editing-adding")
    hand.follow("Next step")

    hand.tick("[name=source-0-use]")
    hand.press("Keep, next step")
    expect(page.locator("h1")).to_have_text("Microdot: what you read yourself")
    source = "Microdot documentation"
    hand.fill("[name$='-0-value']", "Miguel Grinberg")
    hand.fill("[name$='-0-source']", source)
    hand.press("Keep, next step")

    expect(page.locator("h1")).to_have_text("Microdot: column of the matrix")
    levels = page.locator("select[name$='-level']")
    cells = levels.count()
    for place in range(cells):
        levels.nth(place).select_option(label="Not checked" if place % 4 else "Built in")
        hand.count += 1
    hand.fill("[name=fill-source]", source)
    hand.choose("[name=fill-into]", "all lines I changed")
    hand.press("Fill")
    expect(page.locator(".filled")).to_contain_text(f"{cells} fields filled in")
    hand.press("Keep, next step")

    expect(page.locator("h1")).to_have_text("Microdot: support windows")
    hand.follow("Look and submit")
    hand.press("Submit for review")
    assert hand.count <= MOST_INTERACTIONS

    week.publisher.goto(path_of(page))
    week.publisher.get_by_role("button", name="Approve", exact=True).click()
    week.reader.goto("/frameworks/microdot/")
    expect(week.reader.locator("h1")).to_contain_text("Microdot")


def test_without_reach_of_the_index_one_goes_on_by_hand(week: Week, package_index: IndexServer) -> None:
    package_index.answers("nanodot", status(503))
    page = week.other
    page.goto("/admin/desk/add/framework/")
    for field, words in {"package": "nanodot", "name": "Nanodot", "tagline": "Smaller."}.items():
        page.locator(f"#id_{field}").fill(words)
    page.locator("#id_kind").select_option(label="Microframework")
    page.get_by_role("button", name="Keep, next step").click()

    expect(page.locator(".messagelist")).to_contain_text("The package index could not be read: status 503.")
    page.get_by_role("link", name="Next step").click()
    expect(page.locator("h2").first).to_have_text("Sources of this draft")


def test_a_guide_that_was_begun_is_taken_up_again_and_goes_public_in_one_review(week: Week) -> None:
    page = week.other
    page.goto("/admin/desk/add/guide/")
    for field, words in {
        "name": "On frameworks",
        "voice": "Some author",
        "code": "ZZ",
        "dated": "It prints none.",
    }.items():
        page.locator(f"#id_{field}").fill(words)
    page.get_by_role("button", name="Keep, next step").click()

    page.goto("/admin/desk/add/")
    page.get_by_role("link", name="Go on: Some author").click()
    for name in ("Bottle", "Flask", "Learning curve"):
        page.get_by_label(name, exact=True).check()
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_label("Flask, Learning curve").uncheck()
    picture(page, "editing-covers")
    page.get_by_role("button", name="Keep, next step").click()
    page.get_by_role("link", name="Bottle", exact=True).click()
    expect(page.locator("h1")).to_have_text("Some author: what it says of Bottle")
    page.locator("select[name='ratings-0-level']").select_option(index=1)
    page.locator("select[name='remarks-0-polarity']").select_option(label="For")
    for field, words in {
        "ratings-0-summary": "Quick to learn.",
        "ratings-0-locator": "first part",
        "remarks-0-text": "One file is enough.",
        "remarks-0-locator": "second part",
    }.items():
        page.locator(f"[name='{field}']").fill(words)
    page.get_by_role("button", name="Keep, next step").click()
    page.get_by_role("button", name="Submit for review").click()

    week.publisher.goto(path_of(page))
    week.publisher.get_by_role("button", name="Approve", exact=True).click()
    week.reader.goto("/sources/zz/")
    expect(week.reader.locator("main")).to_contain_text("One file is enough.")


def test_cells_copied_in_a_spreadsheet_are_pasted_across_lines(week: Week) -> None:
    page = week.other
    page.goto("/admin/desk/columns/bottle/")
    notes = page.locator("textarea[name$='-note']")
    notes.nth(0).evaluate(PASTE, 'First.\t\tBottle documentation\n"Second ""one""."\t\tBottle documentation\n')

    assert [notes.nth(place).input_value() for place in (0, 1)] == ["First.", 'Second "one".']
    assert page.locator("tr.line.changed").count() == 2
    expect(page.locator("[data-count-changed]")).to_have_text("2 lines changed")


def test_a_line_below_the_one_in_hand_is_ticked_by_one_press(week: Week) -> None:
    page = week.other
    page.goto("/admin/desk/columns/bottle/")
    page.locator("textarea[name$='-note']").nth(1).click()
    page.locator("[name=tick]").nth(3).click()

    expect(page.locator("[name=tick]").nth(3)).to_be_checked()


def test_without_scripts_a_sheet_is_filled_and_kept(week: Week) -> None:
    context = week.other.context.browser.new_context(  # type: ignore[union-attr]
        base_url=week.other.url.partition("/admin")[0],
        java_script_enabled=False,
        storage_state=week.other.context.storage_state(),
        viewport={"width": 390, "height": 844},
    )
    page = context.new_page()
    page.goto("/admin/desk/columns/bottle/")
    page.locator("[name=tick]").nth(0).check()
    page.locator("[name=fill-day]").fill("2026-11-20")
    page.locator("[name=fill-into]").select_option("ticked")
    page.get_by_role("button", name="Fill", exact=True).click()
    page.locator("[name=reason]").fill("Read again.")
    page.get_by_role("button", name="Keep as draft").click()

    expect(page.locator("h1")).to_contain_text("was only read again")
    context.close()
