"""Which requests may read from a replica; `make cluster DRILL=1` tries real ones that lag, stop and are promoted."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from config import environment
from config.caching.known_version import known
from config.database import replica_reading, replicas
from config.database.replica_reading import ReplicaMiddleware
from config.database.replicas import Replica
from curation.snapshots.database import reads_from
from curation.snapshots.snapshots import CurrentSnapshot

PRIMARY = "postgresql://site@db1/site"


class Sound(Replica):
    """One that is sound, and has some version of the data."""

    newest = 7

    def has(self, version: int) -> bool:
        return version <= self.newest


@pytest.fixture
def replica(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Sound:
    one = Sound("replica-1", is_sound=True)
    for place in (replicas, replica_reading):
        monkeypatch.setattr(place, "replicas", [one])
    settings.DATA_VERSION_SECONDS = 60
    known.learn((7, None))
    return one


def read_by(method: str = "GET", path: str = "/frameworks/", **headers: str) -> str:
    """Return which database a request reads."""

    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(reads_from.get())

    request = RequestFactory().generic(method, path, headers=headers)
    request.snapshot = CurrentSnapshot()  # type: ignore[attr-defined]
    return str(ReplicaMiddleware(answer)(request).content.decode())  # type: ignore[attr-defined]


@pytest.mark.usefixtures("replica")
@pytest.mark.parametrize("path", ["/", "/frameworks/django/", "/api/v1/frameworks/", "/changes/feed.atom"])
def test_what_is_public_is_read_from_a_replica(path: str) -> None:
    assert read_by(path=path) == "replica-1"


@pytest.mark.usefixtures("replica")
@pytest.mark.parametrize("path", ["/admin/", "/corrections/word/", "/search/?q=x", "/api/v1/search/?q=x", "/readyz"])
def test_what_is_private_or_was_just_written_is_read_from_the_primary(path: str) -> None:
    assert read_by(path=path) == "default"


@pytest.mark.usefixtures("replica")
def test_what_is_sent_goes_to_the_primary() -> None:
    assert read_by("POST") == "default"


@pytest.mark.usefixtures("replica")
def test_whoever_is_signed_in_reads_the_primary() -> None:
    assert read_by(Cookie="sessionid=x") == "default"


def test_a_replica_that_lags_is_left_out(replica: Sound) -> None:
    replica.newest = 6
    assert read_by() == "default"


@pytest.mark.usefixtures("replica")
def test_what_a_replica_cannot_answer_the_primary_does() -> None:
    asked = []

    def answer(request: HttpRequest) -> HttpResponse:
        asked.append(reads_from.get())
        response = HttpResponse(status=503 if len(asked) == 1 else 200)
        response.replica_failed = len(asked) == 1  # type: ignore[attr-defined]
        return response

    request = RequestFactory().get("/")
    request.snapshot = CurrentSnapshot()  # type: ignore[attr-defined]
    assert ReplicaMiddleware(answer)(request).status_code == 200
    assert asked == ["replica-1", "default"]


def test_replicas_are_named_by_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", PRIMARY)
    monkeypatch.setenv("DATABASE_REPLICA_URLS", "postgresql://site@db2/site postgresql://site@db3/site")
    found = environment.read_replicas()
    assert {alias: database["HOST"] for alias, database in found.items()} == {"replica-1": "db2", "replica-2": "db3"}


def test_without_an_address_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_REPLICA_URLS", raising=False)
    assert environment.read_replicas() == {}


@pytest.mark.parametrize(
    ("primary", "replica"), [("sqlite:///site", PRIMARY), (PRIMARY, "sqlite:///site"), (PRIMARY, "mysql://db2/site")]
)
def test_only_postgresql_has_replicas(monkeypatch: pytest.MonkeyPatch, primary: str, replica: str) -> None:
    monkeypatch.setenv("DATABASE_URL", primary)
    monkeypatch.setenv("DATABASE_REPLICA_URLS", replica)
    with pytest.raises(ImproperlyConfigured, match="^DATABASE_REPLICA_URLS"):
        environment.read_replicas()
