"""The mark of cells that a program has proved."""

import pytest
from django.test import Client

from curation.snapshots.snapshots import CurrentSnapshot
from measurements.proven import read_proven
from tests.factories import (
    create_cell_proof,
    create_fact,
    create_figure,
    create_framework,
    create_program,
    create_support,
)

pytestmark = pytest.mark.django_db

CELL = "/evidence/django/orm/"


def test_a_program_that_passed_marks_its_cell() -> None:
    create_support()
    create_cell_proof()

    assert read_proven(CurrentSnapshot()) == {CELL}


@pytest.mark.parametrize(("level", "package", "marked"), [("builtin-extra", "jinja2", {CELL}), ("builtin", "", set())])
def test_a_program_that_needed_an_extra_marks_what_is_built_in_with_one(
    level: str, package: str, marked: set[str]
) -> None:
    create_support(level=level, package=package)
    create_cell_proof(level="builtin", verdict="proved-with-extra")

    assert read_proven(CurrentSnapshot()) == marked


@pytest.mark.parametrize("verdict", ["proposed", "tried-not-found", "inconclusive", "contested", "fails"])
def test_nothing_else_marks_a_cell(verdict: str) -> None:
    create_support()
    create_cell_proof(verdict=verdict)

    assert read_proven(CurrentSnapshot()) == frozenset()


def test_a_program_for_another_level_marks_nothing() -> None:
    create_support(level="third-party", package="SQLAlchemy")
    create_cell_proof(level="builtin")

    assert read_proven(CurrentSnapshot()) == frozenset()


def test_a_cell_that_one_program_contests_is_not_marked_by_another() -> None:
    create_support()
    create_cell_proof(name="rows-are-kept")
    create_cell_proof(name="rows-are-found", verdict="contested")

    assert read_proven(CurrentSnapshot()) == frozenset()


@pytest.mark.parametrize(
    "address", ["/features/", "/frameworks/django/features/", "/compare/django-vs-flask/features/"]
)
def test_pages_mark_the_cells_that_were_proved(client: Client, address: str) -> None:
    create_support()
    create_framework(key="flask")
    before = client.get(address).text

    create_cell_proof()

    marked = "support builtin ran"
    assert marked not in before
    assert marked in client.get(address).text


def test_a_page_about_a_framework_says_what_was_measured(client: Client) -> None:
    create_figure(value=275_000, low=270_000, high=280_000)

    text = client.get("/frameworks/django/").text

    assert '<a href="/evidence/django/cpu-t01/default/">275 µs</a>' in text
    assert "not measured" not in text


def test_a_comparison_says_of_which_framework_something_was_not_measured(client: Client) -> None:
    create_figure(value=275_000, low=270_000, high=280_000)
    create_framework(key="flask")

    text = client.get("/compare/django-vs-flask/").text

    assert '<a href="/evidence/django/cpu-t01/default/">275 <span class="faint">µs</span></a>' in text
    assert "not measured" in text


def test_a_page_about_a_framework_is_silent_where_nothing_was_measured(client: Client) -> None:
    create_framework()

    assert 'id="measured"' not in client.get("/frameworks/django/").text


def test_evidence_says_which_version_has_come_since_a_program_ran(client: Client) -> None:
    create_program(version="6.0")
    create_fact(value="6.1")

    assert "it ran on 6.0; now there is 6.1" in client.get("/evidence/django/t01/default/").text
