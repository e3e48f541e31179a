"""What the page on the API tells assistants can be typed."""

import html
import re

import pytest
from django.test import Client

from tests.factories import create_support

pytestmark = pytest.mark.django_db

COMMAND = re.compile(r"curl (?:-H 'Accept: ([^']+)' )?'http://127\.0\.0\.1:8000([^']+)'")


def section(client: Client) -> str:
    page = html.unescape(client.get("/api/").text)
    return page.partition('id="assistant"')[2].partition("<section")[0]


def test_its_examples_are_answered(client: Client) -> None:
    create_support(feature="orm")
    create_support(framework="flask", feature="orm")
    commands = COMMAND.findall(section(client))

    answers = {path: client.get(path, headers={"Accept": accept or "*/*"}) for accept, path in commands}

    assert len(answers) == 6
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
    assert answers["/compare/django-vs-flask/"].text.startswith("# ")


def test_it_names_every_tool(client: Client) -> None:
    for name in ("search", "framework", "compare", "find", "evidence", "what_changed", "situation"):
        assert f"<code>{name}</code>" in section(client)
