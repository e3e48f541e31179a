"""Statements held against facts, in the API."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import create_rating, create_statement

pytestmark = pytest.mark.django_db


def get(client: Client, path: str) -> Any:
    return client.get(f"/api/v1/statements/{path}").json()


def test_a_statement_says_where_it_stands(client: Client) -> None:
    create_statement(passages=[{"rating": create_rating().pk}])

    assert get(client, "ps/01/")["passages"] == [{"key": "ps/01/at-1", "claim": "django/scalability/ps"}]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("verdict=outdated", ["ps/01"]), ("guide=dv", ["dv/01"]), ("framework=flask", ["dv/01"]), ("verdict=holds", [])],
)
def test_statements_are_narrowed(client: Client, query: str, expected: list[str]) -> None:
    create_statement(verdict="outdated")
    create_statement(guide="dv", framework="flask", verdict="contradicted")

    assert [row["key"] for row in get(client, f"?{query}")["results"]] == expected


@pytest.mark.parametrize(
    ("query", "allowed"), [("verdict=true", "holds, outdated, contradicted, cannot-be-checked"), ("guide=zz", "ps")]
)
def test_what_they_cannot_be_narrowed_by_is_refused(client: Client, query: str, allowed: str) -> None:
    create_statement()

    response = client.get(f"/api/v1/statements/?{query}")

    assert response.status_code == 400
    assert f"allowed are {allowed}" in response.text
