"""Ratings, remarks and the like as plain tuples: a page has hundreds, and model instances are several times slower."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from curation.snapshots.protocol import Snapshot
from reviews.models import Level, Pick, Polarity, Rating, Remark, Role


class LevelLine(NamedTuple):
    """What a page needs of a level; the names are those of its fields."""

    key: str
    criterion_id: str
    rank: int | None
    label: str


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
    polarity: str
    text: str
    locator: str
    point_id: str | None
    point__text: str | None
    """The point in one sentence, where several guides make it."""


class PickLine(NamedTuple):
    """What a page needs of a framework's role in a recommendation."""

    key: str
    framework: str
    role: str
    recommendation: str
    guide: str
    situation: str
    reason: str
    use_case: str | None
    """The name of the sort of project that recommendations share."""
    position: int | None
    """The place of that sort of project among all."""

    @property
    def role_label(self) -> str:
        return ROLES[self.role]


ROLES = {role: str(label) for role, label in Role.choices}

PICK_COLUMNS = (
    "key",
    "framework_id",
    "role",
    "recommendation_id",
    "recommendation__guide_id",
    "recommendation__situation",
    "recommendation__reason",
    "recommendation__use_case__name",
    "recommendation__use_case__position",
)


def read_levels(snapshot: Snapshot) -> list[LevelLine]:
    return in_rising_order(snapshot.values(Level, *LevelLine._fields))


def in_rising_order(levels: Iterable[tuple[Any, ...]]) -> list[LevelLine]:
    """Return the levels of each criterion from the lowest to the highest; those without an order by their keys."""
    return sorted(map(LevelLine._make, levels), key=lambda level: (level.criterion_id, level.rank or 0, level.key))


def read_ratings(snapshot: Snapshot, **where: Sequence[str]) -> list[RatingLine]:
    return list(map(RatingLine._make, snapshot.values(Rating, *RatingLine._fields, **where)))


def read_arguments(snapshot: Snapshot, **where: Sequence[str]) -> list[RemarkLine]:
    """Return the remarks for and against frameworks and others, in the order of their keys."""
    sides = [Polarity.FOR.value, Polarity.AGAINST.value]
    remarks = snapshot.values(Remark, *RemarkLine._fields, polarity__in=sides, **where)
    return sorted(map(RemarkLine._make, remarks))


def read_picks(snapshot: Snapshot, **where: Sequence[str]) -> list[PickLine]:
    """Return the roles of frameworks in recommendations, in the order of their keys."""
    return sorted(map(PickLine._make, snapshot.values(Pick, *PICK_COLUMNS, **where)))
