"""What waits to be published."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from curation.models import Change, ChangeItem
from curation.registry import owner_field, row_type
from curation.rows import CuratedRow


def pending_changes(row: CuratedRow, parts: Iterable[type[CuratedRow]] = ()) -> "QuerySet[Change]":
    """Return the open changes that touch a row, or the rows of these types that belong to it."""
    touched = Q(row_type=row_type(type(row)), key=row.pk)
    for part in parts:
        field = owner_field(part, type(row))
        belonging = part._base_manager.filter(**{field: row.pk}).values("pk")
        touched |= Q(row_type=row_type(part)) & (Q(key__in=belonging) | Q(**{f"document__{field}": row.pk}))
    changes = ChangeItem.objects.filter(touched).values("change")
    return Change.objects.open().filter(pk__in=changes).select_related("author")
