"""What was published, change by change, for readers. Revisions in, entries out; see ``editorial.changelog.views``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.text import capfirst

from curation.changes.differences import Difference, differences
from curation.changes.history import with_document_before
from curation.changes.titles import names_of, title_of
from curation.documents import row_from
from curation.models import Change, Origin, Revision
from curation.registry import Names, references_in, row_types
from curation.rows import CuratedRow

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


@dataclass(slots=True)
class Entry:
    """One publication."""

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


def published(revisions: "QuerySet[Revision]") -> "QuerySet[Change]":
    """Return the changes that made some revisions, the latest first, each with how many of these it made."""
    own = revisions.filter(change=OuterRef("pk")).order_by()
    count = Subquery(own.values("change").annotate(count=Count("pk")).values("count"))
    return Change.objects.filter(Exists(own)).annotate(count=count).order_by("-published_at", "-pk")


def entries(changes: Iterable[Change], revisions: "QuerySet[Revision]") -> list[Entry]:
    """Return changes with the first of the rows that they changed; two queries."""
    listed = {change.pk: Entry(change, change.count) for change in changes}  # type: ignore[attr-defined]
    place = Window(RowNumber(), partition_by=F("change"), order_by="pk")
    first = revisions.filter(change__in=listed).annotate(place=place).filter(place__lte=FIRST_ROWS)
    # By their keys alone: a load of the catalogue has thousands of documents, of which a few are shown.
    for revision, altered in row_changes(Revision.objects.filter(pk__in=first.values("pk")).order_by("pk")):
        listed[revision.change_id].rows.append(altered)
    return list(listed.values())


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
