"""Of texts that look the same two are measured; whatever makes a text look otherwise has it measured by itself."""

import pytest
from playwright.sync_api import Page

from tests.browser.looks.axe import findings

ALIKE = "<p>Dark words on white.</p>" * 4
BLACK = '<div style="background: black">{}</div>'


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: #bbb">Pale words.</p>',
        BLACK.format("<p>Dark words.</p>"),
        BLACK.format("<div><p>Dark words further down.</p></div>"),
        '<p style="opacity: 0.3">Faint words.</p>',
        '<p>Words <span style="color: #ccc">with pale ones</span> within.</p>',
        '<p>Dark words.</p><div style="position: fixed; top: 0; background: #333">Dark words before them.</div>',
        '<label>Name <input value="Pale" style="color: #ccc; background: white"></label>',
    ],
)
def test_a_text_that_is_hard_to_read_among_others_is_found(page: Page, text: str) -> None:
    page.set_content(f"<html lang=en><title>A</title><main style='color: #222; background: white'>{ALIKE}{text}</main>")

    assert [finding for finding in findings(page, colours_alone=True) if finding.startswith("color-contrast")]


def test_texts_that_are_easy_to_read_are_not(page: Page) -> None:
    page.set_content(f"<html lang=en><title>A</title><main><h1>Words</h1>{ALIKE}</main>")

    assert findings(page) == []
