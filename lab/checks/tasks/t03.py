"""A list as an HTML page with a base template."""

from dataclasses import dataclass

from lab.checks.checker import Checker
from lab.checks.html import Page
from lab.checks.inputs import hostile_words, letters
from lab.serving.client import query

READY = "/products?q=x"
ROWS = 20


@dataclass(frozen=True)
class View:
    """What a reader sees of the page, however it was built."""

    title: str
    heading: str
    rows: list[str]
    prices: list[str]


def view(page: Page) -> View:
    rows = [item for item in page.all("li") if "product" in item.attributes.get("class", "").split()]
    prices = [bold.text for bold in page.all("b") if bold.parent in rows]
    return View(page.first_text("title"), page.first_text("h1"), [row.text for row in rows], prices)


def compare(check: Checker, seen: View, q: str, hazard: str) -> None:
    expected = [f"{q} #{n} {price}" for n, price in enumerate(seen.prices, 1)]
    check.must(q in seen.title, f"the title shows {hazard} as text", seen.title)
    check.must(seen.heading == f"Products: {q}", f"the heading shows {hazard} as text", seen.heading)
    right = len(seen.rows) == len(seen.prices) == ROWS and seen.rows == expected
    check.must(right, f"the {ROWS} rows show {hazard} as text", f"{len(seen.rows)} rows, {seen.rows[:2]}")


def plain_page(check: Checker) -> None:
    answer = check.client().get(query("/products", q=letters(check.random)))
    kind = answer.header("content-type").lower().replace(" ", "").replace('"', "")
    check.must(answer.status == 200, "the page answers 200", answer)
    check.must(kind == "text/html;charset=utf-8", "the page is text/html; charset=utf-8", kind)
    check.must(bool(Page(answer.text).all("nav")), "the base template's nav is there", answer)


def text_stays_text(check: Checker) -> None:
    plain = Page(check.client().get(query("/products", q=letters(check.random))).text).tags
    for hazard, word in hostile_words(check.random):
        page = Page(check.client().get(query("/products", q=word)).text)
        compare(check, view(page), word, hazard)
        check.must(page.tags == plain, f"{hazard} injects no tag", sorted(set(page.tags) - set(plain)))


STEPS = [plain_page, text_stays_text]
