"""How high the pages are that open with an answer."""

import pytest
from playwright.sync_api import Page

from reviews.profiles.parts import FrameworkPart

BUDGETS = {1440: 2700, 390: 5000}
OF_A_PART = {1440: 4000, 390: 8000}


@pytest.mark.parametrize("width", BUDGETS)
@pytest.mark.parametrize("address", ["/", "/choose/first-framework/", "/frameworks/django/", "/frameworks/flask/"])
def test_an_answer_keeps_to_its_height(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)

    assert page.evaluate("document.documentElement.scrollHeight") <= BUDGETS[width]


@pytest.mark.parametrize("width", OF_A_PART)
@pytest.mark.parametrize("part", FrameworkPart)
def test_a_part_of_a_framework_keeps_to_its_height(page: Page, part: FrameworkPart, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/frameworks/django/{part}/")

    assert page.evaluate("document.documentElement.scrollHeight") <= OF_A_PART[width]
