"""Ratings and remarks as plain tuples, for pages that read hundreds of them: a row costs several times as much."""

from collections.abc import Sequence
from typing import NamedTuple

from frameworks.record import Record
from reviews.models import Polarity, Rating, Remark


class RatingLine(NamedTuple):
    """What a page needs of a rating; the names are those of its fields."""

    key: str
    framework_id: str
    criterion_id: str
    guide_id: str
    level_id: str | None
    label: str
    basis: str
    summary: str
    applies_to: str
    relative_to: str
    second_checked: bool


class RemarkLine(NamedTuple):
    """What a page needs of a remark; the names are those of its fields."""

    key: str
    framework_id: str | None
    guide_id: str
    point_id: str | None
    polarity: str
    text: str


def read_ratings(record: Record, **where: Sequence[str]) -> list[RatingLine]:
    return [RatingLine._make(values) for values in record.values(Rating, *RatingLine._fields, **where)]


def read_arguments(record: Record, frameworks: Sequence[str]) -> list[RemarkLine]:
    """Return the remarks for and against some frameworks, in the order of their keys."""
    sides = [Polarity.FOR.value, Polarity.AGAINST.value]
    found = record.values(Remark, *RemarkLine._fields, framework__in=frameworks, polarity__in=sides)
    return sorted(map(RemarkLine._make, found))
