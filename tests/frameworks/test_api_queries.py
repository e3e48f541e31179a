"""What answers of the API of what is cost: a constant number of queries."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.frameworks.api_rows import MAKERS

pytestmark = pytest.mark.django_db

LIST_QUERIES = {"resource": 4, "feature": 2}
DETAIL_QUERIES = {"resource": 3}


@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize("name", MAKERS)
def test_list_query_count_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, size: int
) -> None:
    for number in range(size):
        MAKERS[name](number)

    with django_assert_num_queries(LIST_QUERIES.get(name, 3)):  # version, count, rows
        assert client.get(reverse(f"api-{name}-list")).json()["count"] >= size


@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize("name", MAKERS)
def test_detail_query_count_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, size: int
) -> None:
    for number in range(size):
        MAKERS[name](number)
    address = client.get(reverse(f"api-{name}-list")).json()["results"][0]["url"]

    with django_assert_num_queries(DETAIL_QUERIES.get(name, 2)):  # version, row
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize("name", ["framework", "support"])
def test_query_count_as_of_a_day_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, size: int
) -> None:
    with time_machine.travel("2026-11-18"):
        for number in range(size):
            MAKERS[name](number)

    # version, rows, one for each sort of row they name, time of the version
    with django_assert_num_queries({"framework": 3, "support": 5}[name]):
        assert client.get(reverse(f"api-{name}-list"), {"as-of": "2026-11-18"}).json()["count"] >= size
