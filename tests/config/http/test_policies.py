"""What browsers are told, where to report a hole, and what is kept to the owner."""

import stat
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from config.caching.page_cache import memory
from config.environment import read_security_contact
from editorial.public.corrections.models import Correction
from tests.config.test_settings import run_python
from tests.editorial.public.corrections.test_corrections import FORM, SOURCE, stamp_of
from tests.factories import create_framework, create_support

pytestmark = pytest.mark.django_db

SECURITY = "/.well-known/security.txt"


@pytest.mark.parametrize(
    "path", ["/", "/nowhere/", "/healthz", "/admin/login/", "/static/css/base.css", "/frameworks.csv"]
)
def test_pages_ask_for_nothing_and_are_embedded_nowhere(client: Client, path: str) -> None:
    headers = client.get(path).headers

    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_api_may_be_read_from_anywhere(client: Client) -> None:
    assert client.get("/api/v1/kinds/").headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@time_machine.travel("2026-11-30T08:00Z")
def test_a_contact_for_security_is_named(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = "mailto:security@plumbline.example"
    settings.ORIGIN = urlsplit("https://plumbline.example")

    response = client.get(SECURITY)

    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.text.splitlines() == [
        "Contact: mailto:security@plumbline.example",
        "Expires: 2027-05-29T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: https://plumbline.example/.well-known/security.txt",
    ]


def test_without_a_contact_there_is_no_file(client: Client) -> None:
    assert client.get(SECURITY).status_code == 404


def test_a_contact_that_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_SECURITY_CONTACT", "security@plumbline.example")

    with pytest.raises(ImproperlyConfigured, match="mailto:"):
        read_security_contact()


PRINT = """
from django.conf import settings
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SECURE_HSTS_PRELOAD)
"""


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"PLUMBLINE_ORIGIN": "http://127.0.0.1:8000"}, "sessionid csrftoken False"),
        ({"PLUMBLINE_ORIGIN": "https://plumbline.example"}, "__Host-sessionid __Host-csrftoken False"),
        (
            {"PLUMBLINE_ORIGIN": "https://plumbline.example", "PLUMBLINE_HSTS_PRELOAD": "1"},
            "__Host-sessionid __Host-csrftoken True",
        ),
    ],
)
def test_cookies_and_lists_follow_from_the_origin(environment: dict[str, str], expected: str) -> None:
    assert run_python("-c", PRINT, **environment).stdout.strip() == expected


def test_a_kept_page_is_not_answered_under_another_name(client: Client, settings: Settings) -> None:
    settings.CACHE_PAGES = True
    memory.clear()
    create_framework()
    client.get("/frameworks/")

    assert client.get("/frameworks/", headers={"Host": "evil.example"}).status_code == 400


def letter(client: Client, **headers: str) -> Any:
    return client.post(FORM, {"text": "Wrong.", "source": SOURCE, "begun": stamp_of(60)}, headers=headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_letter_from_another_site_is_not_taken(client: Client, headers: dict[str, str]) -> None:
    create_support()

    assert letter(client, **headers).status_code == 403
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://testserver"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}]
)
def test_a_letter_from_this_site_is_taken(client: Client, headers: dict[str, str]) -> None:
    create_support()

    assert letter(client, **headers).status_code == 302


OPEN = "import django; django.setup(); from django.db import connection; connection.ensure_connection()"


def test_a_database_that_is_a_file_is_kept_to_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite3"
    file.touch(0o644)

    run_python("-c", OPEN, DATABASE_URL=f"sqlite:///{file}")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
