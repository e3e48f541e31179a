"""The whole catalogue as one download."""

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import create_guide, create_rating, create_source, create_support

pytestmark = pytest.mark.django_db


def test_it_has_every_row_by_type(client: Client) -> None:
    create_support()

    response = client.get("/api/v1/dataset/")
    dataset = response.json()
    assert response.headers["Content-Disposition"] == f'attachment; filename="plumbline-{dataset["data_version"]}.json"'
    assert [row["key"] for row in dataset["rows"]["framework"]] == ["django"]
    assert dataset["rows"]["support"] == [
        {
            "key": "django/orm",
            "framework": "django",
            "feature": "orm",
            "level": "builtin",
            "package": "",
            "note": "",
            "searched": "",
            "source": "docs",
            "locator": "",
            "checked_on": "2026-11-01",
            "second_checked": False,
        }
    ]


def test_it_names_its_licence_and_edition(client: Client) -> None:
    dataset = client.get("/api/v1/dataset/").json()
    del dataset["rows"]
    assert dataset == {
        "data_version": 0,
        "schema_version": settings.SPECTACULAR_SETTINGS["VERSION"],
        "generated_at": None,
        "licence": "CC BY 4.0",
    }


def test_it_has_no_hidden_rows(client: Client) -> None:
    create_guide(status="draft")
    create_rating()

    assert client.get("/api/v1/dataset/").json()["rows"]["rating"] == []


def test_it_has_whole_addresses(client: Client) -> None:
    create_source(url="{package_index}project/django/")
    assert "package_index" not in client.get("/api/v1/dataset/").text


@pytest.mark.parametrize("size", [1, 5])
def test_query_count_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_support(framework=f"framework-{number}")

    with django_assert_num_queries(1 + len(client.get("/api/v1/dataset/").json()["rows"])):
        client.get("/api/v1/dataset/")
