"""How high the pages are that open with an answer."""

import pytest
from playwright.sync_api import Page

BUDGETS = {1440: 2700, 390: 5000}


@pytest.mark.parametrize("width", BUDGETS)
@pytest.mark.parametrize("address", ["/", "/choose/first-framework/"])
def test_an_answer_keeps_to_its_height(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)

    assert page.evaluate("document.documentElement.scrollHeight") <= BUDGETS[width]
