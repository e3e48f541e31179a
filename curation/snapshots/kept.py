"""The present as public pages read it: what one page has read serves the others of its process, until a publication.

The catalogue changes a few times a day and is read thousands of times, so a process keeps the newest readings by data
version. Rows are shared between pages, which never change what they hold, though they may link them to one another;
lists are each page's own.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from curation.lru_cache import LRUCache
from curation.snapshots.protocol import Columns, Curated, Made, Model, RowsByType, Values, ValuesByModel, Wanted
from curation.snapshots.snapshots import CurrentSnapshot, PastSnapshot, SnapshotAtVersion

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


class Keeping(CurrentSnapshot):
    """What is read of a snapshot is kept by the version that it shows."""

    def kept(self, asked: Any, read: Callable[[], Any]) -> Any:
        return readings.get_or_set((type(self), self.latest, asked), read)

    def rows(self, model: type[Curated], joined: Sequence[str] = (), **where: Any) -> list[Curated]:
        asked = "rows", model, tuple(joined), hashable(where)
        return list(self.kept(asked, lambda: super(Keeping, self).rows(model, joined, **where)))

    def values(self, model: Model, *fields: str, **where: Any) -> list[Values]:
        asked = "values", model, fields, hashable(where)
        return list(self.kept(asked, lambda: super(Keeping, self).values(model, *fields, **where)))

    def values_with(self, along: str, columns: Columns, **where: Any) -> tuple[ValuesByModel, dict[str, Any]]:
        asked = along, tuple((model, tuple(fields)) for model, fields in columns.items()), hashable(where)
        values, others = self.kept(asked, lambda: super(Keeping, self).values_with(along, columns, **where))
        return {model: list(rows) for model, rows in values.items()}, dict(others)

    def several(self, wanted: Wanted) -> ValuesByModel:
        asked = tuple((model, tuple(columns), hashable(where)) for model, (columns, where) in wanted.items())
        read = self.kept(asked, lambda: super(Keeping, self).several(wanted))
        return {model: list(rows) for model, rows in read.items()}

    def at_version(self, version: int) -> "KeptVersion":
        return KeptVersion(version, self.latest)

    def at_day(self, day: datetime.date) -> "KeptDay":
        return KeptDay(day, begun=False)


class KeptSnapshot(Keeping):
    """The approved rows of the version that is public when the request first asks for it."""

    def once(self, make: Callable[..., Made], *arguments: Any) -> Made:
        return cast(Made, maker(self.latest)(make, arguments))


class KeptDay(Keeping, PastSnapshot):
    """The rows that were public at the end of a day; days between two publications share what is read of them."""

    def once(self, make: Callable[..., Made], *arguments: Any) -> Made:
        return cast(Made, maker_of_day(self.latest, self.day)(make, arguments))


class KeptVersion(SnapshotAtVersion):
    """The record as an earlier version had it; what one page has read of it serves others until a publication.

    What is made of it is kept among the readings, so it is one too: rows, or things by key.
    """

    def __init__(self, version: int, latest: Latest) -> None:
        super().__init__(version)
        self.asked = self.moment, latest

    def together(self, conditions: Mapping[Model, Mapping[str, Any]]) -> RowsByType:
        asked = tuple((model, hashable(where)) for model, where in conditions.items())
        rows = readings.get_or_set((*self.asked, asked), lambda: super(KeptVersion, self).together(conditions))
        return {model: dict(by_key) for model, by_key in rows.items()}

    def once(self, make: Callable[..., Made], *arguments: Any) -> Made:
        return cast(Made, readings.get_or_set((*self.asked, make, arguments), lambda: make(self, *arguments)))


def hashable(where: Mapping[str, Any]) -> Conditions:
    return tuple((lookup, value if isinstance(value, str) else tuple(value)) for lookup, value in sorted(where.items()))


# Whole tables may be among what is made, so only the newest version has any, and the one before for who still reads it.
@lru_cache(2)
def maker(latest: Latest) -> Callable[..., Any]:
    """Return the function that makes things of a version, each once."""
    return making(KeptSnapshot(), latest)


@lru_cache(2)
def maker_of_day(latest: Latest, day: datetime.date) -> Callable[..., Any]:
    """Return the function that makes things of a past day, each once."""
    return making(KeptDay(day), latest)


def making(snapshot: Keeping, latest: Latest) -> Callable[..., Any]:
    snapshot.latest = latest
    return lru_cache(MOST_MADE)(lambda make, arguments: make(snapshot, *arguments))


def forget() -> None:
    """Forget every reading, as a test does whose database begins anew."""
    readings.clear()
    maker.cache_clear()
    maker_of_day.cache_clear()
