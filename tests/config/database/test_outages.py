"""With the database out of reach the site says so at once, shows the pages it kept, and comes back by itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client
from prometheus_client import CONTENT_TYPE_LATEST as FIGURES
from psycopg.errors import AdminShutdown, DeadlockDetected, QueryCanceled
from pytest_django import Settings

from config.caching.page_cache import memory
from config.database.outages import is_gone, outage
from curation.dates import today
from tests.factories import create_framework

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_pages(settings: Settings) -> Iterator[None]:
    settings.CACHE_PAGES = True
    memory.clear()
    yield
    assert not outage.lasts or outage.ended.wait(5)


@pytest.fixture
def reader() -> Client:
    return Client(raise_request_exception=False)


@contextmanager
def database_down() -> Iterator[None]:
    def refuse(*_statement: Any) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        yield


def refuse_twice(reader: Client, path: str) -> Any:
    """Ask twice while the database is down, so that the second answer is one that does not try it."""
    with database_down():
        reader.get(path)
        return reader.get(path)


def test_figures_say_that_it_is_gone(
    reader: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Its library was imported before, so what is counted is in memory, for other tests too.
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    settings.METRICS_TOKEN = "a-word-for-the-keeper-alone"
    with database_down():
        reader.get("/frameworks/django/")
        answer = reader.get("/metrics", headers={"Authorization": f"Bearer {settings.METRICS_TOKEN}"})

    assert answer.headers["Content-Type"] == FIGURES
    assert "plumbline_database_out_of_reach 1.0" in answer.text


@pytest.mark.parametrize("path", ["/frameworks/django/", "/", "/nowhere/", "/search/?q=x"])
def test_a_page_that_was_not_kept_is_503_with_a_time_to_come_back(reader: Client, path: str) -> None:
    create_framework()

    response = refuse_twice(reader, path)

    assert (response.status_code, response.headers["Retry-After"], response.headers["Cache-Control"]) == (
        503,
        "2",
        "no-store",
    )
    assert "The database does not answer at the moment." in response.text


def test_the_first_to_find_out_is_told_the_same(reader: Client) -> None:
    with database_down():
        assert reader.get("/").status_code == 503


def test_the_api_says_so_in_its_own_form(reader: Client) -> None:
    response = refuse_twice(reader, "/api/v1/frameworks/")

    assert (response.status_code, response.json()["error"]["code"]) == (503, "unavailable")


def test_a_kept_page_is_shown_with_its_day(reader: Client) -> None:
    create_framework(name="Django")
    reader.get("/frameworks/django/")

    response = refuse_twice(reader, "/frameworks/django/")

    assert response.status_code == 200
    assert f"This page is as it was on {today()}; it may have changed since." in response.text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_kept_page_that_is_packed_is_shown_too(reader: Client, encoding: str) -> None:
    create_framework(name="Django")
    reader.get("/frameworks/django/", headers={"Accept-Encoding": encoding})

    with database_down():
        reader.get("/")
        response = reader.get("/frameworks/django/", headers={"Accept-Encoding": encoding})

    assert "Content-Encoding" not in response.headers
    assert "it may have changed since" in response.text


def test_a_kept_export_says_so_in_a_header(reader: Client) -> None:
    create_framework()
    before = reader.get("/frameworks/django.json").json()

    response = refuse_twice(reader, "/frameworks/django.json")

    assert response.json() == before
    assert str(today()) in response.headers["Warning"]


def test_the_newest_of_the_kept_versions_is_shown(reader: Client) -> None:
    create_framework(tagline="Old words.")
    reader.get("/frameworks/django/")
    create_framework(key="flask")
    reader.get("/frameworks/django/")
    create_framework(key="quart", name="Quartz")
    reader.get("/frameworks/")

    assert "Quartz" in refuse_twice(reader, "/frameworks/").text


def test_the_probe_of_the_process_needs_no_database(reader: Client) -> None:
    with database_down():
        assert [reader.get("/healthz").status_code for _ in range(2)] == [200, 200]
    assert not outage.lasts


def test_no_query_is_tried_while_it_lasts(reader: Client) -> None:
    with database_down():
        reader.get("/")

    with connection.execute_wrapper(lambda *_: pytest.fail("A query was tried.")):
        assert reader.get("/frameworks/").status_code == 503


def test_it_comes_back_by_itself(reader: Client) -> None:
    with database_down():
        reader.get("/")
        assert outage.lasts

    outage.ended.wait(5)
    assert reader.get("/").status_code == 200


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def sqlite_error(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(name)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OperationalError("no cause"), True),
        (InterfaceError("connection already closed"), True),
        (caused(OperationalError(), psycopg.OperationalError("connection refused")), True),
        (caused(OperationalError(), AdminShutdown()), True),
        (caused(OperationalError(), DeadlockDetected()), False),
        (caused(OperationalError(), QueryCanceled()), False),
        (caused(OperationalError(), sqlite_error("SQLITE_CANTOPEN")), True),
        (caused(OperationalError(), sqlite_error("SQLITE_FULL")), True),
        (caused(OperationalError(), sqlite_error("SQLITE_ERROR")), False),
        (caused(OperationalError(), sqlite_error("SQLITE_BUSY")), False),
        (ProgrammingError("no such column"), False),
        (ValueError("something else"), False),
    ],
)
def test_a_refused_statement_is_no_outage(error: Exception, expected: bool) -> None:
    assert is_gone(error) == expected
