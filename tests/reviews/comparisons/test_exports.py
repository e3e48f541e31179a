"""The comparison and the list of frameworks as JSON, CSV and Markdown."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from config.caching.page_cache import memory
from curation.dates import today
from curation.snapshots import kept
from tests.factories import (
    create_fact,
    create_framework,
    create_frameworks,
    create_rating,
    create_remark,
    create_support,
)

pytestmark = pytest.mark.django_db

SUFFIXES = ["csv", "json", "md"]


@pytest.mark.parametrize(
    ("suffix", "content_type"), [("csv", "text/csv"), ("json", "application/json"), ("md", "text/markdown")]
)
def test_a_comparison_can_be_had_in_three_more_forms(client: Client, suffix: str, content_type: str) -> None:
    create_frameworks("django", "flask")

    response = client.get(f"/compare/django-vs-flask.{suffix}")

    assert (response.status_code, response["Content-Type"]) == (200, f"{content_type}; charset=utf-8")


def test_a_page_names_its_alternates_with_their_query(client: Client) -> None:
    create_frameworks("django", "flask")

    page = client.get(f"/compare/django-vs-flask/?as-of={today()}").text

    assert '<link rel="alternate" type="text/csv"' in page
    assert f'href="/compare/django-vs-flask.csv?as-of={today()}"' in page


def test_an_alternate_names_its_page_as_the_one_to_cite(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/django-vs-flask.md?against=flask")

    assert response["Link"] == '<http://127.0.0.1:8000/compare/django-vs-flask/?against=flask>; rel="canonical"'


def test_csv_is_a_file_to_keep(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/django-vs-flask.csv")

    assert response["Content-Disposition"] == 'attachment; filename="plumbline-compare-django-vs-flask.csv"'


def test_a_cell_has_its_level_source_date_and_evidence(client: Client) -> None:
    create_support(framework="django", level="builtin")
    create_framework(key="flask")

    rows = client.get("/compare/django-vs-flask.json").json()["tables"]["features"]["rows"]

    assert rows[0] == {
        "group": "Data",
        "feature": "Orm",
        "framework": "Django",
        "level": "Built in",
        "note": "nothing to add",
        "program": "no program has proved it",
        "source": "Documentation docs",
        "date": "2026-11-01",
        "evidence": "http://127.0.0.1:8000/evidence/django/orm/",
    }
    assert (rows[1]["framework"], rows[1]["level"], rows[1]["source"]) == ("Flask", "Not checked", "no source")


def test_every_guide_stands_in_a_row_also_without_a_view(client: Client) -> None:
    create_rating(framework="django", guide="ps", level="high")
    create_rating(framework="flask", guide="dv", level=None)

    rows = client.get("/compare/django-vs-flask.json").json()["tables"]["ratings"]["rows"]

    assert [(row["framework"], row["guide"], row["level"]) for row in rows] == [
        ("Django", "Guide DV", "no view"),
        ("Django", "Guide PS", "High"),
        ("Flask", "Guide DV", "names no level"),
        ("Flask", "Guide PS", "no view"),
    ]
    assert rows[1]["evidence"] == "http://127.0.0.1:8000/evidence/django/scalability/ps/"
    assert rows[0]["evidence"] == "nothing is claimed"


def test_an_argument_names_its_guide(client: Client) -> None:
    create_remark(framework="django", text="It grows.")
    create_framework(key="flask")

    (row,) = client.get("/compare/django-vs-flask.json").json()["tables"]["arguments"]["rows"]

    assert (row["side"], row["point"], row["source"], row["date"]) == (
        "For",
        "It grows.",
        "Guide PS",
        "2025-11-13",
    )


def test_differences_only_holds_for_the_alternate_too(client: Client) -> None:
    create_support(framework="django")
    create_support(framework="flask")

    tables = client.get("/compare/django-vs-flask.json?only=differences").json()["tables"]

    assert tables["features"]["rows"] == []


def test_another_order_is_redirected_and_keeps_the_suffix(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/flask-vs-django.csv?against=flask")

    assert (response.status_code, response["Location"]) == (301, "/compare/django-vs-flask.csv?against=flask")


def test_a_former_slug_is_redirected_and_keeps_the_suffix(client: Client) -> None:
    create_framework(key="django")
    create_framework(key="litestar", slug="starlite")
    create_framework(key="litestar", slug="litestar")

    response = client.get("/compare/django-vs-starlite.md")

    assert (response.status_code, response["Location"]) == (301, "/compare/django-vs-litestar.md")


def test_a_page_that_moved_moved_as_json_too(client: Client) -> None:
    create_framework(key="litestar", slug="starlite")
    create_framework(key="litestar", slug="litestar")

    response = client.get("/frameworks/starlite.json?as-of=2026-11-20")

    assert (response.status_code, response["Location"]) == (301, "/frameworks/litestar.json?as-of=2026-11-20")


def test_a_retired_page_says_so_as_json(client: Client) -> None:
    create_framework(key="cherrypy", name="CherryPy", status="retired")

    response = client.get("/frameworks/cherrypy.json")

    assert response.status_code == 410
    assert response.json()["error"]["message"] == "CherryPy is no longer part of the catalogue."


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/compare/django-vs-flask.json?sort=name", 400, "there is no such parameter here"),
        ("/compare/django-vs-flask.json?as-of=tomorrow", 400, "YYYY-MM-DD"),
        ("/compare/django.json", 400, "allowed are 2 to 5"),
        ("/compare/djngo-vs-flask.json", 404, "There is no framework “djngo”"),
        ("/nothing.json", 404, "There is nothing at this address"),
    ],
)
def test_json_is_refused_in_the_apis_words(client: Client, address: str, status: int, message: str) -> None:
    create_frameworks("django", "flask")

    response = client.get(address)

    assert (response.status_code, response.json()["error"]["status"]) == (status, status)
    assert message in response.json()["error"]["message"]


def test_a_method_json_does_not_take_is_refused_as_json(client: Client) -> None:
    response = client.post("/frameworks.json")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response.json()["error"]["code"] == "method_not_allowed"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/compare/django-vs-flask.csv?sort=name", 400),
        ("/compare/django.md", 400),
        ("/frameworks/django.xml", 404),
        ("/frameworks.csv/", 404),
    ],
)
def test_any_other_suffix_is_refused_with_a_page(client: Client, address: str, status: int) -> None:
    create_frameworks("django", "flask")

    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert 'rel="alternate"' not in response.text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_head_has_the_headers_alone(client: Client, suffix: str) -> None:
    create_frameworks("django", "flask")

    response = client.head(f"/compare/django-vs-flask.{suffix}")

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_alternate_takes_as_many_queries_as_its_page(client: Client, settings: Settings, suffix: str) -> None:
    create_support(framework="django")
    settings.CACHE_PAGES = True
    memory.clear()

    with CaptureQueriesContext(connection) as of_page:
        client.get("/features/")
    kept.forget()
    with CaptureQueriesContext(connection) as of_alternate:
        client.get(f"/features.{suffix}")

    assert 0 < len(of_alternate) == len(of_page)


def test_an_alternate_is_kept_until_the_data_changes(client: Client, settings: Settings) -> None:
    create_framework(key="django")
    settings.CACHE_PAGES = True
    memory.clear()
    first = client.get("/frameworks.json")

    again = client.get("/frameworks.json", headers={"If-None-Match": first["ETag"]})
    create_framework(key="flask")
    later = client.get("/frameworks.json", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, later.status_code) == (304, 200)


def test_the_list_of_frameworks_is_one_plain_table(client: Client) -> None:
    create_fact(framework="django", name="latest-version", value="5.2.19")
    create_framework(key="flask")

    rows = list(csv.DictReader(io.StringIO(client.get("/frameworks.csv").text)))

    assert [(row["framework"], row["latest_version"], row["python"]) for row in rows] == [
        ("Django", "5.2.19", "not recorded"),
        ("Flask", "not recorded", "not recorded"),
    ]
    assert rows[0]["latest_version_evidence"] == "http://127.0.0.1:8000/evidence/django/latest-version/"


def test_the_list_as_data_is_filtered_like_the_page(client: Client) -> None:
    create_support(framework="django", level="builtin")
    create_framework(key="flask")

    rows = client.get("/frameworks.json?feature=orm&level=builtin").json()["tables"]["frameworks"]["rows"]

    assert [(row["framework"], row["asked_feature"], row["asked_level"]) for row in rows] == [
        ("Django", "Orm", "Built in")
    ]


def test_what_one_has_built_in_alone_is_a_table_with_its_proof(client: Client) -> None:
    create_support(framework="django", level="builtin")
    create_support(framework="flask", level="none-found")

    (row,) = client.get("/compare/django-vs-flask.json").json()["tables"]["alone"]["rows"]

    assert (row["framework"], row["feature"], row["source"]) == ("Django", "Orm", "Documentation docs")
    assert row["evidence"].endswith("/evidence/django/orm/")
