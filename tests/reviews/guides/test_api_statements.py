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
    ("query", "expected"),
    [
        ("rule=any", ["dv/01", "ps/01", "pv/01"]),
        ("rule=none", ["dp/01"]),
        ("rule=built-in", ["ps/01", "pv/01"]),
        ("rule=not-built-in", ["dv/01"]),
        ("rule=none&rule=not-built-in", ["dp/01", "dv/01"]),
        ("rule=requires", ["pv/01"]),
        ("rule=requires-at-most", []),
    ],
)
def test_statements_are_narrowed_by_who_judges_them(client: Client, query: str, expected: list[str]) -> None:
    lines = {"ps": "built-in", "dv": "not-built-in", "pv": "requires jinja2; built-in", "dp": ""}
    for guide, rule in lines.items():
        create_statement(guide=guide, rule=rule)

    assert [row["key"] for row in get(client, f"?{query}")["results"]] == expected


@pytest.mark.parametrize(
    ("query", "allowed"), [("verdict=true", "contradicted, outdated, cannot-be-checked, holds"), ("guide=zz", "ps")]
)
def test_what_they_cannot_be_narrowed_by_is_refused(client: Client, query: str, allowed: str) -> None:
    create_statement()

    response = client.get(f"/api/v1/statements/?{query}")

    assert response.status_code == 400
    assert f"allowed are {allowed}" in response.text
