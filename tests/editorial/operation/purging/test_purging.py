"""Caches before the site are told what a publication has changed, and the desk says which did not take it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from config import environment
from curation.models import Change
from editorial.models import Run
from editorial.operation.purging.purging import NAME, is_owed, on_publication, purge_everything
from tests.factories import create_support
from tests.local_server import Handler, Site, serving

pytestmark = pytest.mark.django_db


@dataclass
class Cache(Site):
    """A cache that notes what it is told."""

    status: int = 200
    told: list[tuple[str, str, dict[str, str], str]] = field(default_factory=list)


class CacheHandler(Handler[Cache]):
    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.site.told.append((self.command, self.path, dict(self.headers), body))
        self.send_response(self.site.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_PURGE = do_GET = do_POST = answer


@pytest.fixture
def cache() -> Iterator[Cache]:
    with serving(Cache(), CacheHandler) as cache:
        yield cache


def publish_one() -> None:
    create_support()
    on_publication(Change.objects.latest("pk"))


def test_varnish_is_told_what_a_change_is_about(cache: Cache, settings: Settings) -> None:
    settings.PURGE_ADDRESSES = [("varnish", cache.address)]
    publish_one()
    ((method, _path, headers, _body),) = cache.told
    assert (method, headers["xkey"]) == ("PURGE", "overview framework:django")


def test_nginx_fetches_the_most_read_pages_anew_in_every_encoding(cache: Cache, settings: Settings) -> None:
    settings.PURGE_ADDRESSES = [("nginx", cache.address)]
    publish_one()
    asked = {(path, headers["Accept-Encoding"]) for _method, path, headers, _body in cache.told}
    assert {("/", "br"), ("/", "gzip"), ("/", "identity"), ("/frameworks/django/", "br")} <= asked
    assert {headers["X-Refresh"] for _method, _path, headers, _body in cache.told} == {"1"}


def test_any_other_cache_is_posted_the_keys(cache: Cache, settings: Settings) -> None:
    settings.PURGE_ADDRESSES = [("post", f"{cache.address}/purge")]
    publish_one()
    ((method, path, headers, body),) = cache.told
    assert (method, path, headers["Surrogate-Key"]) == ("POST", "/purge", "overview framework:django")
    assert body == '{"keys":["overview","framework:django"]}'


def test_nobody_is_told_where_no_cache_is_named() -> None:
    publish_one()
    assert not Run.objects.filter(name=NAME).exists()


@pytest.fixture
def _broken(cache: Cache, settings: Settings) -> None:
    cache.status = 500
    settings.PURGE_ADDRESSES = [("varnish", cache.address)]


@pytest.mark.usefixtures("_broken")
def test_a_cache_that_fails_is_named_on_the_desk(cache: Cache, admin_client: Client) -> None:
    publish_one()
    run = Run.objects.get(name=NAME)
    assert (run.outcome, run.message) == ("failed", f"varnish {cache.address}: it answered 500.")


def test_a_cache_that_is_not_there_is_named_too(settings: Settings) -> None:
    settings.PURGE_ADDRESSES = [("post", "http://127.0.0.1:1/purge")]
    publish_one()
    assert Run.objects.get(name=NAME).message.startswith("post http://127.0.0.1:1: ConnectError")


@pytest.mark.usefixtures("_broken")
def test_it_is_told_again_until_it_takes_it(cache: Cache) -> None:
    publish_one()
    assert is_owed(timezone.now())
    cache.status = 200
    assert purge_everything() == ("1 caches told.", True)
    assert (cache.told[-1][2]["xkey"], is_owed(timezone.now())) == ("all", False)


@pytest.mark.usefixtures("_broken")
def test_what_was_published_long_ago_is_in_no_cache_any_more() -> None:
    publish_one()
    assert not is_owed(timezone.now() + timedelta(minutes=11))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", []),
        ("varnish+http://127.0.0.1:6081", [("varnish", "http://127.0.0.1:6081")]),
        ("http://a/purge nginx+https://b", [("post", "http://a/purge"), ("nginx", "https://b")]),
    ],
)
def test_caches_are_named_by_kind_and_address(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: list[tuple[str, str]]
) -> None:
    monkeypatch.setenv("PLUMBLINE_PURGE", value)
    assert environment.read_purge_addresses() == expected


@pytest.mark.parametrize("value", ["squid+http://a", "varnish+ftp://a", "127.0.0.1:6081", "http://"])
def test_an_address_that_cannot_be_told_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PLUMBLINE_PURGE", value)
    with pytest.raises(ImproperlyConfigured, match="^PLUMBLINE_PURGE has "):
        environment.read_purge_addresses()


def test_the_password_of_a_cache_is_told_to_nobody(cache: Cache, settings: Settings) -> None:
    cache.status = 500
    host = cache.address.removeprefix("http://")
    told = f"http://site:secret@{host}/purge?token=word"
    settings.PURGE_ADDRESSES = [("post", told), ("post", "http://a:secret@[::1]:1/")]

    words, is_well = purge_everything()

    assert (is_well, "secret" in words, "word" in words) == (False, False, False)
    assert host in words
