"""Reverting: the edits that undo a change or return rows to what they were. They are proposed like any others."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from curation.changes.applying import current_revisions
from curation.changes.checks import Edit
from curation.changes.history import revisions_about, with_document_before
from curation.documents import Document
from curation.models import Change, Revision
from curation.registry import row_types
from curation.rows import CuratedRow


@dataclass(slots=True)
class WayBack:
    """The edits that revert rows, each with the document published now; ``left`` names what changed since."""

    edits: list[tuple[Edit, Document | None]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def add(self, now: Revision, document: Document | None) -> None:
        """Add the edit that gives a row a document, unless the row has it already."""
        if document != now.document:
            model = row_types()[now.row_type]
            self.edits.append((Edit(model, now.key, document, now.version), now.document))


def undoing(change: Change) -> WayBack:
    """Return the edits that undo a published change; fields that were altered again since are left as they are."""
    way = WayBack()
    revisions = list(with_document_before(change.revisions.all()))
    current = current_revisions((revision.row_type, revision.key) for revision in revisions)
    for revision in revisions:
        undo(way, revision, current[revision.row_type, revision.key])
    return way


def undo(way: WayBack, revision: Revision, now: Revision) -> None:
    """Add the edit that takes back what one revision did to its row."""
    before: Document | None = revision.before  # type: ignore[attr-defined]
    if now.document == revision.document:
        way.add(now, before)
    elif before is None or revision.document is None or now.document is None:
        way.left.append(f"{now.row_type} {now.key}, which has changed since")
    else:
        document, left = without(before, revision.document, now.document)
        way.add(now, document)
        way.left += [f"{name} of {now.row_type} {now.key}, which has changed since" for name in left]


def without(before: Document, after: Document, now: Document) -> tuple[Document, list[str]]:
    """Return a document without what one version altered, and the fields that a later one altered again."""
    altered = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    left = [name for name in altered if now.get(name) != after.get(name)]
    document = dict(now)
    for name in set(altered) - set(left):
        document.pop(name, None)
        if name in before:
            document[name] = before[name]
    return document, left


def returning(revision: Revision) -> WayBack:
    """Return the edit that returns a row to one of its versions."""
    way = WayBack()
    [now] = current_revisions([(revision.row_type, revision.key)]).values()
    way.add(now, revision.document)
    return way


def returning_object(model: type[CuratedRow], key: str, moment: datetime) -> WayBack:
    """Return the edits that return a row, and all that refers to it, to what they were right after a moment."""
    way = WayBack()
    about = revisions_about(model, key)
    then = {(revision.row_type, revision.key): revision.document for revision in in_force(about, moment)}
    for now in about.filter(valid_to__isnull=True).order_by("pk"):
        way.add(now, then.get((now.row_type, now.key)))
    return way


def in_force(revisions: "QuerySet[Revision]", moment: datetime) -> Iterable[Revision]:
    return revisions.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=moment), valid_from__lte=moment)
