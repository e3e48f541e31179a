"""Rows that exist in a draft only: other rows of the same draft may name them, such as a claim its new source."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from curation.changes.checks import Edit
from curation.documents import row_from
from curation.models import Change, ChangeItem, State
from curation.registry import by_type, references_in, row_type, row_types
from curation.rows import CuratedRow


@dataclass(frozen=True, slots=True)
class Drafted:
    """A row that a draft would add."""

    row: CuratedRow
    draft: int

    @property
    def label(self) -> str:
        return f"{self.row} (only in your draft {self.draft})"


def own_items(author: int | None) -> "QuerySet[ChangeItem]":
    """Return what the drafts of an author would write."""
    return ChangeItem.objects.filter(change__author=author, change__state=State.DRAFT, document__isnull=False)


def drafted_rows(model: type[CuratedRow], author: int | None, **which: Any) -> list[Drafted]:
    """Return the rows that the drafts of an author would add to those of a model."""
    items = own_items(author).filter(row_type=row_type(model), **which)
    items = items.exclude(key__in=model._base_manager.values("key"))
    return [Drafted(row_from(model, item.key, item.document or {}), item.change_id) for item in items]


def drafted_like(model: type[CuratedRow], author: int | None, term: str) -> list[Drafted]:
    """Return the drafted rows whose name or key has every word of a search."""
    words = term.casefold().split()
    candidates = drafted_rows(model, author)
    return [
        drafted for drafted in candidates if all(word in f"{drafted.row} {drafted.row.pk}".casefold() for word in words)
    ]


def drafts_behind(edits: Iterable[Edit], author: int | None) -> "QuerySet[Change]":
    """Return the drafts of an author that would add what edits name and the catalogue does not have."""
    named = {name for edit in edits for name in references_in(edit.model, edit.document)}
    missing = Q(pk__in=[])
    for kind, keys in by_type(named).items():
        existing = row_types()[kind]._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
        missing |= Q(row_type=kind, key__in={*keys} - {*existing})
    return Change.objects.filter(pk__in=own_items(author).filter(missing).values("change")).order_by("pk")


class DraftedChoiceField(forms.ModelChoiceField):
    """A choice among the rows of the catalogue and those that drafts of the editor would add."""

    author: int | None = None

    def drafted(self, keys: Iterable[str]) -> list[Drafted]:
        return drafted_rows(cast(Any, self.queryset).model, self.author, key__in=list(keys))

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            matches = self.drafted([str(value)])
            if not matches:
                raise
            return matches[0].row


def is_drafted(value: Any) -> bool:
    """Tell whether the value of a field is a row that exists in a draft only."""
    return isinstance(value, CuratedRow) and value._state.adding
