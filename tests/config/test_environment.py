"""Settings take what the environment may mean and refuse the rest in words."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

LONG_KEY = "k3y" * 20


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("0", False), ("", False)])
def test_flag_is_on_or_off(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("PLUMBLINE_DEBUG", value)
    assert environment.read_flag("PLUMBLINE_DEBUG") is expected


def test_flag_is_off_when_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLUMBLINE_DEBUG", raising=False)
    assert environment.read_flag("PLUMBLINE_DEBUG") is False


def test_flag_refuses_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match=r"PLUMBLINE_DEBUG is 'maybe'\. Use 1 for on or 0 for off\."):
        environment.read_flag("PLUMBLINE_DEBUG")


@pytest.mark.parametrize(
    ("origin", "hosts"),
    [
        ("https://plumbline.example", ["plumbline.example"]),
        ("https://plumbline.example:8443", ["plumbline.example"]),
        ("http://127.0.0.1:8000", ["127.0.0.1", "localhost", "[::1]"]),
        ("http://[::1]:8000", ["127.0.0.1", "localhost", "[::1]"]),
        ("http://[fd00::7]", ["[fd00::7]"]),
    ],
)
def test_hosts_follow_from_the_origin(monkeypatch: pytest.MonkeyPatch, origin: str, hosts: list[str]) -> None:
    monkeypatch.setenv("PLUMBLINE_ORIGIN", origin)
    assert environment.allowed_hosts(environment.read_origin()) == hosts


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "plumbline.example",
        "ftp://plumbline.example",
        "https://",
        "https://*",
        "https://plumbline.example/",
        "https://plumbline.example/compare",
        "https://plumbline.example?q=1",
        "https://user@plumbline.example",
        "https://plumbline.example:port",
        "https://[::1",
    ],
)
def test_origin_is_one_bare_address(monkeypatch: pytest.MonkeyPatch, origin: str) -> None:
    monkeypatch.setenv("PLUMBLINE_ORIGIN", origin)
    with pytest.raises(ImproperlyConfigured, match=f"^PLUMBLINE_ORIGIN is {re.escape(repr(origin))}"):
        environment.read_origin()


def test_secret_key_comes_from_its_variable_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("f" * 60)
    monkeypatch.setenv("PLUMBLINE_SECRET_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("DJANGO_SECRET_KEY", LONG_KEY)
    assert environment.read_secret_key(debug=False) == LONG_KEY


def test_secret_key_comes_from_its_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{LONG_KEY}\n")
    monkeypatch.setenv("PLUMBLINE_SECRET_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.delenv("DJANGO_SECRET_KEY", raising=False)
    assert environment.read_secret_key(debug=False) == LONG_KEY


def test_production_refuses_to_start_without_a_secret_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLUMBLINE_SECRET_KEY_FILE", str(tmp_path / "none"))
    monkeypatch.delenv("DJANGO_SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match=r"^There is no secret key\. Set DJANGO_SECRET_KEY"):
        environment.read_secret_key(debug=False)


def test_production_refuses_a_short_secret_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SECRET_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match="^The secret key has 5 characters"):
        environment.read_secret_key(debug=False)


def test_development_needs_no_secret_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLUMBLINE_SECRET_KEY_FILE", str(tmp_path / "none"))
    monkeypatch.delenv("DJANGO_SECRET_KEY", raising=False)
    assert environment.read_secret_key(debug=True)


def test_database_is_a_sqlite_file_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database = environment.read_database()
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"].endswith("/var/db.sqlite3")


def test_postgresql_is_reached_through_a_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://reader:pass%40word@db.example:5433/plumbline?sslmode=require")
    database = environment.read_database()
    assert {"pool", "sslmode", "connect_timeout", "tcp_user_timeout", "keepalives_idle"} <= set(database["OPTIONS"])
    assert (database["HOST"], database["PORT"], database["PASSWORD"]) == ("db.example", 5433, "pass@word")


@pytest.mark.parametrize("port", ["hidden", "hidden/x@db:5432"])
def test_addresses_that_cannot_be_read_are_refused_without_naming_a_password(
    monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://site:{port}/plumbline")
    monkeypatch.setenv("CACHE_URL", f"redis://site:{port}/0")
    for read in (environment.read_database, lambda: environment.read_shared_cache("site.example")):
        with pytest.raises(ImproperlyConfigured, match=r"^(DATABASE|CACHE)_URL cannot be read\.") as refused:
            read()
        assert "hidden" not in str(refused.value)


@pytest.mark.parametrize("options", ["?socket_timeout=soon", "?nonsense=1", "?ssl_cert_reqs=maybe"])
def test_a_shared_cache_with_an_option_that_there_is_not_is_refused(
    monkeypatch: pytest.MonkeyPatch, options: str
) -> None:
    monkeypatch.setenv("CACHE_URL", f"rediss://cache.example/0{options}")
    with pytest.raises(ImproperlyConfigured, match=r"^CACHE_URL cannot be read\."):
        environment.read_shared_cache("site.example")


@pytest.mark.parametrize("value", ["127.0.0.1:9131", "ftp://a", "http://", "http://[::1", "http://a:port/metrics"])
@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("PLUMBLINE_CACHE_FIGURES", environment.read_cache_figures),
        ("PLUMBLINE_PURGE", environment.read_purge_addresses),
        ("PLUMBLINE_PACKAGE_INDEX", environment.read_package_index),
    ],
)
def test_what_is_no_address_on_the_web_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, read: Callable[[], object], value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=f"^{name} "):
        read()


def test_exporters_of_caches_are_named_by_their_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_CACHE_FIGURES", "http://127.0.0.1:9131/metrics https://cache.example/metrics")
    assert environment.read_cache_figures() == ["http://127.0.0.1:9131/metrics", "https://cache.example/metrics"]


@pytest.mark.parametrize("url", ["mysql://root:hidden@db/plumbline", "nonsense"])
def test_other_databases_are_refused_without_naming_a_password(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="^DATABASE_URL begins with") as refused:
        environment.read_database()
    assert "hidden" not in str(refused.value)


def test_a_mail_server_that_says_nothing_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://user:password@mail.example:587")

    assert environment.read_email()["EMAIL_TIMEOUT"] == environment.MAIL_SECONDS
