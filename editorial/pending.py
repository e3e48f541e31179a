"""What waits to be published."""

from collections.abc import Iterable

from django.db.models import Q

from editorial.models import Change
from editorial.rows import row_type
from frameworks.curation import CuratedRow


def pending_changes(row: CuratedRow, parts: Iterable[type[CuratedRow]] = ()) -> list[Change]:
    """Return the open changes that touch a row, or the rows of these types that belong to it."""
    touched = Q(items__row_type=row_type(type(row)), items__key=row.pk)
    for part in parts:
        touched |= Q(items__row_type=row_type(part), items__key__startswith=f"{row.pk}/")
    return list(Change.objects.open().filter(touched).select_related("author").distinct())
