"""What was published, change by change, for readers; it is read once for each version of the data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.text import capfirst

from curation.changes.differences import Difference, differences
from curation.changes.history import with_document_before
from curation.changes.titles import names_of, title_of
from curation.documents import row_from
from curation.models import Change, Origin, Revision
from curation.registry import Names, references_in, row_types
from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot

FIRST_ROWS = 5
"""How many rows of a change stand in the list of changes."""

ABOUT = {
    "frameworks": "Frameworks",
    "features": "Features and their support",
    "facts": "Facts, releases and support windows",
    "guides": "What guides say",
    "learning": "Learning resources",
    "sources": "Sources",
}
"""What a change can be about, by the value of the filter; rows of types not named here belong to the guides."""
TYPES = {
    "frameworks": ["framework", "kind"],
    "features": ["feature", "support", "package"],
    "facts": ["fact", "supportwindow", "release", "pythonversion"],
    "learning": ["learningresource", "resourceframework"],
    "sources": ["source"],
}
BY_WHOM = {
    Origin.EDITOR: "proposed by an editor, approved by another",
    Origin.CATALOGUE: "from the catalogue’s files",
    Origin.IMPORTER: "read from its source by itself",
}


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a change did to one row."""

    type: str
    row: CuratedRow
    title: str
    """What to call the row, by the names of what it is about."""
    verb: str
    address: str
    """Where the row can be read; empty for one that has no page of its own, or was removed."""
    differences: list[Difference]

    @property
    def words(self) -> str:
        """The difference in one line."""
        return "; ".join(
            f"{difference.label}: {difference.values[0] or 'none'} → {difference.values[1] or 'none'}"
            for difference in self.differences
        )


class Publication(NamedTuple):
    """A published change, by its number."""

    change: int
    rows: int
    """How many rows it changed of those that are asked for."""


@dataclass(slots=True)
class PublishedChange:
    """One publication with what it did to rows."""

    change: Change
    count: int
    """How many rows it changed that readers may see."""
    rows: list[RowChange] = field(default_factory=list)

    @property
    def by_whom(self) -> str:
        if self.change.emergency:
            return "published by an administrator alone, in an emergency"
        return BY_WHOM[Origin(self.change.origin)]

    @property
    def more(self) -> int:
        """How many rows are not among those shown."""
        return self.count - len(self.rows)


def of_type(about: str) -> Q:
    """Return the condition that a revision's row is what a change can be about."""
    if about in TYPES:
        return Q(row_type__in=TYPES[about])
    return ~Q(row_type__in=[name for names in TYPES.values() for name in names])


def of_framework(key: str) -> Q:
    """Return the condition that a revision's row is a framework, or names it in its key."""
    return Q(key=key) | Q(key__startswith=f"{key}/") | Q(key__endswith=f"/{key}") | Q(key__contains=f"/{key}/")


def published(snapshot: Snapshot, chosen: Q) -> tuple[Publication, ...]:
    """Return the changes that made some of the public revisions, the latest first; one query."""
    made = snapshot.revisions().public().filter(chosen).order_by().values("change_id").annotate(count=Count("pk"))
    latest_first = made.order_by("-change__published_at", "-change_id")
    return tuple(map(Publication._make, latest_first.values_list("change_id", "count")))


def entries(snapshot: Snapshot, chosen: Q, listed: Sequence[Publication]) -> list[PublishedChange]:
    """Return publications with the first of the rows that they changed; three queries."""
    changes = Change.objects.in_bulk([publication.change for publication in listed])
    by_change = {change: PublishedChange(changes[change], count) for change, count in listed}
    place = Window(RowNumber(), partition_by=F("change"), order_by="pk")
    asked_for = snapshot.revisions().public().filter(chosen, change__in=by_change)
    # By their keys alone: a load of the catalogue has thousands of documents, of which a few are shown.
    first = asked_for.annotate(place=place).filter(place__lte=FIRST_ROWS).values("pk")
    for revision, altered in row_changes(snapshot.revisions().filter(pk__in=first).order_by("pk")):
        by_change[revision.change_id].rows.append(altered)
    return list(by_change.values())


def entry(snapshot: Snapshot, publication: Publication, places: range) -> PublishedChange:
    """Return a publication with those of its rows that stand at some places; four queries."""
    revisions = snapshot.revisions().public().filter(change=publication.change).order_by("pk")
    keys = list(revisions.values_list("pk", flat=True)[places.start : places.stop])
    change = Change.objects.get(pk=publication.change)
    return PublishedChange(change, publication.rows, [row for _, row in row_changes(revisions.filter(pk__in=keys))])


def row_changes(revisions: "QuerySet[Revision]") -> Iterator[tuple[Revision, RowChange]]:
    """Yield revisions with what each did to its row; two queries."""
    listed = list(with_document_before(revisions))
    mentioned = (
        name
        for revision in listed
        for document in (revision.before, revision.document)
        for name in references_in(row_types()[revision.row_type], document)
    )
    names = names_of(mentioned)
    for revision in listed:
        yield revision, row_change(revision, names)


def row_change(revision: Any, names: Names) -> RowChange:
    """Return what a revision, which has the document before it, did to its row."""
    model, before, after = row_types()[revision.row_type], revision.before, revision.document
    row = row_from(model, revision.key, after or before or {})
    about = str(capfirst(model._meta.verbose_name)), row, title_of(row, names)
    if after is None:
        return RowChange(*about, "removed", "", [])
    address = row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""
    if before is None:
        return RowChange(*about, "added", address, [])
    return RowChange(*about, "changed", address, differences(model, before, after, names=names))
