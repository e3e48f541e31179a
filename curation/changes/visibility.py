"""What the public may see, worked out along the foreign keys after every change and kept in columns.

Reading is then one condition, for the rows and for their revisions alike.
"""

from collections.abc import Collection, Iterable, Mapping

from curation.documents import Document
from curation.models import Revision, RevisionQuerySet
from curation.registry import row_type, row_types
from curation.rows import CuratedRow, Status, curated, has_status, is_hideable, parents


def refresh_public(written: Mapping[str, Collection[str]], added_or_removed: Iterable[str]) -> None:
    """Recompute what is public among the rows just written, and among the rows that depend on those that changed.

    ``written`` has their keys by type. ``added_or_removed`` names the types of which rows were removed or came back:
    rows that depended on such a row may have been removed before it, and their revisions change with it.
    """
    moved = set(added_or_removed)
    for kind, model in row_types().items():
        whole = not moved.isdisjoint(row_type(curated(parent)) for parent in parents(model))
        if is_hideable(model) and (whole or kind in written):
            some = {} if whole else {"key__in": written[kind]}
            if model.objects.filter(**some).refresh_public():
                moved.add(kind)
            refresh_revisions(model, Revision.objects.filter(row_type=kind, **some))


def refresh_revisions(model: type[CuratedRow], revisions: RevisionQuerySet) -> None:
    """Bring revisions of a model's rows in line with the rows."""
    public, hidden = (model.objects.filter(is_public=is_public).values("pk") for is_public in (True, False))
    revisions.filter(is_public=False, key__in=public).update(is_public=True)
    revisions.filter(is_public=True, key__in=hidden).update(is_public=False)
    for removed in revisions.current().filter(document__isnull=True):
        before = revisions.filter(key=removed.key, document__isnull=False).last()
        was_public = before is not None and would_be_public(model, before.document or {})
        revisions.filter(is_public=not was_public, key=removed.key).update(is_public=was_public)


def would_be_public(model: type[CuratedRow], document: Document) -> bool:
    """Tell whether a row with this document would be public."""
    if has_status(model) and document.get("status", Status.PUBLISHED) != Status.PUBLISHED:
        return False
    needed = [(curated(parent), document[parent.name]) for parent in parents(model) if document.get(parent.name)]
    return all(parent.objects.public().filter(pk=key).exists() for parent, key in needed)
