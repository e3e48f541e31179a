"""What the public sees, now and as of a past day."""

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
import time_machine
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from curation.changes.checks import Edit
from curation.changes.workflow import publish_from
from curation.models import Origin
from curation.rows import CuratedRow
from curation.snapshots.snapshots import CurrentSnapshot, PastSnapshot, first_day
from frameworks.models import Fact, Feature, Framework, Release, Support
from reviews.models import Level, Pick, Rating, Remark
from tests.factories import (
    CHECKED_ON,
    create_criterion,
    create_fact,
    create_feature,
    create_framework,
    create_guide,
    create_rating,
    create_recommendation,
    create_release,
    create_remark,
    create_support,
    create_use_case,
    publish,
    support_document,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows_by_change")]

FIRST, SECOND = datetime.date(2026, 11, 18), datetime.date(2026, 11, 19)


def set_level(level: str) -> None:
    publish(Edit(Support, "django/orm", support_document(level=level, checked_on="2026-11-01")))


@pytest.mark.parametrize(
    "snapshot", [CurrentSnapshot(), PastSnapshot(datetime.date(2999, 1, 1))], ids=["present", "as-of"]
)
class TestBothSnapshots:
    """The present and a past day follow the same rules."""

    def test_a_rating_is_public(self, snapshot: CurrentSnapshot) -> None:
        create_rating()

        assert [rating.pk for rating in snapshot.rows(Rating)] == ["django/scalability/ps"]

    @pytest.mark.parametrize("status", ["draft", "retired"])
    def test_a_rating_of_a_hidden_framework_is_hidden(self, snapshot: CurrentSnapshot, status: str) -> None:
        create_framework(status=status)
        create_rating()

        assert snapshot.rows(Rating) == []

    def test_a_rating_by_a_draft_guide_is_hidden(self, snapshot: CurrentSnapshot) -> None:
        create_guide(status="draft")
        create_rating()

        assert snapshot.rows(Rating) == []

    def test_a_rating_on_a_draft_criterion_is_hidden(self, snapshot: CurrentSnapshot) -> None:
        create_criterion(status="draft")
        create_rating()

        assert snapshot.rows(Rating) == []

    def test_a_level_of_a_draft_criterion_is_hidden(self, snapshot: CurrentSnapshot) -> None:
        create_criterion(status="draft")

        assert snapshot.rows(Level) == []

    def test_a_rating_without_a_level_is_public(self, snapshot: CurrentSnapshot) -> None:
        create_rating(level=None)

        assert len(snapshot.rows(Rating)) == 1

    def test_columns_of_two_models_come_in_one_query_with_the_sources_they_share(
        self, snapshot: CurrentSnapshot, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        create_support()
        create_fact()
        create_fact(framework="flask")

        with django_assert_num_queries(1):
            values, sources = snapshot.values_with(
                "source", {Support: ["key", "checked_on"], Fact: ["key", "read_on"]}, framework="django"
            )

        day = datetime.date.fromisoformat(CHECKED_ON)
        assert values == {Support: [("django/orm", day)], Fact: [("django/latest-version", day)]}
        assert [source.pk for source in sources.values()] == ["docs"]

    def test_a_remark_needs_only_the_subject_it_has(self, snapshot: CurrentSnapshot) -> None:
        create_remark()

        assert len(snapshot.rows(Remark)) == 1

    def test_rows_come_in_the_order_of_their_model(self, snapshot: CurrentSnapshot) -> None:
        create_framework(key="flask", name="Flask")
        create_framework(key="aiohttp", name="aiohttp")
        create_framework(key="django", name="Django")

        assert [row.name for row in snapshot.rows(Framework)] == ["aiohttp", "Django", "Flask"]

    def test_rows_can_be_narrowed_by_a_reference(self, snapshot: CurrentSnapshot) -> None:
        create_support(framework="django")
        create_support(framework="flask")

        assert [row.pk for row in snapshot.rows(Support, framework__in=["flask"])] == ["flask/orm"]

    def test_rows_can_be_narrowed_by_several_conditions_in_any_order(self, snapshot: CurrentSnapshot) -> None:
        create_rating(framework="django", guide="ps")
        create_rating(framework="django", guide="dv")
        create_rating(framework="flask", guide="ps")

        ratings = snapshot.rows(Rating, guide="ps", criterion="scalability", framework__in=["django"])

        assert [row.pk for row in ratings] == ["django/scalability/ps"]

    def test_rows_can_be_narrowed_by_key(self, snapshot: CurrentSnapshot) -> None:
        create_support(feature="orm")
        create_support(feature="forms")

        assert [row.pk for row in snapshot.rows(Feature, key__in=["forms"])] == ["forms"]

    @pytest.mark.parametrize("where", [{"status": "published"}, {"status__in": ["published", "retired"]}])
    def test_rows_can_be_narrowed_by_a_value_that_documents_leave_out(
        self, snapshot: CurrentSnapshot, where: dict[str, Any]
    ) -> None:
        create_framework(key="django")

        assert [row.pk for row in snapshot.rows(Framework, **where)] == ["django"]

    def test_the_row_a_reference_names_can_come_along(
        self, snapshot: CurrentSnapshot, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
    ) -> None:
        create_recommendation(picks={"django": "recommended"}, use_case=create_use_case().pk)

        with django_assert_num_queries(1):
            pick = snapshot.rows(Pick, joined=["recommendation__use_case"])[0]
            assert str(pick.recommendation.use_case) == "A small service"

    def test_a_reference_that_is_not_set_comes_along_as_nothing(self, snapshot: CurrentSnapshot) -> None:
        create_remark()

        assert snapshot.rows(Remark, joined=["point"])[0].point is None

    def test_columns_can_stand_in_rows_that_are_referred_to(self, snapshot: CurrentSnapshot) -> None:
        create_recommendation(picks={"django": "recommended"}, use_case=create_use_case().pk)

        columns = ("role", "recommendation__guide_id", "recommendation__use_case__name")

        assert snapshot.values(Pick, *columns) == [("recommended", "ps", "A small service")]

    def test_columns_of_a_reference_that_is_not_set_are_none(self, snapshot: CurrentSnapshot) -> None:
        create_remark()

        assert snapshot.values(Remark, "point_id", "point__text") == [(None, None)]

    def test_columns_can_be_asked_for_of_any_number_of_rows(self, snapshot: CurrentSnapshot) -> None:
        keys = [create_framework(key=f"framework{number}").key for number in range(5)]

        assert sorted(snapshot.values(Framework, "key", key__in=keys[:3])) == [(key,) for key in keys[:3]]

    def test_a_row_has_the_types_of_its_model(self, snapshot: CurrentSnapshot) -> None:
        create_support(checked_on="2026-11-01")

        assert snapshot.rows(Support)[0].checked_on == datetime.date(2026, 11, 1)

    @pytest.mark.parametrize("size", [1, 5])
    def test_rows_take_one_query_however_many_there_are(
        self,
        snapshot: CurrentSnapshot,
        size: int,
        django_assert_num_queries: Callable[[int], AbstractContextManager[None]],
    ) -> None:
        for number in range(size):
            create_rating(framework=f"framework{number}")

        with django_assert_num_queries(1):
            snapshot.rows(Rating)


def test_a_past_day_shows_what_stood_at_its_end() -> None:
    with time_machine.travel("2026-11-18T09:00Z", tick=False) as clock:
        create_support(level="builtin", checked_on="2026-11-01")
        clock.move_to("2026-11-18T23:59:59Z")
        set_level("none-found")
        clock.move_to("2026-11-19T00:00:00Z")
        set_level("unknown")

    assert [PastSnapshot(day).rows(Support)[0].level for day in (FIRST, SECOND)] == ["none-found", "unknown"]


def test_a_row_is_absent_before_it_was_published() -> None:
    with time_machine.travel("2026-11-18T09:00Z", tick=False) as clock:
        create_framework()
        clock.move_to("2026-11-19T09:00Z")
        create_support(checked_on="2026-11-01")

    assert PastSnapshot(FIRST).rows(Support) == []


def test_a_removed_row_is_still_there_on_the_days_before() -> None:
    with time_machine.travel("2026-11-18T09:00Z", tick=False) as clock:
        create_support(checked_on="2026-11-01")
        clock.move_to("2026-11-19T09:00Z")
        publish(Edit(Support, "django/orm", None))

    assert (len(PastSnapshot(FIRST).rows(Support)), len(PastSnapshot(SECOND).rows(Support))) == (1, 0)


def test_claims_were_hidden_while_their_framework_was_a_draft() -> None:
    with time_machine.travel("2026-11-18T09:00Z", tick=False) as clock:
        framework = create_framework(status="draft")
        create_support(checked_on="2026-11-01")
        clock.move_to("2026-11-19T09:00Z")
        create_framework(key=framework.pk)

    assert (len(PastSnapshot(FIRST).rows(Support)), len(PastSnapshot(SECOND).rows(Support))) == (0, 1)


def test_the_data_version_rises_with_every_publication() -> None:
    create_framework(key="django")
    before = CurrentSnapshot().version
    create_framework(key="flask")

    assert CurrentSnapshot().version > before


def test_the_data_version_of_a_past_day_stays() -> None:
    with time_machine.travel("2026-11-18T09:00Z", tick=False) as clock:
        create_framework(key="django")
        version = PastSnapshot(FIRST).version
        clock.move_to("2026-11-19T09:00Z")
        create_framework(key="flask")

    assert PastSnapshot(FIRST).version == version


def test_the_record_begins_with_the_first_publication() -> None:
    with time_machine.travel("2026-11-18T23:30Z", tick=False):
        publish_from(Origin.IMPORTER, [Edit(Feature, "orm", feature_document())], reason="First.")

    assert first_day() == FIRST


def test_an_empty_record_has_no_first_day() -> None:
    assert first_day() is None


def feature_document() -> dict[str, str]:
    return {
        "name": "ORM",
        "slug": "orm",
        "group": "data",
        "definition": "What it is.",
        "proof": "What must be seen.",
        "weight_reason": "Because.",
    }


def test_reading_a_day_before_the_record_says_when_it_begins() -> None:
    with time_machine.travel("2026-11-18T09:00Z", tick=False):
        create_framework(key="django")

    with pytest.raises(Http404, match="The record begins on 2026-11-18"):
        PastSnapshot(FIRST - datetime.timedelta(days=1), begun=False).rows(Framework)


def test_a_day_without_rows_of_a_kind_is_no_day_before_the_record() -> None:
    with time_machine.travel("2026-11-18T09:00Z", tick=False):
        create_framework(key="django")

    assert PastSnapshot(FIRST, begun=False).rows(Feature) == []


@pytest.mark.parametrize("day", [None, "2026-11-21"])
def test_columns_of_several_models_come_in_one_query_each_with_its_own_condition(
    django_assert_num_queries: DjangoAssertNumQueries, day: str | None
) -> None:
    with time_machine.travel("2026-11-20"):
        create_framework(key="django")
        create_framework(key="flask")
        create_feature(key="orm", position=7)
        create_release(framework="flask", version="3.1", prerelease=True)
    snapshot = PastSnapshot(datetime.date.fromisoformat(day)) if day else CurrentSnapshot()
    wanted: dict[type[CuratedRow], tuple[tuple[str, ...], dict[str, Any]]] = {
        Framework: (("key",), {"key__in": ["flask"]}),
        Feature: (("key", "position"), {}),
        Release: (("key", "released_on", "prerelease"), {}),
        Fact: (("key",), {"name__in": []}),
    }

    with django_assert_num_queries(1):
        found = snapshot.several(wanted)

    assert found == {
        Framework: [("flask",)],
        Feature: [("orm", 7)],
        Release: [("flask/3.1", datetime.date(2025, 4, 2), True)],
        Fact: [],
    }
