"""How often one caller may have pages made, export, preview, correct and log in; what is kept does not count."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from config.caching.page_cache import memory
from config.checks import behind_a_proxy
from config.http.limits import log_once
from curation.snapshots.preview import token_for
from curation.web.callers import caller_of, login_address
from tests.editorial.desk.pages import proposal
from tests.editorial.public.corrections.test_corrections import send
from tests.factories import create_framework, create_support, create_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_a_minute(settings: Settings, tmp_path: Path) -> Any:
    settings.PAGE_LIMITS = dict.fromkeys(settings.PAGE_LIMITS or LIMITED, 2)
    settings.API_COUNTS = tmp_path
    with time_machine.travel("2026-11-21T12:00:15Z", tick=False):
        yield


LIMITED = ("pages", "exports", "previews", "corrections", "logins")


def third(client: Client, path: str, **meta: str) -> Any:
    return [client.get(path, **meta) for _ in range(3)][-1]  # type: ignore[arg-type]


def test_a_third_page_in_a_minute_is_refused_in_words(client: Client) -> None:
    create_framework()

    response = third(client, "/frameworks/django/")

    assert response.status_code == 429
    assert "Too many requests. Try again in 45 seconds." in response.text
    names = ("Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Cache-Control")
    assert [response.headers[name] for name in names] == ["45", "2", "0", "45", "no-store"]


def test_an_export_is_refused_as_json(client: Client) -> None:
    create_framework()

    response = third(client, "/frameworks/django.json")

    assert (response.status_code, response.json()["error"]["code"]) == (429, "too_many_requests")


def test_exports_and_pages_are_counted_apart(client: Client) -> None:
    create_framework()
    third(client, "/frameworks/django.csv")

    assert client.get("/frameworks/django/").status_code == 200


def test_a_past_day_counts_as_an_export(client: Client) -> None:
    create_framework()
    third(client, "/frameworks/django.csv")

    assert client.get("/frameworks/django/?as-of=2026-11-21").status_code == 429


def test_what_is_kept_is_not_counted(client: Client, settings: Settings) -> None:
    settings.CACHE_PAGES = True
    memory.clear()
    create_framework()

    assert [client.get("/frameworks/").status_code for _ in range(6)] == [200] * 6
    assert client.get("/frameworks/django/").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/admin/login/", "/api/v1/kinds/"])
def test_what_has_limits_of_its_own_or_costs_nothing_is_not_counted(client: Client, path: str) -> None:
    assert third(client, path).status_code == 200


def test_previews_are_counted(client: Client) -> None:
    change = proposal(create_user())

    response = third(client, f"/frameworks/django/?preview={token_for(change)}")

    assert (response.status_code, response.headers["Cache-Control"]) == (429, "no-store")


def test_letters_are_counted(client: Client) -> None:
    create_support()

    assert [send(client).status_code for _ in range(3)] == [302, 302, 429]


def test_logins_are_counted_whoever_they_name(client: Client) -> None:
    posts = [client.post("/admin/login/", {"username": f"a{number}", "password": "x"}) for number in range(3)]

    assert [post.status_code for post in posts] == [200, 200, 429]


def test_the_second_factor_is_counted_as_a_login(client: Client) -> None:
    posts = [client.post("/admin/second-factor/", {"code": "1"}) for _ in range(3)]

    assert posts[-1].status_code == 429


def test_another_caller_is_answered(client: Client) -> None:
    create_framework()
    third(client, "/frameworks/django/")

    assert client.get("/frameworks/django/", REMOTE_ADDR="192.0.2.1").status_code == 200


@pytest.mark.parametrize(("proxies", "expected"), [(1, 200), (0, 429)])
def test_the_address_that_a_proxy_names_counts_and_no_other(
    client: Client, settings: Settings, proxies: int, expected: int
) -> None:
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": proxies}
    create_framework()
    third(client, "/frameworks/django/", HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.7")

    response = client.get("/frameworks/django/", headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.8"})

    assert response.status_code == expected


@pytest.mark.parametrize(
    ("address", "caller", "login"),
    [
        ("192.0.2.7", "192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64", "2001:db8:1:2::"),
        ("unknown", "unknown", ""),
    ],
)
def test_a_caller_is_named_in_one_way(address: str, caller: str, login: str) -> None:
    assert (caller_of(address), login_address(caller_of(address))) == (caller, login)


def test_a_refusal_of_the_api_is_not_kept(client: Client, settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 2

    assert third(client, "/api/v1/kinds/").headers["Cache-Control"] == "no-store"


def test_a_proxy_that_names_no_caller_is_said_once(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    log_once.cache_clear()

    third(client, "/frameworks/")

    assert [record.message for record in caplog.records if "X-Forwarded-For" in record.message] == [
        "A request came without X-Forwarded-For, which the proxy must set: its callers count as one."
    ]


def test_a_deployment_over_tls_without_a_proxy_is_said(settings: Settings) -> None:
    settings.ORIGIN = urlsplit("https://plumbline.example")
    settings.SECURE_PROXY_SSL_HEADER = None

    assert [message.id for message in behind_a_proxy()] == ["plumbline.W001"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert behind_a_proxy() == []
