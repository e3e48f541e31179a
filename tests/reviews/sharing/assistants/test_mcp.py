"""The address of the Model Context Protocol: what it takes, and what it refuses."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from config.http.bodies import most_bytes
from reviews.sharing.assistants.arguments import UnusableArguments, checked
from reviews.sharing.assistants.tools import QUESTIONS
from tests.factories import create_support

pytestmark = pytest.mark.django_db

ORIGIN = "http://127.0.0.1:8000"
MODERN = "2026-07-28"


def post(client: Client, method: str, params: dict[str, Any] | None = None, **headers: str) -> Any:
    body = {"jsonrpc": "2.0", "id": 1, "method": method, **({"params": params} if params else {})}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {"Accept": "application/json, text/event-stream", **named}
    return client.post("/mcp", json.dumps(body), content_type="application/json", headers=sent)


def call(client: Client, name: str, **arguments: Any) -> Any:
    return post(client, "tools/call", {"name": name, "arguments": arguments}).json()


def test_it_answers_with_json_and_keeps_nothing(client: Client) -> None:
    create_support(feature="orm")

    response = post(client, "tools/call", {"name": "evidence", "arguments": {"claim": "django/orm"}})

    assert response.headers["Content-Type"] == "application/json"
    assert "Mcp-Session-Id" not in response.headers
    assert not response.cookies
    result = response.json()["result"]
    assert result["structuredContent"]["claims"][0]["key"] == "django/orm"
    assert "Documentation docs, 2026-11-01:\n\n- [1] django/orm, <https://example.com/>" in result["content"][0]["text"]


def test_every_tool_only_reads(client: Client) -> None:
    tools = post(client, "tools/list").json()["result"]["tools"]

    assert {tool["name"] for tool in tools} == {
        "search",
        "framework",
        "compare",
        "find",
        "evidence",
        "what_changed",
        "situation",
    }
    assert all(tool["annotations"]["readOnlyHint"] for tool in tools)


def test_wrong_arguments_are_an_error_of_the_tool(client: Client) -> None:
    result = call(client, "find", build="castle")["result"]

    assert result["isError"]
    assert result["content"][0]["text"] == "build: there is no “castle”; allowed are site, api, service, realtime."


def test_a_framework_in_another_spelling_is_the_same(client: Client) -> None:
    create_support(feature="orm")

    result = call(client, "compare", frameworks=["django", "Django"])["result"]

    assert "Chosen twice: django" in result["content"][0]["text"]


def test_a_whole_number_may_be_written_with_a_point(client: Client) -> None:
    result = call(client, "find", build="api", top=2.0, weights={"admin": 3.0})["result"]

    assert not result["isError"], result["content"]


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search", {"text": "orm\x00"}),
        ("evidence", {"claim": "django\x00/orm"}),
        ("framework", {"framework": "\x1b"}),
        ("compare", {"frameworks": ["django", "\u202edjango"]}),
    ],
)
def test_what_nobody_sees_in_an_argument_is_refused(client: Client, tool: str, arguments: dict[str, Any]) -> None:
    result = call(client, tool, **arguments)["result"]

    assert result["isError"]
    assert "cannot be seen" in result["content"][0]["text"]


def test_an_unknown_tool_is_an_error_of_the_protocol(client: Client) -> None:
    error = call(client, "delete")["error"]

    assert error["code"] == -32602
    assert "allowed are search, framework, compare" in error["message"]


@pytest.mark.parametrize("method", ["get", "head", "delete", "put"])
def test_it_opens_no_streams_and_ends_no_sessions(client: Client, method: str) -> None:
    response = getattr(client, method)("/mcp")

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(("origin", "status"), [(ORIGIN, 200), ("https://elsewhere.example", 403), ("null", 403)])
def test_pages_of_other_sites_may_not_ask(client: Client, origin: str, status: int) -> None:
    assert post(client, "tools/list", Origin=origin).status_code == status


def test_a_body_that_is_no_message_is_refused(client: Client) -> None:
    response = client.post("/mcp", "{", content_type="application/json", headers={"Accept": "application/json"})

    assert (response.status_code, response.json()["error"]["code"]) == (400, -32700)


def test_who_takes_no_json_is_refused(client: Client) -> None:
    assert post(client, "tools/list", Accept="text/html").status_code == 406


def test_a_version_of_the_protocol_that_is_not_spoken_is_refused(client: Client) -> None:
    assert post(client, "tools/list", MCP_Protocol_Version="2030-01-01").status_code == 400


def test_a_parameter_is_refused_in_the_shape_of_the_api(client: Client) -> None:
    response = client.post("/mcp?colour=red", "{}", content_type="application/json")

    assert (response.status_code, response.json()["error"]["code"]) == (400, "invalid_parameter")


def test_its_bodies_are_bounded() -> None:
    assert most_bytes("/mcp", "") == 20_000


def test_one_caller_may_ask_so_often(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.PAGE_LIMITS, settings.API_COUNTS = {"assistants": 2}, tmp_path

    responses = [post(client, "tools/list") for _ in range(3)]

    assert [response.status_code for response in responses] == [200, 200, 429]
    assert responses[2].json()["error"]["code"] == "too_many_requests"


@pytest.mark.parametrize(
    "arguments",
    [
        {"need": ["orm", *range(3000)]},
        {"need": [[] for _ in range(3000)]},
        {f"unknown-{number}": 1 for number in range(1000)},
    ],
    ids=["numbers", "lists", "names"],
)
def test_thousands_of_wrong_arguments_are_answered_in_short(client: Client, arguments: dict[str, Any]) -> None:
    response = post(client, "tools/call", {"name": "find", "arguments": arguments})

    assert response.json()["result"]["isError"]
    assert len(response.content) < 4000


def test_no_list_of_words_takes_time_with_the_square_of_its_length() -> None:
    began = time.process_time()
    with pytest.raises(UnusableArguments):
        checked({"need": ["orm", *range(5000)]}, QUESTIONS["find"].schema)

    assert time.process_time() - began < 1
