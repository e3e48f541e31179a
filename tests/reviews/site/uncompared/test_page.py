"""The frameworks that are not compared here: their page, data, API, search and evidence."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import create_package, create_uncompared

pytestmark = pytest.mark.django_db
PAGE = "/not-compared/"


def test_the_page_says_what_each_is_why_not_and_where_to_go_instead(client: Client) -> None:
    create_uncompared(what="Apps for data.", reason="It answers no requests.", instead="Pages of your own.")

    page = client.get(PAGE).text
    assert '<tr id="streamlit">' in page
    for words in ("Apps for data.", "It answers no requests.", "Pages of your own.", 'href="/frameworks/django/"'):
        assert words in page


def test_the_version_is_that_of_the_package_index(client: Client) -> None:
    create_uncompared(package=create_package(version="1.62.0", last_release="2026-11-05").pk)

    assert '<span class="value">1.62.0</span><span class="sub">2026-11-05 <a' in client.get(PAGE).text


def test_a_last_release_of_more_than_two_years_ago_is_called_old(client: Client) -> None:
    create_uncompared(key="hug", package=create_package(key="hug", last_release="2020-02-06").pk)

    assert '<span class="sub">2020-02-06, old <a' in client.get(PAGE).text


def test_without_a_package_no_release_is_claimed(client: Client) -> None:
    create_uncompared()

    assert "not on record</span></td>" in client.get(PAGE).text


def test_a_draft_is_not_shown(client: Client) -> None:
    create_uncompared(status="draft")

    assert "Streamlit" not in client.get(PAGE).text


@pytest.mark.parametrize("size", [1, 5])
def test_the_page_takes_as_many_queries_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_uncompared(key=f"f{number}", package=create_package(key=f"f{number}").pk)

    with django_assert_num_queries(2):  # the version, the frameworks with what they name
        client.get(PAGE)


@pytest.mark.parametrize("asked", ["streamlit", "streamlit-package"])
def test_a_search_leads_to_its_place_on_the_page(client: Client, asked: str) -> None:
    create_uncompared(package=create_package(key="streamlit-package").pk)

    assert f'href="{PAGE}#streamlit"' in client.get(f"/search/?q={asked}").text


def test_the_data_names_where_to_go_instead(client: Client) -> None:
    create_uncompared()

    [row] = client.get("/not-compared.json").json()["tables"]["not-compared"]["rows"]
    assert (row["framework"], row["framework_instead"], row["version"]) == (
        "Streamlit",
        "Django",
        "no package on record",
    )


def test_the_api_has_the_whole_row(client: Client) -> None:
    create_uncompared(package=create_package().pk)

    [row] = client.get("/api/v1/not-compared/").json()["results"]
    assert row["framework"]["slug"] == "django"
    assert (row["situation"], row["package"], row["reason"]) == (None, "streamlit", "Another sort.")
    assert row["page"].endswith("/evidence/streamlit/")


def test_the_evidence_leads_to_the_framework_to_look_at_instead(client: Client) -> None:
    create_uncompared()

    page = client.get("/evidence/streamlit/").text
    assert '<h1 id="claim">Streamlit: not compared here</h1>' in page
    assert '<a href="/frameworks/django/">Django</a>' in page


def test_the_list_of_frameworks_leads_there(client: Client) -> None:
    assert f'href="{PAGE}"' in client.get("/frameworks/").text


def test_the_address_of_a_framework_that_is_not_compared_leads_there(client: Client) -> None:
    create_uncompared()

    response = client.get("/frameworks/streamlit/")
    assert (response.status_code, response["Location"]) == (302, f"{PAGE}#streamlit")
