"""Fields of sheets that name another row: all rows are read once for the whole sheet, and typed by name."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.forms import Field, ModelChoiceField, TextInput
from django.utils.text import capfirst

from curation.changes.drafted import drafted_rows
from curation.rows import CuratedRow
from frameworks.models import Source

SOURCES = "sheet-sources"
"""The list of sources that a browser offers while somebody types."""


class RowField(Field):
    """A choice among rows that were read already, so that a sheet of many lines asks the database for none."""

    default_error_messages = {"invalid_choice": ModelChoiceField.default_error_messages["invalid_choice"]}
    rows: Mapping[str, CuratedRow] = {}

    @classmethod
    def of(cls, column: Any, **options: Any) -> Self:
        """Return the field for a foreign key."""
        return cls(
            label=capfirst(column.verbose_name), help_text=column.help_text, required=not column.blank, **options
        )

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, CuratedRow) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and str(self.prepare_value(initial) or "") != str(data or "")

    def to_python(self, value: Any) -> CuratedRow | None:
        if value in self.empty_values:
            return None
        row = self.rows.get(value.pk if isinstance(value, CuratedRow) else str(value))
        if row is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return row


class SourceNames:
    """The sources that a claim may name, with those that only its author's drafts would add."""

    def __init__(self, rows: Mapping[str, CuratedRow]) -> None:
        self.rows = rows
        shared = Counter(str(row).casefold() for row in rows.values())
        self.labels = {
            key: str(row) if shared[str(row).casefold()] == 1 else f"{row} ({key})" for key, row in rows.items()
        }
        self.keys = {label.casefold(): key for key, label in self.labels.items()}
        self.keys |= {row.url: key for key, row in rows.items() if isinstance(row, Source) and row.url}

    @classmethod
    def read(cls, author: int | None) -> Self:
        drafted = {draft.row.pk: draft.row for draft in drafted_rows(Source, author)}
        return cls({**{row.pk: row for row in Source.objects.order_by("name")}, **drafted})

    def key(self, text: str) -> str:
        """Return the key of the source that a text names: by its key, its name or its address; empty where none is."""
        return text if text in self.rows else self.keys.get(text.casefold(), self.keys.get(text, ""))


class SourceField(RowField):
    """A source, typed by name with the browser's own suggestions, which need no script."""

    names: SourceNames = SourceNames({})

    def prepare_value(self, value: Any) -> Any:
        key = value.pk if isinstance(value, CuratedRow) else value
        return self.names.labels.get(key, key)

    def to_python(self, value: Any) -> CuratedRow | None:
        if value in self.empty_values or isinstance(value, CuratedRow):
            return value or None
        key = self.names.key(str(value).strip())
        if not key:
            raise ValidationError(
                f"There is no source “{str(value)[:60]}”. Choose one that is offered, or add it first."
            )
        return self.names.rows[key]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, self.prepare_value(self.names.key(str(data or "").strip()) or data))


def source_input() -> TextInput:
    return TextInput(attrs={"list": SOURCES, "autocomplete": "off", "class": "vTextField"})
