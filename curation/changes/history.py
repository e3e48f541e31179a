"""The record of a row: every revision of it and of what refers to it."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from curation.models import Revision
from curation.registry import row_type, row_types
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
