"""What a process has read of the present serves its other pages, until something is published."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from curation.changes.checks import Edit
from curation.changes.workflow import propose
from curation.rows import CuratedRow
from curation.snapshots.kept import KeptSnapshot, size_of
from curation.snapshots.preview import token_for
from curation.snapshots.protocol import PastRows, Snapshot
from frameworks.models import Framework
from tests.factories import create_framework, create_source
from tests.reading import data_version, text_at

pytestmark = pytest.mark.django_db


def test_a_page_reads_nothing_that_another_has_read(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    create_framework(key="django")
    client.get("/frameworks/?q=django")

    with django_assert_num_queries(1):  # the version
        client.get("/frameworks/?q=flask")


def test_a_page_shows_what_was_published_since_another_read(client: Client) -> None:
    create_framework(key="django")
    text_at(client, "/frameworks/")
    create_framework(key="flask", name="Flask")

    assert "Flask" in text_at(client, "/frameworks/")


def test_readers_do_not_see_what_a_preview_read(client: Client, ana: User) -> None:
    row = create_framework(key="django", tagline="As it is.")
    draft = {"name": "Django", "slug": "django", "tagline": "As it may be.", "kind": row.kind_id}
    change = propose([Edit(Framework, "django", draft)], author=ana, reason="A better line.")

    assert "As it may be." in text_at(client, f"/frameworks/django/?preview={token_for(change)}")
    assert "As it may be." not in text_at(client, "/frameworks/django/")


def test_a_preview_does_not_show_what_readers_read(client: Client, ana: User) -> None:
    row = create_framework(key="django", tagline="As it is.")
    draft = {"name": "Django", "slug": "django", "tagline": "As it may be.", "kind": row.kind_id}
    change = propose([Edit(Framework, "django", draft)], author=ana, reason="A better line.")
    text_at(client, "/frameworks/django/")

    assert "As it may be." in text_at(client, f"/frameworks/django/?preview={token_for(change)}")


def test_a_list_belongs_to_the_page_that_asked_for_it() -> None:
    create_framework(key="django")
    KeptSnapshot().rows(Framework).clear()

    assert [row.key for row in KeptSnapshot().rows(Framework)] == ["django"]


def test_conditions_tell_readings_apart() -> None:
    create_source(key="docs")
    create_framework(key="django")
    create_framework(key="flask")
    snapshot = KeptSnapshot()

    assert snapshot.values(Framework, "key", key="django") == [("django",)]
    assert snapshot.values(Framework, "key", key="flask") == [("flask",)]
    assert sorted(snapshot.values(Framework, "key", key__in=["django", "flask"])) == [("django",), ("flask",)]


def test_readings_of_several_sorts_of_rows_count_all_of_them() -> None:
    assert size_of(({Framework: [("a",), ("b",)]}, {"docs": object()})) == 7


def keys(moment: PastRows) -> dict[str, CuratedRow]:
    return moment.together({Framework: {}})[Framework]


def names(snapshot: Snapshot, first: str) -> list[str]:
    return [row.name for row in snapshot.rows(Framework) if row.name.startswith(first)]


def test_what_is_made_of_rows_is_made_once_until_something_is_published() -> None:
    create_framework(key="django", name="Django")
    made = KeptSnapshot().once(names, "D")

    assert KeptSnapshot().once(names, "D") is made
    assert KeptSnapshot().once(names, "F") == []
    create_framework(key="dash", name="Dash")
    assert sorted(KeptSnapshot().once(names, "D")) == ["Dash", "Django"]


def test_days_between_two_publications_share_what_is_read(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with time_machine.travel("2026-11-17"):
        create_framework(key="django")
    client.get("/frameworks/?q=django&as-of=2026-11-17")

    with django_assert_num_queries(1):  # the version of the day
        assert client.get("/frameworks/?q=flask&as-of=2026-11-18").status_code == 200


def test_what_is_made_of_a_past_day_is_made_once_for_that_day() -> None:
    with time_machine.travel("2026-11-17"):
        create_framework(key="django", name="Django")
    days = [datetime.date(2026, 11, day) for day in (17, 17, 18)]
    made, again, later = (KeptSnapshot().at_day(day).once(names, "D") for day in days)

    assert made == ["Django"]
    assert (again is made, later is made) == (True, False)


def test_what_is_made_of_a_version_is_made_once_for_that_version() -> None:
    create_framework(key="django", name="Django")
    then = data_version()
    create_framework(key="dash", name="Dash")
    made, again, later = (KeptSnapshot().at_version(version).once(keys) for version in (then, then, data_version()))

    assert again is made
    assert (list(made), sorted(later)) == (["django"], ["dash", "django"])


def test_what_a_version_had_is_read_once(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    create_framework(key="django")
    create_framework(key="flask")
    address = "/compare/django-vs-flask/since/?version=1"
    first = text_at(client, address)

    # The version, and when it and the one asked about were published.
    with django_assert_num_queries(3):
        assert text_at(client, address) == first
