"""What a supervisor is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client
from prometheus_client import CONTENT_TYPE_LATEST as FIGURES
from pytest_django import Settings

from curation.snapshots.snapshots import CurrentSnapshot
from editorial.operation.scheduling.runs import running
from tests.factories import create_framework


def test_healthz_answers_without_the_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_says_the_data_version(client: Client) -> None:
    create_framework()
    assert client.get("/readyz").json() == {
        "status": "ok",
        "data_version": CurrentSnapshot().version,
        "scheduler": "not running",
        "runs": {},
    }


@pytest.mark.django_db
def test_readyz_says_how_each_task_last_ended(client: Client) -> None:
    with running("refresh-facts"), running("publish-due") as run:
        run.counts = {"published": 2}
    with running("refresh-facts"):
        runs = client.get("/readyz").json()["runs"]

    assert runs["refresh-facts"]["outcome"] == "running"
    assert (runs["publish-due"]["outcome"], runs["publish-due"]["counts"]) == ("succeeded", {"published": 2})


@pytest.fixture
def supervisor(settings: Settings) -> Client:
    """Whoever asks a node by an address of its own, without the proxy that speaks TLS."""
    settings.SECURE_SSL_REDIRECT = True
    settings.METRICS_TOKEN = "a-word-for-the-keeper-alone"
    return Client(headers={"host": "198.18.0.5:8001"})


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_a_supervisor_may_call_a_node_by_any_name(supervisor: Client, path: str) -> None:
    assert supervisor.get(path).status_code == 200


@pytest.mark.django_db
def test_prometheus_may_call_a_node_by_any_name(
    supervisor: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Its library was imported before, so what is counted is in memory, for other tests too.
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    answer = supervisor.get("/metrics", headers={"Authorization": f"Bearer {settings.METRICS_TOKEN}"})
    assert (answer.headers["Content-Type"], "plumbline_data_version" in answer.text) == (FIGURES, True)


def test_whoever_reads_pages_may_not(supervisor: Client) -> None:
    assert supervisor.get("/", secure=True).status_code == 400


@pytest.fixture
def _database_down() -> Iterator[None]:
    with connection.execute_wrapper(refuse):
        yield


def refuse(*args: object) -> None:
    raise OperationalError("The server went away.")


@pytest.mark.django_db
@pytest.mark.usefixtures("_database_down")
def test_readyz_is_503_while_the_database_is_down(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (503, "unavailable")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_the_answer_is_never_kept(client: Client, path: str) -> None:
    assert "no-store" in client.get(path).headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_reading_is_allowed(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
