"""What caches between the site and its readers may keep, for how long, and under which names."""

import re
from collections.abc import Mapping

import pytest
from django.test import Client
from pytest_django import Settings

from config.caching.known_version import known
from config.caching.page_cache import memory
from curation.registry import RowName
from curation.web import caching
from frameworks.surrogate_keys import keys_of, keys_touched
from tests.editorial.public.corrections.test_corrections import send
from tests.factories import create_framework, create_support

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings: Settings) -> None:
    settings.CACHE_PAGES = True
    memory.clear()
    known.forget()


PUBLIC = [
    "/",
    "/frameworks/django/",
    "/frameworks/django.json",
    "/frameworks/django.csv",
    "/changes/feed.atom",
    "/releases/calendar.ics",
    "/search/suggestions/?q=d",
    "/api/v1/frameworks/",
    "/api/v1/frameworks/django/",
    "/api/v1/dataset/",
]
COMPARISONS = "all page:/api/v1/comparisons/"
PRIVATE = ["/admin/", "/admin/login/", "/admin/desk/", "/corrections/new/?claim=django/orm"]


def headers_of(client: Client, address: str) -> Mapping[str, str]:
    """Return the headers of an answer, which is read to its end: some are open files."""
    response = client.get(address)
    assert (response.status_code, bool(b"".join(response))) == (200, True)
    return response.headers


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_may_be_kept_by_anybody(client: Client, address: str) -> None:
    create_framework()
    assert headers_of(client, address)["Cache-Control"] == caching.PUBLIC


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_does_not_differ_by_cookies(client: Client, address: str) -> None:
    create_framework()
    assert "cookie" not in headers_of(client, address).get("Vary", "").lower()


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_private_is_kept_by_nobody(client: Client, address: str) -> None:
    create_support()
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_the_answer_to_a_form_is_kept_by_nobody(client: Client) -> None:
    create_support()
    letter = send(client)
    assert "no-store" in letter.headers["Cache-Control"]
    assert "no-store" in client.get(letter.headers["Location"]).headers["Cache-Control"]


def test_whoever_is_signed_in_asks_each_time(admin_client: Client) -> None:
    create_framework()
    assert [admin_client.get("/frameworks/").headers["Cache-Control"] for _ in range(2)] == [caching.SIGNED_IN] * 2


@pytest.mark.parametrize("address", ["/api/v1/frameworks/", "/api/v1/dataset/", "/search/suggestions/?q=d", "/"])
def test_an_answer_to_a_session_is_kept_by_no_shared_cache(client: Client, address: str) -> None:
    create_framework()
    client.cookies["sessionid"] = "over"
    assert headers_of(client, address)["Cache-Control"] in (caching.SIGNED_IN, caching.PRIVATE)


def test_a_page_made_for_somebody_signed_in_serves_all(admin_client: Client, client: Client) -> None:
    create_framework()
    admin_client.get("/frameworks/")
    assert client.get("/frameworks/").headers["Cache-Control"] == caching.PUBLIC


@pytest.mark.parametrize("address", ["/nowhere/", "/frameworks/?colour=red", "/api/v1/kinds/?x=1"])
def test_a_refusal_is_asked_for_again(client: Client, address: str) -> None:
    assert client.get(address).headers["Cache-Control"] == "no-cache"


def test_nothing_public_is_older_than_a_minute_behind_caches_that_hide_its_age() -> None:
    ages = {name: int(seconds) for name, seconds in re.findall(r"([a-z-]+)=(\d+)", caching.PUBLIC)}
    longest = 1 + ages["s-maxage"] + ages["max-age"] + 2 * ages["stale-while-revalidate"]
    assert longest <= 60


@pytest.mark.parametrize(
    ("address", "keys"),
    [
        ("/", "all page:/ overview"),
        ("/frameworks/", "all page:/frameworks/ overview"),
        ("/frameworks.json", "all page:/frameworks.json overview"),
        ("/frameworks/django/", "all page:/frameworks/django/ framework:django"),
        ("/frameworks/django.json", "all page:/frameworks/django.json framework:django"),
        ("/compare/a-b-vs-c/guides/", "all page:/compare/a-b-vs-c/guides/ framework:a-b framework:c"),
        ("/embed/a-vs-b/", "all page:/embed/a-vs-b/ framework:a framework:b"),
        ("/badges/django/python.svg", "all page:/badges/django/python.svg framework:django"),
        ("/evidence/django/orm/", "all page:/evidence/django/orm/ framework:django"),
        ("/api/v1/frameworks/flask/", "all page:/api/v1/frameworks/flask/ framework:flask"),
        ("/api/v1/comparisons/?frameworks=a,b%2Cc", f"{COMPARISONS} framework:a framework:b framework:c"),
    ],
)
def test_an_answer_has_the_keys_of_what_it_is_about(address: str, keys: str) -> None:
    assert " ".join(keys_of(address)) == keys


@pytest.mark.parametrize("address", ["/frameworks/django/", "/api/v1/frameworks/django/"])
def test_the_keys_come_with_the_answer(client: Client, address: str) -> None:
    create_framework()
    assert client.get(address).headers["Surrogate-Key"] == f"all page:{address} framework:django"


FRAMEWORK: RowName = ("framework", "django")


@pytest.mark.parametrize(
    ("rows", "keys"),
    [
        ([(FRAMEWORK, {"slug": "django"})], ["overview", "framework:django"]),
        ([(("support", "django/orm"), {"framework": "django"})], ["overview", "framework:django"]),
        ([(("source", "docs"), {})], ["all"]),
        ([(("support", "django/orm"), None)], ["all"]),
        ([(("support", "gone/orm"), {"framework": "gone"})], ["all"]),
    ],
)
def test_a_change_drops_what_it_is_about_and_everything_where_that_cannot_be_told(
    rows: list[tuple[RowName, dict[str, str] | None]], keys: list[str]
) -> None:
    create_framework()
    assert keys_touched(rows) == keys
