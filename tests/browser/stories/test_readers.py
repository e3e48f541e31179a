"""Six readers come to the front page with a question; each has an answer and opens its source in three clicks."""

import re
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site


class Reader(NamedTuple):
    """Somebody with a question."""

    who: str
    clicks: tuple[str, ...]
    """The links followed from the front page, by their names."""
    heading: str
    answer: str
    """What stands in the part of the page that answers."""
    place: str
    """Where that is."""


READERS = [
    Reader("CTO", ("API for an app",), "Which framework for a JSON API?", "FastAPI", "section.answer"),
    Reader("Django shop", ("Django or FastAPI",), "Django or FastAPI?", "Take it for an API", ".verdicts"),
    Reader("beginner", ("First framework to learn",), "Which framework to learn first?", "Django", "section.answer"),
    Reader(
        "bank architect",
        ("All situations", "Regulated and long-lived"),
        "Which framework where support must be dated?",
        "Django",
        "section.answer",
    ),
    Reader(
        "data scientist",
        ("Serving a model",),
        "Which framework to serve a model over HTTP?",
        "FastAPI",
        "section.answer",
    ),
    Reader(
        "chat with 20,000 sockets",
        ("Real time: chat, live data",),
        "Which framework for chat and live data?",
        "Memory of an idle WebSocket",
        ".why li:has-text('Memory per connection')",
    ),
]
MOST_CLICKS = 3
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.who)
def test_a_reader_has_a_sourced_answer_in_three_clicks(page: Page, site: Site, reader: Reader) -> None:
    page.goto(site.address)
    for name in reader.clicks:
        page.locator("main").get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(reader.heading)
    answer = page.locator(reader.place)
    expect(answer).to_contain_text(reader.answer)

    answer.locator("a.cite").first.click()

    # With scripts the evidence opens over the page.
    expect(page.get_by_role("dialog").get_by_role("article")).to_contain_text(DAY)
    assert len(reader.clicks) + 1 <= MOST_CLICKS
