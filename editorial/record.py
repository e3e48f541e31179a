"""What pages read from: the catalogue as the public sees it now, or saw it at the end of a past day."""

import datetime
from functools import cached_property
from typing import Any, TypeVar, cast

from django.db.models import Max, Min, QuerySet

from editorial.models import Revision
from frameworks.curation import CuratedRow
from frameworks.documents import row_from

Curated = TypeVar("Curated", bound=CuratedRow)


class Present:
    """The approved rows, as far as they are public."""

    day: datetime.date | None = None

    def rows(self, model: type[Curated], **where: Any) -> list[Curated]:
        """Return the public rows of a model, in its order, narrowed by values of its fields."""
        return list(cast(QuerySet[Curated], model.objects.public().filter(**where)))

    @cached_property
    def version(self) -> int:
        """The data version: it rises with every publication."""
        return Revision.objects.aggregate(latest=Max("pk"))["latest"] or 0


class AsOf(Present):
    """The rows that were public at the end of a UTC day."""

    def __init__(self, day: datetime.date) -> None:
        self.day = day
        self.moment = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), datetime.UTC)

    def rows(self, model: type[Curated], **where: Any) -> list[Curated]:
        in_document = {name if name.startswith("key") else f"document__{name}": where[name] for name in where}
        revisions = Revision.objects.public_just_before(model, self.moment).filter(**in_document)
        return in_order(model, [row_from(model, revision.key, revision.document or {}) for revision in revisions])

    @cached_property
    def version(self) -> int:
        return Revision.objects.filter(valid_from__lt=self.moment).aggregate(latest=Max("pk"))["latest"] or 0


def in_order(model: type[Curated], rows: list[Curated]) -> list[Curated]:
    """Sort rows as their model orders them; rows without a value come first."""
    for name in reversed(model._meta.ordering or []):
        attribute = model._meta.get_field(str(name)).attname  # type: ignore[union-attr]
        rows.sort(key=lambda row: (getattr(row, attribute) is not None, getattr(row, attribute)))
    return rows


def first_day() -> datetime.date | None:
    """Return the day of the first publication, or None before it."""
    begins = Revision.objects.aggregate(first=Min("valid_from"))["first"]
    return begins.astimezone(datetime.UTC).date() if begins else None
