"""Every contribution of the finder names the claims behind it, with their sources."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import create_adoption, create_fact, create_figure, create_rating, create_source, create_support

pytestmark = pytest.mark.django_db

ROOT = "http://127.0.0.1:8000"


def claims_of(client: Client, query: str, driver: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/finder/?v=2&w={query}").json()
    parts = answer["ranking"][0]["contributions"] or answer["apart"][0]["contributions"]
    claims: list[dict[str, Any]] = next(part["claims"] for part in parts if part["driver"] == driver)
    return claims


def test_a_claim_has_the_title_place_day_and_address_of_its_source(client: Client) -> None:
    create_source(key="docs", name="Django documentation 6.1", url="https://docs.example.com/")
    create_support(feature="admin-ui", locator="chapter on the admin")

    assert claims_of(client, "admin.3", "admin") == [
        {
            "key": "django/admin-ui",
            "says": "Django, Admin Ui: built in",
            "source": "Django documentation 6.1",
            "place": "chapter on the admin",
            "day": "2026-11-01",
            "address": "https://docs.example.com/",
            "evidence": f"{ROOT}/evidence/django/admin-ui/",
        }
    ]


def test_a_place_that_is_an_address_is_the_address(client: Client) -> None:
    create_support(feature="admin-ui", locator="https://docs.example.com/admin/")

    (claim,) = claims_of(client, "admin.3", "admin")

    assert (claim["place"], claim["address"]) == ("", "https://docs.example.com/admin/")


def test_what_nobody_checked_is_named_as_not_checked(client: Client) -> None:
    create_support(feature="orm")

    assert [(claim["key"], claim["says"], claim["day"]) for claim in claims_of(client, "database.3", "database")] == [
        ("django/orm", "Django, Orm: built in", "2026-11-01"),
        ("django/migrations", "not checked", None),
    ]


@pytest.mark.parametrize(
    ("driver", "key"),
    [
        ("upkeep", "django/released"),
        ("sockets", "django/memory-websocket/default"),
        ("learn", "django/learning-curve/ps"),
        ("adoption", "django/dependents"),
    ],
)
def test_facts_measurements_guides_and_adoption_are_claims_too(client: Client, driver: str, key: str) -> None:
    create_fact(name="released", value="2026-11-01")
    create_figure(measure="memory-websocket", value=1_000)
    create_rating(criterion="learning-curve")
    create_adoption(metric="dependents")

    claims = {claim["key"]: claim for claim in claims_of(client, f"{driver}.3", driver)}

    assert claims[key]["source"]
    assert claims[key]["day"]


def test_top_shows_the_first_of_the_ranking_and_says_how_many_there_are(client: Client) -> None:
    for framework in ("django", "flask", "falcon"):
        create_support(framework=framework, feature="admin-ui")
    create_support(framework="pyramid", feature="admin-ui", level="third-party", package="pack")

    answer = client.get("/api/v1/finder/?w=admin.3&top=1").json()

    assert (answer["ranked"], len(answer["ranking"])) == (4, 3)


@pytest.mark.parametrize("top", ["0", "101", "three"])
def test_no_other_number_is_a_top(client: Client, top: str) -> None:
    assert client.get(f"/api/v1/finder/?w=admin.3&top={top}").status_code == 400


def test_the_exports_have_a_table_of_the_claims(client: Client) -> None:
    create_support(feature="admin-ui")

    rows = client.get("/finder.json?v=2&w=admin.3").json()["tables"]["claims"]["rows"]

    assert [(row["framework"], row["driver"], row["key"], row["source"]) for row in rows] == [
        ("Django", "Admin back office", "django/admin-ui", "Documentation docs")
    ]
