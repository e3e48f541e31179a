"""The present as public pages read it: what one page has read serves the others of its process, until a publication.

The catalogue changes a few times a day and is read thousands of times, so a process keeps the newest readings by data
version. Rows are shared between pages, which never change what they hold, though they may link them to one another;
lists are each page's own.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

from curation.lru_cache import LRUCache
from curation.rows import CuratedRow
from curation.snapshots.protocol import Columns, Curated, Made, Model, RowsByType, Values, ValuesByModel, Wanted
from curation.snapshots.snapshots import CurrentSnapshot, SnapshotAtVersion

Latest = tuple[int, datetime.datetime | None]
"""A version and when it was published: a restored backup counts its versions again."""
Conditions = tuple[tuple[str, Any], ...]
"""Lookups with their values, in order, such as ``(("framework", "django"),)``."""
MOST_MADE = 128
"""How many things made of rows a process keeps."""
MOST_ROWS = 150_000
"""How many rows a process keeps: whoever asks for one choice of frameworks after the other must not fill its memory."""


def size_of(reading: Any) -> int:
    """Return of how many rows a reading is, and one for itself."""
    if isinstance(reading, list):
        return 1 + len(reading)
    parts = reading.values() if isinstance(reading, dict) else reading if isinstance(reading, tuple) else ()
    return sum(map(size_of, parts)) + (reading is not None)


readings: LRUCache[Any] = LRUCache(MOST_ROWS, size_of)
"""By what was asked for; readings of older versions go unread, and so go first."""
Read = TypeVar("Read", bound=Callable[..., Any])


def keeps(read: Read) -> Read:
    """Have a function keep its readings."""

    @wraps(read)
    def kept(*asked: Any) -> Any:
        return readings.get_or_set((read.__name__, asked), lambda: read(*asked))

    return cast(Read, kept)


class KeptSnapshot(CurrentSnapshot):
    """The approved rows of the version that is public when the request first asks for it."""

    def rows(self, model: type[Curated], joined: Sequence[str] = (), **where: Any) -> list[Curated]:
        return list(cast(list[Curated], kept_rows(self.latest, model, tuple(joined), hashable(where))))

    def values(self, model: Model, *fields: str, **where: Any) -> list[Values]:
        return list(kept_values(self.latest, model, fields, hashable(where)))

    def values_with(self, along: str, columns: Columns, **where: Any) -> tuple[ValuesByModel, dict[str, Any]]:
        of_each = tuple((model, tuple(fields)) for model, fields in columns.items())
        values, others = kept_values_with(self.latest, along, of_each, hashable(where))
        return {model: list(rows) for model, rows in values.items()}, dict(others)

    def several(self, wanted: Wanted) -> ValuesByModel:
        asked = tuple((model, tuple(columns), hashable(where)) for model, (columns, where) in wanted.items())
        return {model: list(rows) for model, rows in kept_several(self.latest, asked).items()}

    def once(self, make: Callable[..., Made], *arguments: Any) -> Made:
        return cast(Made, maker(self.latest)(make, arguments))

    def at_version(self, version: int) -> "KeptVersion":
        return KeptVersion(version, self.latest)


class KeptVersion(SnapshotAtVersion):
    """The record as an earlier version had it; what one page has read of it serves others until a publication."""

    def __init__(self, version: int, latest: Latest) -> None:
        super().__init__(version)
        self.asked = version, latest

    def together(self, conditions: Mapping[Model, Mapping[str, Any]]) -> RowsByType:
        asked = tuple((model, hashable(where)) for model, where in conditions.items())
        rows = readings.get_or_set((*self.asked, asked), lambda: super(KeptVersion, self).together(conditions))
        return {model: dict(by_key) for model, by_key in rows.items()}


def hashable(where: Mapping[str, Any]) -> Conditions:
    return tuple((lookup, value if isinstance(value, str) else tuple(value)) for lookup, value in sorted(where.items()))


@keeps
def kept_rows(_latest: Latest, model: Model, joined: tuple[str, ...], where: Conditions) -> list[CuratedRow]:
    return CurrentSnapshot().rows(model, joined, **dict(where))


@keeps
def kept_values(_latest: Latest, model: Model, fields: tuple[str, ...], where: Conditions) -> list[Values]:
    return CurrentSnapshot().values(model, *fields, **dict(where))


@keeps
def kept_values_with(
    _latest: Latest, along: str, columns: tuple[tuple[Model, tuple[str, ...]], ...], where: Conditions
) -> tuple[ValuesByModel, dict[str, Any]]:
    return CurrentSnapshot().values_with(along, dict(columns), **dict(where))


@keeps
def kept_several(_latest: Latest, wanted: tuple[tuple[Model, tuple[str, ...], Conditions], ...]) -> ValuesByModel:
    return CurrentSnapshot().several({model: (columns, dict(where)) for model, columns, where in wanted})


# Whole tables may be among what is made, so only the newest version has any, and the one before for who still reads it.
@lru_cache(2)
def maker(latest: Latest) -> Callable[..., Any]:
    """Return the function that makes things of a version, each once."""
    snapshot = KeptSnapshot()
    snapshot.latest = latest
    return lru_cache(MOST_MADE)(lambda make, arguments: make(snapshot, *arguments))


def forget() -> None:
    """Forget every reading, as a test does whose database begins anew."""
    readings.clear()
    maker.cache_clear()
