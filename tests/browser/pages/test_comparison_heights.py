"""A comparison is short: its summary and each of its parts, wide and narrow, before anything folded is opened."""

import pytest
from playwright.sync_api import Page

from reviews.comparisons.parts.parts import ComparisonPart
from tests.browser.looks.sizes import HEIGHT

TWO = ["django-vs-fastapi", "django-vs-django-rest-framework", "flask-vs-sanic"]
THREE = [
    "django-vs-fastapi-vs-flask",
    "django-rest-framework-vs-pyramid-vs-sanic",
    "django-vs-django-rest-framework-vs-fastapi",
]
"""The longest comparisons of the catalogue: of two among all, of three among the best documented."""
WIDTHS = (1440, 390)
MOST_OF_A_SUMMARY, MOST_OF_A_PART = (2_600, 5_000), (4_000, 8_000)
"""In pixels, at the first width and at the second."""


@pytest.mark.parametrize("slugs", [*TWO, *THREE])
def test_a_summary_and_its_parts_are_short(page: Page, slugs: str) -> None:
    budgets = {"": MOST_OF_A_SUMMARY, **{f"{part}/": MOST_OF_A_PART for part in ComparisonPart}}
    too_high = []
    for below, most in budgets.items():
        answer = page.goto(f"/compare/{slugs}/{below}")
        for place, width in enumerate(WIDTHS):
            page.set_viewport_size({"width": width, "height": 900})
            height = page.evaluate(HEIGHT)
            if not answer or answer.status != 200 or height > most[place]:
                too_high.append((below, width, height))

    assert too_high == []
