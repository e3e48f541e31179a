"""One framework whole in one call of the API."""

from typing import Any

import pytest
from django.test import Client

from curation.dates import today
from reviews.profiles.api import INCLUDED
from tests.factories import (
    create_fact,
    create_figure,
    create_framework,
    create_rating,
    create_release,
    create_remark,
    create_support,
)

pytestmark = pytest.mark.django_db

DJANGO = "/api/v1/frameworks/django/"


def included(client: Client, query: str) -> Any:
    return client.get(f"{DJANGO}?{query}").json()["included"]


def test_nothing_comes_along_unasked(client: Client) -> None:
    create_support()

    assert client.get(DJANGO).json()["included"] is None


def test_the_rows_are_those_of_their_list(client: Client) -> None:
    create_support()
    create_support(framework="flask")

    listed = client.get("/api/v1/support/?framework=django").json()["results"]
    assert included(client, "include=support") == {"support": listed}


@pytest.mark.parametrize("query", ["", f"&as-of={today()}"], ids=["present", "past"])
def test_every_list_comes_in_its_own_order(client: Client, query: str) -> None:
    create_release(version="5.1", released_on="2026-01-02")
    create_release(version="5.2", released_on="2026-02-02")

    rows = included(client, f"include={','.join(INCLUDED)}{query}")

    assert rows.keys() == INCLUDED.keys()
    assert [row["version"] for row in rows["releases"]] == ["5.2", "5.1"]


def test_several_lists_come_at_once(client: Client) -> None:
    create_fact()
    create_figure()
    create_rating()
    create_remark()

    rows = included(client, "include=facts,measurements,ratings,remarks,proofs")

    assert {name: len(found) for name, found in rows.items()} == {
        "facts": 1,
        "measurements": 1,
        "ratings": 1,
        "remarks": 1,
        "proofs": 0,
    }


def test_a_past_day_has_the_rows_of_that_day(client: Client) -> None:
    create_fact()

    assert len(included(client, f"include=facts&as-of={today()}")["facts"]) == 1


def test_an_unknown_list_is_refused_with_those_allowed(client: Client) -> None:
    create_framework()

    response = client.get(f"{DJANGO}?include=facts,colours")

    assert response.status_code == 400
    assert "allowed are support, facts, support-windows" in response.json()["error"]["message"]


def test_a_list_of_frameworks_takes_no_such_parameter(client: Client) -> None:
    assert client.get("/api/v1/frameworks/?include=facts").status_code == 400
