from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms.formsets import DELETION_FIELD_NAME

from curation.changes.checks import Edit
from curation.changes.workflow import current_revisions
from curation.documents import FieldProblem
from curation.registry import row_type
from curation.rows import CuratedRow
from editorial.admin.forms.rows import CuratedForm


class CuratedFormSet(forms.BaseInlineFormSet):
    """The rows that belong to another row, to be altered into edits."""

    model: type[CuratedRow]
    forms: list[CuratedForm]  # type: ignore[assignment]

    @cached_property
    def versions(self) -> dict[str, int]:
        """The version of each row that is published now."""
        kind = row_type(self.model)
        revisions = current_revisions((kind, row.pk) for row in self.get_queryset())
        return {key: revision.version for (_, key), revision in revisions.items()}

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "versions": self.versions}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            if field.label:
                # The heading of a column is no label to a screen reader.
                field.widget.attrs["aria-label"] = str(field.label)
        if not form.is_new:
            self.fix_key(form)
            self.tick_removal(form)

    def fix_key(self, form: Any) -> None:
        """Keep the fields that spell the key of a row as they are."""
        for name in form.instance.key_fields:
            field = form.fields[name]
            field.disabled = name != self.fk.name
            if isinstance(field.widget, RelatedFieldWidgetWrapper):
                # Where nothing can be chosen, nothing is added either.
                field.widget = field.widget.widget

    def tick_removal(self, form: Any) -> None:
        """Tick what the change that is edited again would remove."""
        item = form.reopened.get((row_type(self.model), form.instance.pk))
        if item and item.document is None and self.can_delete:
            form.fields[DELETION_FIELD_NAME].initial = True

    def clean(self) -> None:
        """Refuse two new rows of one key."""
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            if form.is_new and form.has_changed() and form.is_valid() and not self.is_removed(form):
                if form.instance.pk in seen:
                    form.add_problem(FieldProblem("key", f"“{form.instance.pk}” is here twice."))
                seen.add(form.instance.pk)

    def edits(self) -> Iterator[Edit]:
        """Yield what the forms propose for their rows."""
        for form in self.forms:
            if self.is_removed(form):
                yield from form.removal()
            elif form.has_changed() or form.is_reopened:
                yield from form.edits()

    def is_removed(self, form: CuratedForm) -> bool:
        return self.can_delete and bool(form.cleaned_data.get(DELETION_FIELD_NAME))
