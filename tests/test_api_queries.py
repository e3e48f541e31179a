"""What answers of the API cost: a constant number of queries."""

import time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.frameworks import api_rows as frameworks
from tests.measurements import api_rows as measurements
from tests.reviews.guides import api_rows as reviews

pytestmark = pytest.mark.django_db

MAKERS = frameworks.MAKERS | measurements.MAKERS | reviews.MAKERS
# Beyond the row itself, a query for each sort of row within it.
WITHIN = {
    "resource": 1,
    "criterion": 1,
    "point": 1,
    "use-case": 2,
    "recommendation": 1,
    "topic": 2,
    "technology": 1,
    "conflict": 1,
    "statement": 2,
}
# Too large to be kept: each answer counts and reads its rows.
LARGE = ["release", "program"]


@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize("name", MAKERS)
def test_list_query_count_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, size: int
) -> None:
    for number in range(size):
        MAKERS[name](number)

    with django_assert_num_queries(2 + WITHIN.get(name, 0) + 2 * (name in LARGE)):  # version, rows; count, keys
        assert client.get(reverse(f"api-{name}-list")).json()["count"] >= size


@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize("name", MAKERS)
def test_detail_query_count_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, size: int
) -> None:
    for number in range(size):
        MAKERS[name](number)
    address = client.get(reverse(f"api-{name}-list")).json()["results"][0]["url"]

    with django_assert_num_queries(1 + (name in LARGE)):  # version, row
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize("name", ["framework", "support", "rating", "program"])
def test_query_count_as_of_a_day_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, size: int
) -> None:
    with time_machine.travel("2026-11-18"):
        for number in range(size):
            MAKERS[name](number)

    with django_assert_num_queries(2):  # version with its time, rows with those they name
        assert client.get(reverse(f"api-{name}-list"), {"as-of": "2026-11-18"}).json()["count"] >= size


@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize("path", ["consensus/", "consensus/framework-0/criterion-0/"])
def test_query_count_of_the_consensus_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str, size: int
) -> None:
    for number in range(size):
        MAKERS["rating"](number)

    # version, frameworks, criteria, guides, levels, ratings
    with django_assert_num_queries(6):
        assert client.get(f"/api/v1/{path}").status_code == 200


def test_a_field_asked_for_many_times_costs_what_it_costs_once(client: Client) -> None:
    frameworks.MAKERS["kind"](1)
    address = f"/api/v1/kinds/?fields={','.join(['key'] * 250)}"
    client.get(address)
    began = time.process_time()

    response = client.get(address)

    assert response.json()["results"] == [{"key": response.json()["results"][0]["key"]}]
    assert time.process_time() - began < 0.05
