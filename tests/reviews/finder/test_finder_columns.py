"""The finder's columns in the database: published with the rows, read in one query, made anew where they have to be."""

import datetime

import numpy as np
import pytest
import time_machine
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from curation.rows import WrittenByChangesOnly, writing
from curation.snapshots.snapshots import AsOf, Present
from frameworks.models import Fact
from reviews import finder_columns
from reviews.finder_columns import (
    EVERYTHING,
    LARGEST_UNIT,
    bytes_of,
    make_columns,
    numbers_in,
    publish_columns,
    read_columns,
    read_published,
)
from reviews.models import FinderColumn
from tests.factories import create_fact, create_framework, create_rating, create_support

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows_by_change")]


def test_columns_are_read_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    create_support(framework="django", feature="orm")

    with django_assert_num_queries(1):
        read_columns(Present(), EVERYTHING)


def test_a_new_framework_has_its_place_in_every_column() -> None:
    create_support(framework="flask", feature="orm")
    create_framework(key="django")

    found = read_columns(Present(), EVERYTHING)

    assert found.names.keys_in_order == ["django", "flask"]
    assert {len(column.codes) for column in found.drivers.values()} == {2}


def test_a_change_writes_the_columns_that_rest_on_it() -> None:
    create_support(framework="django", feature="orm")
    create_rating(framework="django", criterion="learning-curve")
    create_fact(framework="django", name="released", value="2026-10-01")

    assert read_columns(Present(), EVERYTHING) == make_columns(Present(), EVERYTHING)


def test_a_past_day_is_made_from_its_own_rows() -> None:
    with time_machine.travel(datetime.datetime(2026, 11, 2, tzinfo=datetime.UTC)):
        create_framework(key="django")
    with time_machine.travel(datetime.datetime(2026, 11, 4, tzinfo=datetime.UTC)):
        create_framework(key="flask")

    assert list(read_columns(AsOf(datetime.date(2026, 11, 3)), EVERYTHING).names) == ["django"]
    assert list(read_columns(Present(), EVERYTHING).names) == ["django", "flask"]


def test_columns_that_other_tables_made_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    create_support(framework="django", feature="orm")
    monkeypatch.setattr(finder_columns, "MADE_BY", "other tables")

    assert not read_published(EVERYTHING)
    assert read_columns(Present(), EVERYTHING) == make_columns(Present(), EVERYTHING)


def test_a_command_makes_them_anew() -> None:
    create_support(framework="django", feature="orm")
    with writing():
        FinderColumn.objects.all().delete()

    call_command("renew_finder_columns")

    assert read_published(EVERYTHING)


def test_nothing_but_an_applied_change_writes_them() -> None:
    with pytest.raises(WrittenByChangesOnly):
        publish_columns(Present(), {"framework"})


def test_numbers_too_large_for_a_byte_come_back_as_they_were() -> None:
    numbers = [0, 255, 256, 2 * LARGEST_UNIT]

    assert numbers_in(bytes_of(np.array(numbers)), len(numbers)).tolist() == numbers


def test_a_denominator_beyond_all_sense_is_reckoned_with_all_the_same() -> None:
    for number, share in enumerate(("1 of 997", "1 of 991", "1 of 983", "1 of 977")):
        create_framework(key=f"framework-{number}")
        create_fact(framework=f"framework-{number}", name="supported-pythons", value=share)

    assert Fact.objects.count() == 4
    assert not read_published(EVERYTHING)
    assert read_columns(Present(), EVERYTHING) == make_columns(Present(), EVERYTHING)
