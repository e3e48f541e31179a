"""Which rows were read longer ago than the limit of their kind of source."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from curation.registry import row_type
from curation.rows import CuratedRow
from frameworks import freshness
from frameworks.citations import days_in_words
from frameworks.freshness import LIMITS, SourceReading, last_read
from frameworks.models import Fact, Package, Source, SourceKind, Support, SupportWindow

DATED: tuple[type[CuratedRow], ...] = (Support, Fact, SupportWindow, Package, Source)
"""The rows that say when their source was last read."""
READ_FIELDS = ("read_on", "checked_on")


@dataclass(frozen=True, slots=True)
class Stale:
    """A row with the kind of its source and the day it was last read."""

    model: type[CuratedRow]
    key: str
    kind: SourceKind
    read_on: datetime.date
    today: datetime.date

    @property
    def limit(self) -> str:
        return days_in_words(LIMITS[self.kind])

    @property
    def days_over(self) -> int:
        return (self.today - self.read_on).days - LIMITS[self.kind]

    @property
    def over_by(self) -> str:
        return days_in_words(self.days_over)

    @property
    def name(self) -> str:
        """What a form sends to name the row."""
        return f"{row_type(self.model)}:{self.key}"


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
    """Return every stale row, the most overdue first; one query per type of row."""
    rows = [row for model in DATED for row in stale_rows_of(model, today)]
    return sorted(rows, key=lambda row: (-row.days_over, row.name))


def stale_rows_of(model: type[CuratedRow], today: datetime.date) -> Iterator[Stale]:
    rows = model.objects.filter(is_overdue(model, today)).order_by()
    source = source_prefix(model)
    columns = ("pk", f"{source}kind", f"{source}read_on", read_field(model))
    for key, kind, source_read_on, read_on in rows.values_list(*columns):
        day = last_read(SourceReading(kind, source_read_on), read_on)
        yield Stale(model, key, SourceKind(kind), day, today)
