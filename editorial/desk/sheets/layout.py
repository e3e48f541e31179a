"""A sheet as its page shows it: lines in order, what changed in each, what is wrong with it, how much is done."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django import forms
from django.contrib.admin.helpers import InlineAdminFormSet
from django.forms.boundfield import BoundField

from curation.documents import row_from
from curation.models import Change, ChangeItem
from curation.registry import RowName, row_type
from curation.rows import CuratedRow
from editorial.desk.sheets.lines import LineSubject, SheetColumn, SheetInline

NOTHING = ("", "unknown")
"""What a field says that counts as not done."""


@dataclass(frozen=True, slots=True)
class SheetField:
    """A field of a line, with what is published where that differs."""

    field: BoundField
    was: str = ""
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """The fields of a line in one column."""

    column: SheetColumn
    entries: Sequence[SheetField]


@dataclass
class SheetLine:
    """A line of a sheet."""

    form: Any
    subject: LineSubject
    inline: SheetInline
    open_in: Sequence[Change] = ()
    """The changes of others, or earlier ones of the editor's own, that alter its row and are not decided on."""

    @property
    def anchor(self) -> str:
        return f"line-{self.form.prefix}"

    @cached_property
    def cells(self) -> list[Cell]:
        return [Cell(column, [self.entry(name) for name in column.fields]) for column in self.inline.columns]

    @cached_property
    def before(self) -> CuratedRow | None:
        """The row as it is published; None where it is not."""
        form = self.form
        return row_from(type(form.instance), form.instance.pk, form.approved) if form.approved is not None else None

    def entry(self, name: str) -> SheetField:
        field = self.form[name]
        value = field.value()
        if self.before is None:
            blank = self.inline.blank.get(name, field.field.initial)
            is_written = shown(field, value) not in ("", shown(field, blank))
            return SheetField(field, is_changed=is_written and name != getattr(self.inline, "day", ""))
        was = shown(field, self.before.field_value(name))
        return SheetField(field, was, is_changed=was != shown(field, value))

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_changed(self) -> bool:
        return any(entry.is_changed for cell in self.cells for entry in cell.entries)

    @property
    def is_done(self) -> bool:
        return str(self.form[self.inline.done].value() or "") not in NOTHING

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong with it, with the label of the field."""
        form = self.form
        return [
            (str(form[name].label) if name in form.fields else "", message)
            for name, messages in form.errors.items()
            for message in messages
        ]

    @property
    def target(self) -> str:
        """The id of the field that is wrong, or of the first."""
        wrong = [name for name in self.form.errors if name in self.form.fields]
        name = next(
            (name for name in wrong if not self.form.fields[name].widget.is_hidden), self.inline.fieldnames()[0]
        )
        return str(self.form[name].id_for_label or self.anchor)


def shown(field: BoundField, value: Any) -> str:
    """Return a value of a field in the words that it shows."""
    if isinstance(field.field, forms.BooleanField):
        return "yes" if value in (True, "on", "True", "true") else ""
    value = field.field.prepare_value(value)
    labels = dict(getattr(field.field, "choices", ())) if isinstance(field.field, forms.TypedChoiceField) else {}
    text = "" if value in (None, "") else str(labels.get(value, value))
    return text.replace("\r\n", "\n")


class SheetSection(InlineAdminFormSet):
    """The lines of one sort on a sheet, of which Django's admin draws nothing by itself."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    @property
    def inline(self) -> SheetInline:
        return cast(SheetInline, self.opts)

    @cached_property
    def lines(self) -> list[SheetLine]:
        """The lines in the order of what they are about."""
        order = {key: place for place, key in enumerate(self.inline.subjects)}
        lines = [self.line(form) for form in self.formset.forms]
        return sorted(lines, key=lambda line: order.get(self.key(line.form), len(order))) if order else lines

    def key(self, form: Any) -> str:
        return str(form[self.inline.line].value()) if self.inline.line else ""

    def line(self, form: Any) -> SheetLine:
        known = self.inline.subjects.get(self.key(form))
        name = "New" if form.is_new else str(form.instance.field_value(form.instance.named_by))
        return SheetLine(form, known or LineSubject(name), self.inline)

    @property
    def groups(self) -> Iterator[tuple[str, list[SheetLine]]]:
        """Yield the lines under each heading, in order."""
        groups: dict[str, list[SheetLine]] = defaultdict(list)
        for line in self.lines:
            groups[line.subject.group].append(line)
        yield from groups.items()


@dataclass
class Sheet:
    """All lines of a sheet, and what there is to say of them together."""

    sections: Sequence[SheetSection]

    def mark_open(self, changes: Iterable[Change]) -> None:
        """Leave with each line which open changes alter its row; one query where there are any."""
        by_pk = {change.pk: change for change in changes}
        by_row: dict[RowName, list[Change]] = defaultdict(list)
        for item in ChangeItem.objects.filter(change__in=by_pk) if by_pk else ():
            by_row[item.row_type, item.key].append(by_pk[item.change_id])
        for line in self.lines:
            line.open_in = by_row.get((row_type(line.inline.model), line.form.instance.pk), [])

    @cached_property
    def lines(self) -> list[SheetLine]:
        return [line for section in self.sections for line in section.lines]

    @property
    def named(self) -> list[SheetLine]:
        """The lines that are there to be filled in, one for each thing."""
        return [line for line in self.lines if line.inline.line or not line.is_new or line.is_changed]

    @property
    def total(self) -> int:
        return len(self.named)

    @property
    def done(self) -> int:
        return sum(line.is_done for line in self.named)

    @property
    def changed(self) -> int:
        return sum(line.is_changed for line in self.lines)

    @property
    def wrong(self) -> list[SheetLine]:
        return [line for line in self.lines if line.errors]

    @property
    def has_sources(self) -> bool:
        return any("source" in section.inline.fieldnames() for section in self.sections)
