"""The page of adoption, and the words for directions."""

import datetime
import re

import pytest
from django.test import Client

from frameworks.adoption.charts import line_path, trend
from frameworks.models import AdoptionMetric
from frameworks.models.adoption import growth
from tests.factories import create_adoption, create_fact, create_framework

JUNE = datetime.date(2026, 6, 25)


def test_a_growth_compares_with_the_count_of_three_years_before() -> None:
    assert growth([(datetime.date(2023, 6, 29), 100), (JUNE, 150)]) == 0.5


def test_a_record_shorter_than_three_years_has_no_growth() -> None:
    assert growth([(datetime.date(2024, 2, 29), 100), (JUNE, 150)]) is None


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (None, "less than three years"),
        (0.5, "faster than"),
        (0.21, "about as"),
        (0.1, "slower than"),
        (-0.1, "falling"),
    ],
)
def test_a_direction_is_told_against_the_middle_of_the_field(share: float | None, words: str) -> None:
    assert words in trend(share, 0.2)


@pytest.mark.parametrize(("metric", "parts"), [(AdoptionMetric.DOWNLOADS, 2), (AdoptionMetric.STARS, 1)])
def test_downloads_alone_have_no_line_across_the_gap(metric: AdoptionMetric, parts: int) -> None:
    points = [(datetime.date(2024, 6, 6), 10), (datetime.date(2025, 7, 31), 20), (datetime.date(2025, 8, 28), 21)]

    assert line_path(points, metric).count("M") == parts


@pytest.mark.django_db
def test_the_page_names_frameworks_that_the_list_lacks(client: Client) -> None:
    create_adoption()
    create_framework(key="reflex", name="Reflex")

    page = client.get("/adoption/").text

    assert "Not on the list, so unknown here" in page
    assert "CC BY-SA 4.0" in page


@pytest.mark.django_db
def test_the_facts_of_a_comparison_have_adoption_and_say_who_is_not_on_the_list(client: Client) -> None:
    create_adoption(framework="django", metric="dependents")
    create_fact(framework="flask")
    create_fact(framework="django")

    section = client.get("/compare/django-vs-flask/facts/").text.split('id="adoption"')[1]
    assert "/evidence/django/dependents/" in section
    assert re.search(r"so unknown here: <a[^>]+>Flask</a>", section)


@pytest.mark.django_db
def test_the_list_of_frameworks_has_dependents_else_contributors_with_their_direction(client: Client) -> None:
    create_adoption(framework="django", metric="dependents")
    create_adoption(framework="django", metric="contributors")
    create_adoption(framework="flask", metric="contributors", points={"2026-06-25": 70})
    create_adoption(framework="quart", metric="stars")

    rows = client.get("/frameworks/").text.split('name="framework" value="')[1:]
    cells = [re.sub(r"<[^>]+>", " ", row) for row in rows]
    assert "150 dependents, +50% in 3 years" in " ".join(cells[0].split())
    assert "70 contributors, direction unknown" in " ".join(cells[1].split())
    assert "unknown" in cells[2]


@pytest.mark.django_db
def test_the_data_of_the_list_keeps_the_licence_of_adoption(client: Client) -> None:
    create_adoption(metric="dependents")

    [row] = client.get("/frameworks.json").json()["tables"]["frameworks"]["rows"]
    assert (row["adoption"], row["adoption_licence"]) == (150, "CC BY-SA 4.0")


@pytest.mark.django_db
def test_a_figure_says_on_its_evidence_page_what_it_is_not(client: Client) -> None:
    create_adoption(metric="stars")

    assert "users" in client.get("/evidence/django/stars/").text


@pytest.mark.django_db
def test_the_page_without_figures_says_so(client: Client) -> None:
    assert "No adoption figures are on record." in client.get("/adoption/").text
