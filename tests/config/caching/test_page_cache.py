"""A page is made once and kept until the data, the day or the reader's browser asks for another."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import ProgrammingError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from config.caching.known_version import known
from config.caching.page_cache import KeptPage, memory
from config.database.outages import outage
from curation.changes.applying import published
from curation.lru_cache import LRUCache
from curation.models import Change
from curation.snapshots import kept
from curation.snapshots.snapshots import CurrentSnapshot
from tests.factories import create_framework

pytestmark = pytest.mark.django_db

ADDRESS = "/frameworks/"
KINDS = "/api/v1/kinds/"


@pytest.fixture(autouse=True)
def _kept(settings: Settings) -> None:
    settings.CACHE_PAGES = True
    memory.clear()
    known.forget()


def test_second_reader_costs_one_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    create_framework(key="django")
    first = client.get(ADDRESS)
    with django_assert_num_queries(1):
        second = client.get(ADDRESS)
    assert second.content == first.content
    assert second["Content-Type"] == first["Content-Type"]


def test_published_change_shows_at_once(client: Client) -> None:
    create_framework(key="django")
    client.get(ADDRESS)

    create_framework(key="flask")
    assert "/frameworks/flask/" in client.get(ADDRESS).text


def test_all_themes_have_one_page(client: Client) -> None:
    first = client.get(ADDRESS)
    client.cookies["theme"] = "dark"
    assert client.get(ADDRESS).content == first.content
    assert len(memory.values) == 1


def test_each_encoding_has_its_page(client: Client) -> None:
    create_framework(key="django")
    assert client.get(ADDRESS, headers={"Accept-Encoding": "br"})["Content-Encoding"] == "br"
    assert client.get(ADDRESS, headers={"Accept-Encoding": "gzip"})["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get(ADDRESS).headers


def test_each_query_has_its_page(client: Client) -> None:
    create_framework(key="django")
    create_framework(key="flask")
    client.get(ADDRESS)
    assert "/frameworks/flask/" not in client.get(f"{ADDRESS}?q=django").text


def test_next_day_has_its_page(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    create_framework(key="django")
    client.get(ADDRESS)
    tomorrow = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    kept.forget()
    with time_machine.travel(tomorrow), pytest.raises(pytest.fail.Exception), django_assert_max_num_queries(1):
        client.get(ADDRESS)


def test_the_tag_is_alike_for_every_encoding(client: Client) -> None:
    create_framework(key="django")
    tags = {client.get(ADDRESS, headers={"Accept-Encoding": name})["ETag"] for name in ("identity", "gzip", "br")}
    assert len(tags) == 1


def test_the_tag_stays_over_midnight_where_the_page_does(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_framework(key="django")
        tag = client.get("/sources/")["ETag"]
    with time_machine.travel("2026-11-19"):
        assert client.get("/sources/", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "address", ["/frameworks/", "/frameworks.json", "/changes/feed.atom", "/releases/calendar.ics", "/api/v1/nowhere/"]
)
def test_every_answer_names_its_version(client: Client, address: str) -> None:
    create_framework(key="django")
    version = str(CurrentSnapshot().version)
    assert [client.get(address).headers["X-Data-Version"] for _ in range(2)] == [version, version]


def test_an_assistant_that_asks_too_often_is_told_the_version(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.PAGE_LIMITS, settings.API_COUNTS = {"assistants": 1}, tmp_path
    version = client.get(KINDS).headers["X-Data-Version"]

    _, refusal = client.post("/mcp"), client.post("/mcp")

    assert (refusal.status_code, refusal.headers["X-Data-Version"]) == (429, version)


@pytest.mark.parametrize(("address", "status"), [("/api/v1", 301), (KINDS, 503)])
def test_what_rests_on_no_data_names_the_version_known_last(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str, status: int
) -> None:
    version = client.get(KINDS).headers["X-Data-Version"]
    monkeypatch.setattr(outage, "lasts", status == 503)

    answer = client.get(address)

    assert (answer.status_code, answer.headers["X-Data-Version"]) == (status, version)


def test_without_a_database_no_version_is_named_where_none_is_known(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outage, "lasts", True)

    assert "X-Data-Version" not in client.get(KINDS).headers


def test_a_failure_of_the_api_names_the_version_at_which_it_failed() -> None:
    with connection.execute_wrapper(fail_at_kinds):
        answer = Client(raise_request_exception=False).get(KINDS)

    assert (answer.status_code, answer.headers["X-Data-Version"]) == (500, "0")


def fail_at_kinds(execute: Callable[..., Any], sql: str, *statement: Any) -> Any:
    if '"frameworks_kind"' in sql:
        raise ProgrammingError("no such column")
    return execute(sql, *statement)


def test_an_assistant_is_told_the_version(client: Client) -> None:
    create_framework(key="django")
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}

    answer = client.post("/mcp", message, content_type="application/json", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.headers["X-Data-Version"]) == (200, str(CurrentSnapshot().version))


@pytest.mark.parametrize("address", ["/mcp", "/healthz", KINDS])
def test_head_has_the_length_that_get_has(client: Client, address: str) -> None:
    assert client.head(address).headers["Content-Length"] == str(len(client.get(address).content))


def test_a_past_day_names_the_version_of_that_day(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_framework(key="django")
        version = CurrentSnapshot().version
    with time_machine.travel("2026-11-19"):
        create_framework(key="flask")
        answer = client.get("/frameworks.json?as-of=2026-11-18")
    assert answer.headers["X-Data-Version"] == str(version) == str(answer.json()["data_version"])


@pytest.mark.parametrize("address", ["/api/", "/api/docs/"])
def test_whoever_has_a_page_about_the_api_is_told_so(client: Client, address: str) -> None:
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_head_has_the_headers_of_get(client: Client) -> None:
    head, get = client.head(ADDRESS), client.get(ADDRESS)
    assert head.content == b""
    assert {name: value for name, value in head.items() if name != "X-Request-ID"} == {
        name: value for name, value in get.items() if name != "X-Request-ID"
    }


def test_a_page_that_was_asked_for_by_head_is_whole(client: Client) -> None:
    create_framework(key="django")
    client.head(ADDRESS)
    assert "/frameworks/django/" in client.get(ADDRESS).text


def test_browser_that_has_the_page_is_told_so(client: Client) -> None:
    page = client.get(ADDRESS)
    answer = client.get(ADDRESS, headers={"If-None-Match": page["ETag"]})
    assert (answer.status_code, answer.content) == (304, b"")


def test_browser_with_an_older_page_gets_the_new_one(client: Client) -> None:
    old = client.get(ADDRESS)["ETag"]
    create_framework(key="django")
    assert client.get(ADDRESS, headers={"If-None-Match": old}).status_code == 200


@pytest.mark.parametrize("address", ["/frameworks/nothing/", "/frameworks/?nonsense=1", "/healthz", "/api/v1/kinds/"])
def test_refusals_and_answers_of_the_moment_are_not_kept(client: Client, address: str) -> None:
    statuses = {client.get(address).status_code for _ in range(2)}
    assert len(statuses) == 1
    assert not memory.values


def test_kept_pages_take_a_bounded_part_of_the_memory() -> None:
    pages = LRUCache(memory.most, memory.size_of)
    for number in range(40):
        pages.set(number, KeptPage(b"x" * 2_000_000, {}, ((1, None), datetime.date(2026, 11, 30))))

    assert list(pages.values) == [*range(9, 40)]


def test_a_page_takes_the_place_of_its_older_self(client: Client) -> None:
    client.get(ADDRESS)
    create_framework(key="django")
    client.get(ADDRESS)
    assert len(memory.values) == 1


@pytest.fixture
def _known_for_a_second(settings: Settings) -> None:
    settings.DATA_VERSION_SECONDS = 1


@pytest.mark.usefixtures("_known_for_a_second")
def test_within_a_second_a_kept_page_costs_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(ADDRESS)
    with django_assert_num_queries(0):
        second = client.get(ADDRESS)
    assert (second.content, {**second.headers, "X-Request-ID": ""}) == (
        first.content,
        {**first.headers, "X-Request-ID": ""},
    )


@pytest.mark.usefixtures("_known_for_a_second")
def test_after_a_second_the_data_version_is_asked_for(client: Client) -> None:
    client.get(ADDRESS)
    create_framework(key="django")
    known.read_at -= 1
    assert "/frameworks/django/" in client.get(ADDRESS).text


@pytest.mark.usefixtures("_known_for_a_second")
def test_whoever_publishes_sees_it_at_once(client: Client) -> None:
    client.get(ADDRESS)
    create_framework(key="django")
    published.send(None, change=Change.objects.latest("pk"))
    assert "/frameworks/django/" in client.get(ADDRESS).text


@pytest.mark.usefixtures("_known_for_a_second")
def test_whoever_is_signed_in_sees_a_publication_of_another_node_at_once(admin_client: Client) -> None:
    admin_client.get(ADDRESS)
    create_framework(key="django")
    assert "/frameworks/django/" in admin_client.get(ADDRESS).text


@pytest.mark.usefixtures("_known_for_a_second")
def test_a_kept_page_says_so_while_the_database_is_known_to_be_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(ADDRESS)
    monkeypatch.setattr(outage, "lasts", True)
    assert "it may have changed since" in client.get(ADDRESS).text


@pytest.mark.parametrize("address", [KINDS, "/api/v1/comparisons/?frameworks=django,flask"])
def test_whoever_has_the_apis_present_answer_costs_no_query(
    client: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    settings.DATA_VERSION_SECONDS = 60
    create_framework(key="django")
    create_framework(key="flask")
    condition = {"If-None-Match": client.get(address).headers["ETag"]}
    asked = client.get(address, headers=condition)

    with django_assert_num_queries(0):
        at_once = client.get(address, headers=condition)
    assert (at_once.status_code, at_once.content) == (304, b"")
    told = ("ETag", "Cache-Control", "X-Data-Version", "Surrogate-Key")
    assert [at_once.headers[name] for name in told] == [asked.headers[name] for name in told]


def test_whoever_has_an_older_answer_of_the_api_gets_the_present_one(client: Client, settings: Settings) -> None:
    settings.DATA_VERSION_SECONDS = 60
    condition = {"If-None-Match": client.get(KINDS).headers["ETag"]}
    assert client.get(KINDS, headers=condition).status_code == 304

    create_framework(key="django")
    published.send(None, change=Change.objects.latest("pk"))
    assert client.get(KINDS, headers=condition).json()["count"] == 1
