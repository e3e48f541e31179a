"""A comparison is short: its summary and each of its parts, wide and narrow, before anything folded is opened."""

import pytest
from playwright.sync_api import Browser

from reviews.comparisons.parts.parts import ComparisonPart

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
def test_a_summary_and_its_parts_are_short(browser: Browser, base_url: str, slugs: str) -> None:
    budgets = {"": MOST_OF_A_SUMMARY, **{f"{part}/": MOST_OF_A_PART for part in ComparisonPart}}
    too_high = []
    for place, width in enumerate(WIDTHS):
        page = browser.new_page(base_url=base_url, viewport={"width": width, "height": 900})
        for below, most in budgets.items():
            answer = page.goto(f"/compare/{slugs}/{below}")
            height = page.evaluate("document.documentElement.scrollHeight")
            if not answer or answer.status != 200 or height > most[place]:
                too_high.append((below, width, height))
        page.close()

    assert too_high == []
