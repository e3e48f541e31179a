"""What language models are told of the site."""

import pytest
from django.test import Client

from tests.factories import create_framework, create_support

pytestmark = pytest.mark.django_db


def test_the_map_has_a_title_a_summary_and_lists_of_links(client: Client) -> None:
    create_framework(tagline="A framework with everything.")

    lines = client.get("/llms.txt").text.split("\n")

    assert lines[0] == "# Plumbline"
    assert lines[2].startswith("> Python web frameworks compared")
    link = "[Django](http://127.0.0.1:8000/frameworks/django/summary.md)"
    assert f"- {link}: A framework with everything." in lines


def test_the_full_map_says_which_frameworks_have_a_feature_and_which_nobody_checked(client: Client) -> None:
    create_support(feature="orm")
    create_framework(key="flask")

    assert "- Orm (`orm`): built in: django; not checked: 1" in client.get("/llms-full.txt").text


def test_the_full_map_is_bounded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.discovery.llms.MOST_CHARACTERS", 2_000)
    create_support(feature="orm")

    text = client.get("/llms-full.txt").text

    assert len(text) < 2_200
    assert "more lines are left out" in text


@pytest.mark.parametrize("page", ["/llms.txt", "/llms-full.txt"])
def test_they_are_plain_text(client: Client, page: str) -> None:
    assert client.get(page).headers["Content-Type"] == "text/plain; charset=utf-8"
