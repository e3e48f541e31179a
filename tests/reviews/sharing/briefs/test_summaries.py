"""Pages in short as Markdown: sentences, and the claims they rest on with source, place, day and address."""

import pytest
from django.test import Client

from curation.dates import today
from reviews.sharing.briefs.writing import in_runs
from tests.factories import create_figure, create_framework, create_source, create_support

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_frameworks() -> None:
    create_source(key="docs", name="Django documentation 6.1", url="https://docs.example.com/")
    create_support(feature="orm", locator="models")
    create_support(framework="flask", feature="orm", level="third-party", package="flask-sqlalchemy")
    create_figure(measure="cpu-t01", value=30_000)


def test_a_comparison_names_its_claims_by_number(client: Client) -> None:
    text = client.get("/compare/django-vs-flask/summary.md").text

    assert "- Orm (Because): Django: Built in; Flask: flask-sqlalchemy, third-party [1-2]" in text
    assert "Django documentation 6.1, 2026-11-01, <https://docs.example.com/>:\n\n- [1] django/orm, models\n" in text


def test_what_was_not_measured_says_so(client: Client) -> None:
    text = client.get("/compare/django-vs-flask/summary.md").text

    assert "Processor time of a JSON answer: Django: 30 µs; Flask: not measured" in text


def test_a_framework_says_what_nobody_checked(client: Client) -> None:
    create_framework(key="bottle")

    text = client.get("/frameworks/bottle/summary.md").text

    assert "## Measured\n\nNot measured." in text
    assert "## Guides recommend it for\n\nNo guide on record says." in text


def test_the_finder_tells_what_its_points_rest_on(client: Client) -> None:
    text = client.get("/finder/summary.md?v=2&w=database.3").text

    assert "## 1st: Django, 50 to 100 of 100" in text
    assert "- Database and migrations, 50 to 100 of 100: Orm: built in; django/migrations not checked [1-2]" in text
    assert "Not checked, or nothing on record:\n\n- [2] django/migrations\n" in text


def test_a_summary_names_the_page_to_cite(client: Client) -> None:
    day = today()

    response = client.get(f"/compare/django-vs-flask/summary.md?as-of={day}")

    address = f"http://127.0.0.1:8000/compare/django-vs-flask/?as-of={day}"
    assert response.headers["Link"] == f'<{address}>; rel="canonical"'
    assert f"Cite as <{address}>, as of {day}" in response.text


@pytest.mark.parametrize("page", ["compare/django-vs-flask", "frameworks/django", "finder"])
def test_an_unknown_parameter_is_refused(client: Client, page: str) -> None:
    assert client.get(f"/{page}/summary.md?colour=red").status_code == 400


def test_an_unknown_framework_is_not_found(client: Client) -> None:
    assert client.get("/frameworks/djnago/summary.md").status_code == 404


@pytest.mark.parametrize(
    ("numbers", "words"), [([1], "1"), ([3, 1, 2], "1-3"), ([1, 2, 4, 6, 7], "1-2, 4, 6-7"), ([], "")]
)
def test_marks_stand_in_runs(numbers: list[int], words: str) -> None:
    assert in_runs(numbers) == words
