"""Nodes share pages, counts and the finder's marks by a Redis; while it is gone or full nothing is wrong."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
import redis
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from bench.server import HOST, free_port
from config import environment
from config.caching.known_version import known
from config.caching.page_cache import memory
from config.caching.shared_cache import SharedCache, SignedSerializer, health, look_at_shared
from config.http import throttling
from config.monitoring.operation import cache_lines
from curation.snapshots import kept
from curation.snapshots.snapshots import CurrentSnapshot
from reviews.finder.scoring import reading
from tests.factories import create_framework

pytestmark = pytest.mark.redis

ADDRESS = "/frameworks/"
SERVER = shutil.which("redis-server")


@dataclass
class Redis:
    """A server of its own for a test."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        command = [str(SERVER), "--port", str(self.port), "--bind", HOST, "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                self.client.ping()
                return
            except redis.ConnectionError:
                self.process.poll()
        raise AssertionError("Redis did not start.")

    @property
    def client(self) -> redis.Redis:
        return redis.Redis(host=HOST, port=self.port)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    server = Redis(tmp_path_factory.mktemp("redis"), free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _shared(server: Redis, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("CACHE_URL", f"redis://{HOST}:{server.port}/0")
    settings.CACHES = settings.CACHES | {"shared": environment.read_shared_cache("site.example")}
    settings.CACHE_PAGES, settings.API_COUNTS = True, tmp_path
    server.client.flushall()
    forget_what_this_node_keeps()
    health.succeed()
    yield
    health.succeed()


def forget_what_this_node_keeps() -> None:
    memory.clear()
    known.forget()
    reading.kept.clear()
    kept.forget()


@pytest.mark.django_db
def test_a_page_that_one_node_made_serves_another(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    create_framework(key="django")
    made = client.get(ADDRESS)
    forget_what_this_node_keeps()
    with django_assert_num_queries(1):
        assert client.get(ADDRESS).content == made.content


@pytest.mark.django_db
def test_an_administrator_sees_how_often_it_had_what_it_was_asked_for(server: Redis) -> None:
    server.client.config_resetstat()
    caches["shared"].set("there", 1)
    for name in ("there", "there", "missing"):
        caches["shared"].get(name)

    assert next(line.rate for line in cache_lines() if line.name == "Redis") == "66.7%"


@pytest.mark.django_db
def test_while_it_is_gone_an_administrator_is_told_why() -> None:
    health.fail(redis.ConnectionError("Connection refused."))

    assert next(line.note for line in cache_lines() if line.name == "Redis") == "of no use: Connection refused."


@pytest.mark.django_db
def test_a_page_of_older_data_serves_nobody(client: Client) -> None:
    client.get(ADDRESS)
    forget_what_this_node_keeps()
    create_framework(key="django")
    assert "/frameworks/django/" in client.get(ADDRESS).text


@pytest.mark.django_db
def test_what_the_finder_weighs_is_read_by_one_node_for_all(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    create_framework(key="django")
    made = reading.read_scores(CurrentSnapshot())
    forget_what_this_node_keeps()
    with django_assert_num_queries(1):
        assert reading.read_scores(CurrentSnapshot()) == made


def test_all_nodes_count_together(settings: Settings) -> None:
    assert [throttling.count_request("192.0.2.1", 7) for _ in range(3)] == [1, 2, 3]
    assert not list(Path(settings.API_COUNTS).iterdir())


def test_a_count_ends_by_itself(server: Redis) -> None:
    throttling.count_request("192.0.2.1", 7)
    (key,) = server.client.keys("*count*")
    assert 0 < server.client.ttl(key) <= 120


@pytest.fixture
def _gone(server: Redis) -> Iterator[None]:
    server.stop()
    yield
    server.start()


@pytest.mark.django_db
@pytest.mark.usefixtures("_gone")
def test_while_it_is_gone_pages_are_made_and_kept_by_each_node(client: Client) -> None:
    create_framework(key="django")
    assert [client.get(ADDRESS).status_code for _ in range(3)] == [200] * 3
    assert len(memory.values) == 1


@pytest.mark.usefixtures("_gone")
def test_while_it_is_gone_each_node_counts_by_itself() -> None:
    assert [throttling.count_request("192.0.2.1", 7) for _ in range(3)] == [1, 2, 3]


@pytest.mark.usefixtures("_gone")
def test_that_it_is_gone_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        caches["shared"].get("x")
        health.silent_until = 1
    assert [record.message[:49] for record in caplog.records] == ["The cache that CACHE_URL names is of no use: Erro"]


@pytest.mark.usefixtures("_gone")
def test_a_node_that_starts_without_it_says_so(caplog: pytest.LogCaptureFixture) -> None:
    look_at_shared()
    assert "The cache that CACHE_URL names is of no use" in caplog.text


@pytest.mark.django_db
@pytest.mark.usefixtures("_gone")
def test_readyz_says_that_it_is_gone(client: Client) -> None:
    caches["shared"].get("x")
    assert client.get("/readyz").json()["cache"] == "of no use"


@pytest.mark.django_db
def test_readyz_says_that_it_is_back_though_no_page_needed_it(client: Client) -> None:
    health.fail(redis.ConnectionError("Connection refused."))
    health.silent_until = 1
    assert client.get("/readyz").json()["cache"] == "in use"


@pytest.mark.usefixtures("_gone")
def test_it_is_left_alone_for_a_while_after_a_failure() -> None:
    caches["shared"].get("x")
    began = time.monotonic()
    for _ in range(1000):
        caches["shared"].get("x")
    assert time.monotonic() - began < 0.5


def test_it_is_used_again_once_it_is_back(server: Redis) -> None:
    server.stop()
    caches["shared"].set("x", "lost")
    server.start()
    health.silent_until = 1
    caches["shared"].set("x", "kept")
    assert (caches["shared"].get("x"), health.words) == ("kept", "")


@pytest.fixture
def _full(server: Redis) -> Iterator[None]:
    caches["shared"].set("before", "kept")
    server.client.config_set("maxmemory", "1")
    yield
    server.client.config_set("maxmemory", "0")


@pytest.mark.usefixtures("_full")
def test_a_full_one_still_answers_what_it_has() -> None:
    caches["shared"].set("after", "lost")
    assert (caches["shared"].get("before"), caches["shared"].get("after")) == ("kept", None)
    assert "memory" in health.words


@pytest.mark.usefixtures("_full")
def test_while_it_is_full_each_node_counts_by_itself() -> None:
    assert [throttling.count_request("192.0.2.1", 7) for _ in range(3)] == [1, 2, 3]


def test_what_somebody_else_wrote_into_it_is_not_read(server: Redis) -> None:
    cache = caches["shared"]
    assert isinstance(cache, SharedCache)
    cache.set("x", "own")
    server.client.set(cache.make_key("x"), b"0" * 32 + b"cos\nsystem\n(S'true'\ntR.")
    assert cache.get("x") is None


@pytest.mark.parametrize("stored", [b"nonsense", b"", b"7", b"\xff" * 31])
@pytest.mark.django_db
def test_what_somebody_else_wrote_for_a_page_is_a_page_that_is_missing(
    server: Redis, client: Client, stored: bytes
) -> None:
    made = client.get(ADDRESS)
    (key,) = server.client.keys("*page:*")
    server.client.set(key, stored)
    forget_what_this_node_keeps()
    assert client.get(ADDRESS).content == made.content


@pytest.mark.django_db
def test_a_page_that_was_moved_to_another_address_is_not_read_there(server: Redis, client: Client) -> None:
    made = client.get(ADDRESS)
    (page,) = server.client.keys("*page:*")
    client.get("/features/")
    (other,) = {*server.client.keys("*page:*")} - {page}
    server.client.set(page, cast(bytes, server.client.get(other)))
    forget_what_this_node_keeps()
    assert client.get(ADDRESS).content == made.content


def test_what_another_secret_signed_is_not_read(settings: Settings) -> None:
    signed = bytes(SignedSerializer().dumps({"page": 1}))
    assert SignedSerializer().loads(signed) == {"page": 1}
    settings.SECRET_KEY = "another"
    assert SignedSerializer().loads(signed) is None


@pytest.mark.parametrize("url", ["http://cache.example", "redis://", "cache:6379", "memcached://cache"])
def test_an_address_that_is_no_redis_is_refused_without_its_password(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CACHE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="^CACHE_URL begins with .* Use redis://:password@host:6379/0"):
        environment.read_shared_cache("site.example")


def test_without_an_address_nothing_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CACHE_URL")
    assert environment.read_shared_cache("x") == {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
