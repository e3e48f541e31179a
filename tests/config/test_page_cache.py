"""A page is made once and kept until the data, the day or the reader's browser asks for another."""

import datetime

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories import create_framework

pytestmark = pytest.mark.django_db

ADDRESS = "/frameworks/"


@pytest.fixture(autouse=True)
def _kept(settings: Settings) -> None:
    settings.CACHE_PAGES = True
    caches["pages"].clear()


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


def test_each_theme_has_its_page(client: Client) -> None:
    assert "data-theme" not in client.get(ADDRESS).text
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in client.get(ADDRESS).text


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
    assert not caches["pages"]._cache  # type: ignore[attr-defined]


def test_kept_pages_take_a_bounded_part_of_the_memory() -> None:
    pages = caches["pages"]
    for number in range(40):
        pages.set(str(number), b"x" * 2_000_000)
        pages.get("0")

    kept = [number for number in range(40) if pages.get(str(number))]

    assert sum(len(pages.get(str(number))) for number in kept) <= 64_000_000
    assert (kept[0], kept[-1]) == (0, 39)
