"""Which rows were read longer ago than the limit of their kind of source."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Min, Q, QuerySet, Value

from curation.registry import row_type, row_types
from curation.rows import CuratedRow
from frameworks.claims import freshness
from frameworks.claims.citations import days_in_words
from frameworks.claims.freshness import LIMITS, READ_BY_PROGRAMS, SourceReading, last_read
from frameworks.models import Fact, Package, Source, SourceKind, Support, SupportWindow

DATED: tuple[type[CuratedRow], ...] = (Support, Fact, SupportWindow, Package, Source)
"""The rows that say when their source was last read."""
READ_FIELDS = ("read_on", "checked_on")


@dataclass(frozen=True, slots=True)
class Stale:
    """A row with its source, and the day it was last read."""

    model: type[CuratedRow]
    key: str
    source: str
    kind: SourceKind
    read_on: datetime.date
    today: datetime.date
    locator: str = ""
    framework: str = ""

    @property
    def days_over(self) -> int:
        return (self.today - self.read_on).days - LIMITS[self.kind]

    @property
    def is_kept_by_a_program(self) -> bool:
        """Whether nobody reads it by hand: that it is stale says that its program fails."""
        return self.kind in READ_BY_PROGRAMS

    @property
    def name(self) -> tuple[str, str]:
        return row_type(self.model), self.key


def over_by(days: int) -> str:
    return f"{days_in_words(days)} over"


def read_field(model: type[CuratedRow]) -> str:
    """Return the field that says when somebody last read the evidence; empty where there is none."""
    return next((field.name for field in model._meta.fields if field.name in READ_FIELDS), "")


def source_prefix(model: type[CuratedRow]) -> str:
    """Return what leads from a row to the fields of its source."""
    return "" if model is Source else "source__"


def is_overdue(model: type[CuratedRow], today: datetime.date) -> Q:
    """Return the condition that a row is public and was read too long ago.

    A source without an address cannot be read again, so it is never stale.
    """
    has_address = ~Q(url="", package="") if model is Source else Q()
    return freshness.stale_rows(read_field(model), source_prefix(model), today) & has_address & Q(is_public=True)


def stale_rows(today: datetime.date) -> list[Stale]:
    """Return every stale row, the most overdue first; one query for all types of row."""
    first, *others = (stale_values(model, today) for model in DATED)
    rows = [stale(values, today) for values in first.union(*others, all=True)]
    return sorted(rows, key=lambda row: (-row.days_over, row.name))


def stale_values(model: type[CuratedRow], today: datetime.date) -> "QuerySet[Any, tuple[Any, ...]]":
    """Return of each stale row its type, key and source, when either was read, its place and whom it is about."""
    prefix, own = source_prefix(model), {field.name for field in model._meta.fields}
    nothing = Value("", output_field=CharField())
    return (
        model.objects.filter(is_overdue(model, today))
        .order_by()
        .values_list(
            Value(row_type(model), output_field=CharField()),
            "pk",
            F(f"{prefix}pk"),
            f"{prefix}kind",
            f"{prefix}read_on",
            F(read_field(model)),
            F("locator") if "locator" in own else nothing,
            F("framework__name") if "framework" in own else nothing,
        )
    )


def stale(values: tuple[Any, ...], today: datetime.date) -> Stale:
    kind, key, source, source_kind, source_read_on, read_on, locator, framework = values
    day = last_read(SourceReading(source_kind, source_read_on), read_on)
    return Stale(row_types()[kind], key, source, SourceKind(source_kind), day, today, locator, framework)


def next_due() -> datetime.date | None:
    """Return the day on which the next row that people read goes over its limit; one query per type of row."""
    first: dict[str, list[datetime.date]] = defaultdict(list)
    for model in DATED:
        kind, day = f"{source_prefix(model)}kind", read_field(model)
        rows = model.objects.public().order_by().values_list(kind).annotate(first=Min(day))
        for name, read_on in rows:
            first[name].append(read_on)
    limits = {kind: days for kind, days in LIMITS.items() if kind not in READ_BY_PROGRAMS}
    due = [min(first[kind]) + datetime.timedelta(days=days + 1) for kind, days in limits.items() if kind in first]
    return min(due, default=None)
