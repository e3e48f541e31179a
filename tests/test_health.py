"""What a supervisor is told."""

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.test import Client

from curation.snapshots.snapshots import CurrentSnapshot
from editorial.scheduling.runs import running
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
