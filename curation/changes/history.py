"""The record of a row: every revision of it and of what refers to it, and the changes that wait to become the next."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from curation.models import Change, ChangeItem, Revision
from curation.registry import owner_field, row_type, row_types
from curation.rows import CuratedRow, references


def revisions_about(model: type[CuratedRow], key: str) -> "QuerySet[Revision]":
    """Return the revisions of a row and of the rows that refer or referred to it, the newest first."""
    about = Q(row_type=row_type(model), key=key)
    for kind, other in row_types().items():
        for reference in references(other):
            if reference.related_model is model:
                # Found by key, so that the removal of a row counts too, which has no document.
                ever = Revision.objects.filter(row_type=kind, **{f"document__{reference.name}": key})
                about |= Q(row_type=kind, key__in=ever.values("key"))
    return Revision.objects.filter(about).order_by("-pk")


def with_document_before(revisions: "QuerySet[Revision]") -> "QuerySet[Any]":
    """Add ``before``, the document of the version that each revision replaced."""
    previous = Revision.objects.filter(
        row_type=OuterRef("row_type"), key=OuterRef("key"), version=OuterRef("version") - 1
    )
    return revisions.annotate(before=Subquery(previous.values("document")[:1]))


def pending_changes(row: CuratedRow, parts: Iterable[type[CuratedRow]] = ()) -> "QuerySet[Change]":
    """Return the open changes that touch a row, or the rows of these types that belong to it."""
    touched = Q(row_type=row_type(type(row)), key=row.pk)
    for part in parts:
        field = owner_field(part, type(row))
        belonging = part._base_manager.filter(**{field: row.pk}).values("pk")
        touched |= Q(row_type=row_type(part)) & (Q(key__in=belonging) | Q(**{f"document__{field}": row.pk}))
    changes = ChangeItem.objects.filter(touched).values("change")
    return Change.objects.open().filter(pk__in=changes).select_related("author")
