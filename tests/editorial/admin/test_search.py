"""Searching the list of changes."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation.models import Change
from tests.editorial.desk.pages import client_of, page_of, proposal

pytestmark = pytest.mark.django_db


def found(user: User, words: str) -> list[Change]:
    return list(client_of(user).get(page_of(Change), {"q": words}).context["cl"].result_list)


@pytest.mark.parametrize("words", ["django/orm", "DJANGO orm", "orm", "moved out"])
def test_a_change_is_found_by_words_of_its_rows_keys_or_of_its_reason(ana: User, words: str) -> None:
    change = proposal(ana)

    assert change in found(ana, words)


@pytest.mark.parametrize("words", ["flask/orm", "orm flask", "%"])
def test_a_change_without_one_of_the_words_is_not_found(ana: User, words: str) -> None:
    proposal(ana)

    assert found(ana, words) == []


def test_the_rows_of_changes_are_searched_apart_and_never_joined_to_each_other(ana: User) -> None:
    proposal(ana)
    client = client_of(ana)
    with CaptureQueriesContext(connection) as captured:
        client.get(page_of(Change), {"q": "django/orm"})

    assert not [query["sql"] for query in captured if 'JOIN "curation_changeitem"' in query["sql"]]
