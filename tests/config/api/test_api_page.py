"""What the page on the API shows can be typed, on whatever day the catalogue was loaded."""

import html
import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from tests.factories import create_rating, create_support

pytestmark = pytest.mark.django_db

COMMAND = re.compile(r"curl [^'\n]*(?:'Accept: ([^']+)' )?'http://127\.0\.0\.1:8000([^']+)'")
LOADED = date(2027, 2, 3)


@pytest.fixture(autouse=True)
def _loaded_on_another_day() -> Iterator[None]:
    with time_machine.travel(LOADED, tick=False):
        create_support(feature="orm")
        create_support(framework="flask", feature="orm")
        create_rating(framework="django")
        create_rating(framework="fastapi")
    with time_machine.travel(LOADED.replace(day=5), tick=False):
        yield


def page(client: Client) -> str:
    return html.unescape(client.get("/api/").text)


def section(client: Client, name: str) -> str:
    return page(client).partition(f'id="{name}"')[2].partition("<section")[0]


def test_every_command_is_answered(client: Client) -> None:
    commands = COMMAND.findall(page(client))
    assert len(commands) == 15

    answers = {path: client.get(path, headers={"Accept": accept or "*/*"}) for accept, path in commands}
    contents = {path: answer.getvalue().decode() for path, answer in answers.items()}
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
    assert contents["/compare/django-vs-flask/"].startswith("# ")


def test_its_past_day_is_one_on_record(client: Client) -> None:
    assert f"as-of={LOADED}" in section(client, "ask")


def test_what_it_embeds_is_there(client: Client) -> None:
    addresses = re.findall(r"http://127\.0\.0\.1:8000([^\"')]+)[\"')]", section(client, "embed"))
    assert addresses == ["/embed/django-vs-fastapi/", "/badges/django/latest.svg", "/frameworks/django/"]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_it_names_every_tool_of_assistants(client: Client) -> None:
    for name in ("search", "framework", "compare", "find", "evidence", "what_changed", "situation"):
        assert f"<code>{name}</code>" in section(client, "assistant")
