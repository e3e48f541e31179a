"""Ten questions, asked of a running site with the whole catalogue by the SDK's own client; the answers are known."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from bench.server import HOST, free_port, serving

# As the tokenizer of OpenAI's newer models was seen to take of such a text; docs/reviews.md has another's.
CHARACTERS_OF_A_TOKEN = 3.2
COMMANDS = ("migrate", "load_catalogue", "import_lab_results")
TEN: dict[str, tuple[str, dict[str, Any], str, str, str]] = {
    "Has Django an admin?": (
        "evidence",
        {"claim": "django/admin-ui"},
        "Django, Admin interface: built in",
        "django/admin-ui",
        "https://docs.djangoproject.com/en/6.1/ref/contrib/admin/",
    ),
    "Which ORM goes with FastAPI?": (
        "evidence",
        {"claim": "fastapi/orm"},
        "official extension, sqlmodel",
        "fastapi/orm",
        "https://fastapi.tiangolo.com/tutorial/sql-databases/",
    ),
    "Does Reflex write typed clients?": ("evidence", {"claim": "reflex/typed-clients"}, "not checked", "", ""),
    "How long does Django 5.2 get fixes?": (
        "framework",
        {"framework": "django"},
        "5.2 (long-term support): fixes until 2028-04",
        "django/5.2",
        "https://www.djangoproject.com/download/#supported-versions",
    ),
    "Does Flask run under WSGI, and where does it say so?": (
        "framework",
        {"framework": "flask", "parts": ["features"]},
        "WSGI: Built in",
        "flask/wsgi",
        "https://flask.palletsprojects.com/en/stable/deploying/",
    ),
    "Django or Flask?": (
        "compare",
        {"frameworks": ["flask", "django"]},
        "ORM, authentication, schema migrations and admin interface come in one package",
        "django/admin-ui",
        "https://docs.djangoproject.com/en/6.1/ref/contrib/admin/",
    ),
    "What to build a site with that needs an admin?": (
        "find",
        {"build": "site", "need": ["admin"]},
        "1st: Django",
        "django/admin-ui",
        "https://docs.djangoproject.com/en/6.1/ref/contrib/admin/",
    ),
    "What to take for a JSON API?": (
        "situation",
        {"situation": "json-api"},
        "Take FastAPI",
        "fastapi/request-validation",
        "https://fastapi.tiangolo.com/",
    ),
    "Where is Django held against Flask?": ("search", {"text": "django vs flask"}, "Compare Django and Flask", "", ""),
    "What has changed about Flask since the record began?": (
        "what_changed",
        {"frameworks": ["flask"], "since": "1"},
        "Installed size: not on record → 2.2 MB",
        "flask/size-bare/default",
        "http",
    ),
}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a site that has the whole catalogue."""
    folder = tmp_path_factory.mktemp("assistants")
    own = {
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "PLUMBLINE_ORIGIN": f"http://{HOST}:{free_port()}",
        "PLUMBLINE_DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    for command in COMMANDS:
        subprocess.run([sys.executable, "manage.py", command, "--verbosity", "0"], env=os.environ | own, check=True)
    return os.environ | own


@pytest.fixture(scope="module")
def address(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    origin, log = environment["PLUMBLINE_ORIGIN"], tmp_path_factory.mktemp("log") / "server.log"
    with serving("config.asgi:application", int(origin.rpartition(":")[2]), environment, log):
        yield f"{origin}/mcp"


def ask(server: str | StdioServerParameters, tool: str, arguments: dict[str, Any], mode: str = "auto") -> Any:
    async def exchange() -> Any:
        async with Client(server, mode=mode) as client:
            return await client.call_tool(tool, arguments)

    return asyncio.run(exchange())


@pytest.mark.parametrize("question", TEN)
def test_the_answer_is_the_known_one_and_cites_its_claim(address: str, question: str) -> None:
    tool, arguments, said, key, source = TEN[question]

    result = ask(address, tool, arguments)

    assert not result.is_error
    assert said in result.content[0].text
    claims = {claim["key"]: claim for claim in result.structured_content["claims"]}
    if key:
        assert claims[key]["source"]
        assert claims[key]["day"]
        assert claims[key]["address"].startswith(source)


@pytest.mark.parametrize("pair", [("django", "starlette"), ("django", "flask"), ("django", "fastapi")])
def test_a_comparison_of_two_is_short_enough_to_read(address: str, pair: tuple[str, str]) -> None:
    text = ask(address, "compare", {"frameworks": list(pair)}).content[0].text

    assert len(text) / CHARACTERS_OF_A_TOKEN <= 3_000


def test_a_section_asked_for_alone_is_the_whole_answer(address: str) -> None:
    result = ask(address, "framework", {"framework": "django", "fields": ["supported"]})

    assert [section["title"] for section in result.structured_content["sections"]] == ["Supported"]
    assert "django/5.2" in [claim["key"] for claim in result.structured_content["claims"]]


def test_a_section_that_there_is_not_is_an_error_of_the_tool(address: str) -> None:
    result = ask(address, "compare", {"frameworks": ["django", "flask"], "fields": ["price"]})

    assert result.is_error
    assert "there is no “price”; allowed are verdicts, differences" in result.content[0].text


def test_clients_of_the_former_protocol_are_answered_alike(address: str) -> None:
    result = ask(address, "evidence", {"claim": "django/admin-ui"}, mode="legacy")

    assert result.structured_content["claims"][0]["key"] == "django/admin-ui"


def test_the_command_answers_over_standard_input_and_output(environment: dict[str, str]) -> None:
    command = StdioServerParameters(
        command=sys.executable, args=["manage.py", "mcp"], env=environment, cwd=str(Path.cwd())
    )

    result = ask(command, "evidence", {"claim": "django/admin-ui"})

    assert "Django, Admin interface: built in" in result.content[0].text
