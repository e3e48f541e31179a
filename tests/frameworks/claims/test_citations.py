import datetime

import pytest

from frameworks.claims.citations import ago, guides_in_words, source_citation
from frameworks.claims.freshness import INDEX_READ_EVERY, LIMITS
from frameworks.models import Source, SourceKind

TODAY = datetime.date(2026, 11, 30)


def words(kind: str, days: int) -> str:
    read_on = TODAY - datetime.timedelta(days=days)
    source = Source(key="docs", name="Docs", kind=kind, read_on=read_on)
    return source_citation(source, read_on, "/evidence/", TODAY).words


def test_a_fresh_source_is_named_without_a_date() -> None:
    assert words("documentation", 300) == "documentation"


def test_a_source_read_too_long_ago_says_how_long() -> None:
    assert words("documentation", 400) == "documentation, read 13 months ago"


def test_the_index_may_be_as_old_as_two_readings_lie_apart() -> None:
    assert LIMITS[SourceKind.INDEX] == 2 * INDEX_READ_EVERY


def test_what_is_installed_never_shows_an_age() -> None:
    assert words("package", 4000) == "installed package"


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "one guide only"), (3, "three guides"), (10, "ten guides"), (12, "twelve guides"), (13, "13 guides")],
)
def test_guides_are_counted_in_words_up_to_twelve(count: int, text: str) -> None:
    assert guides_in_words(count) == text


def test_an_age_is_given_in_days_until_it_is_great() -> None:
    days = [TODAY - datetime.timedelta(days=days) for days in (1, 15, 240)]

    assert [ago(day, TODAY) for day in days] == ["1 day ago", "15 days ago", "8 months ago"]
