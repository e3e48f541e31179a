"""What a page reads from, as the pages know it; ``curation.snapshots.snapshots`` has the present and past days."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from django.http import HttpRequest

from curation.revisions import RevisionQuerySet
from curation.rows import CuratedRow

Curated = TypeVar("Curated", bound=CuratedRow)
Made = TypeVar("Made")
Model = type[CuratedRow]
Values = tuple[Any, ...]
"""Some columns of a row."""
Columns = Mapping[Model, Sequence[str]]
Wanted = Mapping[Model, tuple[Sequence[str], Mapping[str, Any]]]
"""The columns of each model that are asked for, and the conditions on its rows."""
ValuesByModel = dict[Model, list[Values]]
RowsByType = dict[Model, dict[str, CuratedRow]]


class Snapshot(Protocol):
    """The public rows of the catalogue, now or at the end of a past day."""

    day: datetime.date | None
    """The day the rows are shown as of; None for the present."""
    is_cacheable: bool
    """Whether a page made from it may be cached for other readers."""

    @property
    def version(self) -> int:
        """The data version, which rises with every publication."""

    @property
    def published(self) -> datetime.datetime | None:
        """When this version was published; None while nothing is."""

    def rows(self, model: type[Curated], joined: Sequence[str] = (), **where: Any) -> list[Curated]:
        """Return the public rows of a model in its order, narrowed by values of its fields; one query each.

        ``joined`` names references whose rows come along in the same query, such as ``recommendation__use_case``; rows
        that share a reference share its row.
        """

    def values(self, model: Model, *fields: str, **where: Any) -> list[tuple[Any, ...]]:
        """Return columns of the public rows, in no order, a foreign key by its ``_id``; a fraction of the cost of rows.

        ``point__text`` is the column of a row that is referred to; without that row its value is None.
        """

    def values_with(self, along: str, columns: Columns, **where: Any) -> tuple[ValuesByModel, dict[str, Any]]:
        """Return columns of several models' public rows in no order, and by key the rows that a reference leads to.

        One query in all; the columns are of the same types, place by place. A row that hundreds refer to, such as their
        source, is made once.
        """

    def several(self, wanted: Wanted) -> ValuesByModel:
        """Return own columns of several models' public rows in no order, each narrowed by values of its fields.

        One query in all, whatever the types of the columns.
        """

    def once(self, make: Callable[..., Made], *arguments: Any) -> Made:
        """Return what a function makes of this snapshot and further arguments, which can be hashed.

        Of the present it is made once for each version of the data and shared by all pages, which never change it.
        """

    def revisions(self) -> RevisionQuerySet:
        """Return the revisions published up to the moment shown."""

    def at_day(self, day: datetime.date) -> "Snapshot":
        """Return the record at the end of a day; reading it raises ``Http404`` for one before the first publication."""

    def at_version(self, version: int) -> "PastRows":
        """Return the record as a version of the data had it, which is one up to the present one; one query."""


class PastRows(Protocol):
    """The public rows of the catalogue at a moment of the past."""

    day: datetime.date | None
    """The day of the moment."""

    def together(self, conditions: Mapping[Model, Mapping[str, Any]]) -> RowsByType:
        """Return the public rows of several models by key, each narrowed by values of its fields; one query in all."""

    def once(self, make: Callable[..., Made], *arguments: Any) -> Made:
        """Return what a function makes of this moment and arguments, which can be hashed; no page changes it."""


class SnapshotRequest(HttpRequest):
    """A request as views get it, with the snapshot it reads from."""

    snapshot: Snapshot
