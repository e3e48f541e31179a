"""The page on which frameworks are chosen for a comparison."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import create_framework, create_frameworks

pytestmark = pytest.mark.django_db


def test_picker_leads_to_the_comparison_in_its_order(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/?framework=flask&framework=django")

    assert (response.status_code, response["Location"]) == (302, "/compare/django-vs-flask/")


def test_picker_without_a_choice_lists_the_frameworks(client: Client) -> None:
    create_framework(key="django")
    create_framework(key="flask", status="draft")

    page = client.get("/compare/").text

    assert 'value="django"' in page
    assert 'value="flask"' not in page


def test_picker_keeps_what_was_chosen_before(client: Client) -> None:
    create_frameworks("django", "flask")

    assert 'value="flask" checked' in client.get("/compare/?with=flask").text


@pytest.mark.parametrize("query", ["?framework=django", "?framework=django&framework=django"])
def test_picker_refuses_one_framework_or_the_same_twice(client: Client, query: str) -> None:
    create_frameworks("django", "flask")

    response = client.get(f"/compare/{query}")

    assert response.status_code == 400
    assert 'role="alert"' in response.text


def test_picker_refuses_six_frameworks(client: Client) -> None:
    keys = [f"framework-{number}" for number in range(6)]
    for key in keys:
        create_framework(key=key)

    response = client.get("/compare/", {"framework": keys})

    assert response.status_code == 400
    assert "That is 6" in response.text


def test_picker_refuses_an_unknown_framework_with_those_there_are(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/?framework=djngo&framework=flask")

    assert response.status_code == 400
    assert "allowed are django, flask" in response.text


@pytest.mark.parametrize("size", [1, 5])
def test_picker_reads_the_frameworks_once(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_framework(key=f"framework-{number}")

    with django_assert_num_queries(2):  # the version, the frameworks
        client.get("/compare/")
