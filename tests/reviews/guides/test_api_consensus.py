"""Where the guides together stand, in the API."""

import pytest
import time_machine
from django.test import Client

from tests.factories import create_guide, create_rating
from tests.reading import json_at

pytestmark = pytest.mark.django_db

API = "http://127.0.0.1:8000/api/v1"


def test_it_is_worked_out_from_the_ratings(client: Client) -> None:
    create_guide(key="dv")
    create_guide(key="pv")
    create_rating(basis="graded")
    create_rating(guide="dv", level="low", applies_to="APIs")

    assert json_at(client, "consensus/django/scalability/") == {
        "key": "django/scalability",
        "framework": {"slug": "django", "name": "Django", "url": f"{API}/frameworks/django/"},
        "criterion": {"key": "scalability", "name": "Scalability", "url": f"{API}/criteria/scalability/"},
        "verdict": "scope",
        "words": "Different scope",
        "median": [],
        "spread": 0,
        "positions": [
            {"guide": "dv", "level": "scalability/low", "graded": False, "scope": "apis"},
            {"guide": "ps", "level": "scalability/high", "graded": True, "scope": ""},
        ],
        "unplaced": [],
        "silent": ["pv"],
        "hidden": [],
        "url": f"{API}/consensus/django/scalability/",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("verdict=split", ["django/scalability"]),
        ("framework=flask", ["flask/scalability"]),
        ("group=running&ordering=-key", ["flask/scalability", "django/scalability"]),
        ("as-of=2026-11-18&verdict=thin", ["django/scalability"]),
    ],
)
def test_it_is_narrowed(client: Client, query: str, expected: list[str]) -> None:
    with time_machine.travel("2026-11-18"):
        create_rating()
    with time_machine.travel("2026-11-19"):
        create_rating(guide="dv", level="low")
        create_rating(framework="flask")

    assert [row["key"] for row in json_at(client, f"consensus/?{query}")["results"]] == expected


def test_what_no_guide_rates_is_not_there(client: Client) -> None:
    assert client.get("/api/v1/consensus/django/scalability/").status_code == 404


def test_it_can_rest_on_what_guides_graded_themselves_alone(client: Client) -> None:
    create_rating(basis="graded")
    create_rating(guide="dv", level="low")

    row = json_at(client, "consensus/?basis=graded")["results"][0]

    assert [position["guide"] for position in row["positions"]] == ["ps"]
    assert (row["verdict"], row["hidden"]) == ("thin", ["dv"])


def test_an_unknown_basis_is_refused(client: Client) -> None:
    assert "allowed are graded" in client.get("/api/v1/consensus/?basis=coded").text
