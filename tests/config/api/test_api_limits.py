"""How often one caller may ask the API."""

from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from config.caching.known_version import known
from config.caching.page_cache import heads
from config.http.throttling import count_request
from curation.web.callers import caller_of
from tests.frameworks.api_rows import create_kind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_a_minute(settings: Settings, tmp_path: Path) -> None:
    settings.API_REQUESTS_PER_MINUTE = 2
    settings.API_COUNTS = tmp_path


@time_machine.travel("2026-11-21T12:00:15Z", tick=False)
def test_answers_say_what_is_left(client: Client) -> None:
    headers = client.get("/api/v1/kinds/").headers
    assert [headers[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")] == ["2", "1", "45"]


@time_machine.travel("2026-11-21T12:00:15Z", tick=False)
def test_one_too_many_is_told_when_to_come_back(client: Client) -> None:
    for _ in range(2):
        client.get("/api/v1/kinds/")

    response = client.get("/api/v1/facts/")
    assert (response.status_code, response.headers["Retry-After"]) == (429, "45")
    assert (response.headers["RateLimit-Remaining"], response.json()["error"]) == (
        "0",
        {
            "status": 429,
            "code": "too_many_requests",
            "message": "Too many requests. Try again in 45 seconds.",
            "details": [],
        },
    )


def test_the_count_restarts_in_the_next_minute(client: Client) -> None:
    with time_machine.travel("2026-11-21T12:00:15Z", tick=False):
        for _ in range(3):
            client.get("/api/v1/kinds/")
    with time_machine.travel("2026-11-21T12:01:00Z", tick=False):
        assert client.get("/api/v1/kinds/").status_code == 200


@time_machine.travel("2026-11-21T12:00:15Z", tick=False)
def test_each_caller_has_a_limit_of_their_own(client: Client) -> None:
    for _ in range(3):
        client.get("/api/v1/kinds/")

    assert client.get("/api/v1/kinds/", REMOTE_ADDR="192.0.2.1").status_code == 200


@time_machine.travel("2026-11-21T12:00:15Z", tick=False)
def test_a_header_of_the_callers_own_does_not_help(client: Client) -> None:
    statuses = [
        client.get("/api/v1/kinds/", headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
        for number in range(3)
    ]
    assert statuses == [200, 200, 429]


def remaining(response: Any) -> str:
    response.getvalue()
    assert response.status_code != 429
    return str(response.headers["RateLimit-Remaining"])


@time_machine.travel("2026-11-21T12:00:15Z", tick=False)
@pytest.mark.parametrize("path", ["kinds/", "dataset/"])
def test_asking_whether_anything_is_new_costs_nothing(client: Client, path: str) -> None:
    first = client.get(f"/api/v1/{path}")
    first.getvalue()
    tag = first.headers["ETag"]
    answers = [client.get(f"/api/v1/{path}", headers={"If-None-Match": tag}) for _ in range(5)]
    assert {(answer.status_code, remaining(answer)) for answer in answers} == {(304, "1")}


@time_machine.travel("2026-11-21T12:00:15Z", tick=False)
def test_asking_for_the_headers_of_a_file_that_is_there_costs_nothing(client: Client) -> None:
    client.get("/api/v1/dataset/").getvalue()
    assert [remaining(client.head("/api/v1/dataset/")) for _ in range(5)] == ["1"] * 5


@time_machine.travel("2026-11-21T12:00:15Z", tick=False)
def test_the_first_headers_of_a_file_cost_what_it_costs(client: Client) -> None:
    assert remaining(client.head("/api/v1/dataset/")) == "1"


@pytest.fixture
def _kept(settings: Settings) -> None:
    settings.CACHE_PAGES = True
    heads.clear()
    known.forget()


@pytest.mark.usefixtures("_kept")
@time_machine.travel("2026-11-21T12:00:15Z", tick=False)
@pytest.mark.parametrize("seconds", [0, 1], ids=["version asked for", "version known"])
def test_asking_for_the_headers_of_an_answer_that_was_given_costs_nothing(
    client: Client, settings: Settings, seconds: int
) -> None:
    settings.DATA_VERSION_SECONDS = seconds
    given = client.get("/api/v1/kinds/?page_size=5")
    heads_of_it = [client.head("/api/v1/kinds/?page_size=5") for _ in range(3)]
    assert [remaining(head) for head in heads_of_it] == ["1"] * 3
    assert {**heads_of_it[0].headers, "X-Request-ID": ""} == {**given.headers, "X-Request-ID": ""}


@pytest.mark.usefixtures("_kept")
@time_machine.travel("2026-11-21T12:00:15Z", tick=False)
def test_headers_of_another_answer_are_made_and_cost(client: Client) -> None:
    client.get("/api/v1/kinds/")
    create_kind(1)
    assert remaining(client.head("/api/v1/kinds/")) == "0"


@pytest.mark.usefixtures("_kept")
def test_headers_are_refused_to_those_who_take_no_json(client: Client) -> None:
    client.get("/api/v1/kinds/")
    assert client.head("/api/v1/kinds/", headers={"Accept": "text/html"}).status_code == 406


@time_machine.travel("2026-11-21T12:00:15Z", tick=False)
@pytest.mark.parametrize(
    ("method", "path", "tag"),
    [
        ("head", "kinds/", ""),
        ("get", "kinds/", 'W/"another"'),
        ("get", "kinds/?colour=red", "*"),
        ("post", "kinds/", "*"),
    ],
)
def test_anything_else_costs(client: Client, method: str, path: str, tag: str) -> None:
    headers = {"If-None-Match": tag} if tag else {}
    assert remaining(getattr(client, method)(f"/api/v1/{path}", headers=headers)) == "1"


@time_machine.travel("2026-11-21T12:00:15Z", tick=False)
def test_one_who_has_asked_too_often_still_learns_that_nothing_is_new(client: Client) -> None:
    tag = client.get("/api/v1/kinds/").headers["ETag"]
    for _ in range(3):
        client.get("/api/v1/kinds/")
    assert client.get("/api/v1/kinds/", headers={"If-None-Match": tag}).status_code == 304


def test_old_counts_are_cleared_away(tmp_path: Path) -> None:
    for window in (1, 2, 3):
        count_request("somebody", window)

    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["2", "3"]


def test_without_a_place_to_count_callers_are_answered(settings: Settings, tmp_path: Path) -> None:
    settings.API_COUNTS = tmp_path / "file"
    settings.API_COUNTS.write_text("")

    assert count_request("somebody", 1) == 1


@pytest.mark.parametrize(
    ("address", "who"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::/64"), ("a socket", "a socket")],
)
def test_a_subscriber_with_a_network_is_one_caller(address: str, who: str) -> None:
    assert caller_of(address) == who
