"""The finder's five questions and its folded weights."""

import re

import pytest
from django.test import Client

from tests.factories import create_support
from tests.reviews.finder.reading_pages import create_admins, find

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows_by_change")]


def test_further_demands_are_folded_and_named_where_they_were_made(client: Client) -> None:
    create_support(framework="django", feature="structured-logs")

    assert "<summary>15 more, asked for: Structured logs</summary>" in find(client, "?also=logs")


def test_weights_are_folded_and_say_who_set_them_until_the_reader_changes_one(client: Client) -> None:
    create_admins(flask="third-party", django="builtin")

    assert '<details class="weights">' in find(client, "?build=site")
    assert re.search(
        r'weights" open>\s*<summary>Fine-tune <span>\d+ weights, 1 of them by you', find(client, "?w=admin.3")
    )


def test_there_are_five_questions(client: Client) -> None:
    page = find(client)

    assert re.findall(r'<fieldset class="ask"><legend><i>(\d)</i>', page) == ["1", "2", "3", "4", "5"]


def test_when_everything_is_ignored_it_says_so(client: Client) -> None:
    create_admins(django="builtin")

    assert "Every weight is “Ignore”" in find(client, "?v=2&structure=either")


def test_a_weight_is_spoken_apart_from_where_its_evidence_comes_from(client: Client) -> None:
    legend = 'Quick to learn<span><span class="visually-hidden">, from: </span>guides</span></legend>'

    assert legend in find(client, "")
