"""The lines of a sheet: the rows that belong to one row, recorded or not, as forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import DateField, QuerySet
from django.forms import BaseInlineFormSet
from django.forms.models import construct_instance
from django.forms.renderers import Jinja2
from django.http import HttpRequest

from curation.dates import today
from curation.documents import Document, broken_rules
from curation.models import Change
from curation.rows import CuratedRow
from editorial.admin.base import CuratedInline
from editorial.admin.forms.formsets import CuratedFormSet
from editorial.admin.forms.rows import CuratedForm
from editorial.admin.proposing import ProposalRequest, reopened_in
from editorial.desk.sheets.choices import RowField, SourceField, SourceNames, source_input

ONE_LINE = {"note", "locator"}
"""Fields of one line that may be too long for the width of a column."""
PLACEHOLDERS = {
    "package": "package",
    "note": "note",
    "searched": "searched: where, which words, when",
    "locator": "page or section",
    "label": "in a few words",
}
MOST_LINES = 200
BLANK_LINES = 3
"""How many lines a sheet offers for what has no name before it is written."""


class SheetRequest(ProposalRequest):
    """A request for a sheet."""

    owner: CuratedRow
    """The row to which the lines belong."""
    about: str
    """The framework that a guide's lines are about."""
    sources: SourceNames
    draft: Change | None
    """The draft that would add the row to which the lines belong."""
    recorded: dict[type, list[CuratedRow]]
    """The published rows of the sheet, by their type."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet: its heading, the fields under each other in its cells, and whether one fills it down."""

    heading: str
    fields: Sequence[str]
    fills: bool = True


@dataclass(frozen=True, slots=True)
class LineSubject:
    """What a line is about: its name, the heading it stands under, what it asks and where readers see others."""

    name: str
    group: str = ""
    definition: str = ""
    levels: Sequence[tuple[str, str]] = ()
    """The levels of its own scale with what they mean."""
    address: str = ""


class LineForm(CuratedForm):
    """A line of a sheet; one that is as published is not checked again."""

    # A sheet has hundreds of fields: by Django's other renderer a column takes 232 ms instead of 168.
    default_renderer = Jinja2()

    def clean(self) -> dict[str, Any]:
        """Join the lines of what is one line: its field grows with its words, and wraps them."""
        cleaned = super().clean()
        for name in ONE_LINE & cleaned.keys():
            cleaned[name] = " ".join(str(cleaned[name]).split())
        self.cleaned_data = cleaned
        return cleaned

    def put_into_row(self) -> None:
        if not self.is_new and not self.has_changed() and not self.is_reopened:
            return
        self.instance = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        if self.is_new:
            self.instance.key = self.new_key()
        if not self.is_draft and not self.errors:
            for problem in broken_rules(self.instance):
                self.add_problem(problem)

    def refuse_taken_key(self) -> None:
        if not self.errors and self.instance.key in (self.versions or {}):
            self.add_error(None, "Somebody published it meanwhile; open the sheet again to see what it says.")


class SheetFormSet(CuratedFormSet):
    """The lines of a sheet; a new one that only says what it is about asks for nothing."""

    line: ClassVar[str]
    """The field that says what a line is about; empty where lines have no name before they are written."""
    blank: ClassVar[Document]
    """What a new line says before anybody fills it in."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        form_kwargs = super().get_form_kwargs(index)
        if self.is_bound and index is not None and index >= self.initial_form_count():
            # By its name, not its position: others may have been published meanwhile.
            named = {self.line: self.data.get(f"{self.prefix}-{index}-{self.line}")} if self.line else {}
            form_kwargs["initial"] = {**self.blank, **named}
        return form_kwargs

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        # The row that a line alters is among those that were read already.
        key = RowField(initial=form.instance.pk or None, required=False, widget=forms.HiddenInput)
        key.rows = self.rows
        form.fields["key"] = key

    @cached_property
    def rows(self) -> dict[str, CuratedRow]:
        return {row.pk: row for row in self.get_queryset()}


class SheetInline(CuratedInline):
    """The lines of a sheet."""

    formset = SheetFormSet
    form = LineForm
    can_delete = False
    heading: ClassVar[str] = ""
    """What the lines are, where a sheet has several sorts of them."""
    line: ClassVar[str] = ""
    line_heading: ClassVar[str] = ""
    blank: ClassVar[Document] = {}
    columns: ClassVar[Sequence[SheetColumn]] = ()
    done: ClassVar[str] = ""
    """The field by which a line counts as done."""

    @cached_property
    def subjects(self) -> dict[str, LineSubject]:
        """What there is a line for, by key, in order."""
        return {}

    @cached_property
    def targets(self) -> dict[str, CuratedRow]:
        """The rows that lines may be about, by key."""
        model = cast(Any, self.model._meta.get_field(self.line)).related_model
        return {row.pk: row for row in model._default_manager.all()}

    @property
    def width(self) -> int:
        """How many columns its table has, with the tick and what a line is about."""
        return len(self.columns) + 2

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return []

    def fieldnames(self) -> list[str]:
        return [name for column in self.columns for name in column.fields]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [*([self.line] if self.line else []), *self.hidden(), *self.fieldnames(), "base_version"]

    def hidden(self) -> list[str]:
        """Return the fields that a line sends and nobody sees."""
        return []

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.name in ONE_LINE:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 1})
        elif isinstance(db_field, DateField):
            kwargs["widget"] = forms.DateInput()
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in PLACEHOLDERS:
            field.widget.attrs["placeholder"] = PLACEHOLDERS[db_field.name]
        if field and isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 1
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "source":
            source = SourceField.of(db_field, widget=source_input())
            source.names = cast(SheetRequest, request).sources
            return source
        if db_field.name == self.line:
            row = RowField.of(db_field, widget=forms.HiddenInput())
            row.rows = self.targets
            return row
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        formset = cast(Any, super().get_formset(request, obj, **kwargs))
        formset.line, formset.blank = self.line, self.blank_line(request)
        return cast(type[BaseInlineFormSet], formset)

    def blank_line(self, request: HttpRequest) -> Document:
        return dict(self.blank)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).order_by(self.line or "pk", "pk")

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int | None:
        """Where each row already has a line, none can be added."""
        return len(self.subjects) if self.line else None

    def recorded(self, request: HttpRequest) -> list[CuratedRow]:
        """Return the rows of the sheet that are published, which a request reads once."""
        sheet = cast(SheetRequest, request)
        if self.model not in sheet.recorded:
            rows = self.get_queryset(request).filter(**{cast(str, self.fk_name): sheet.owner.pk})
            sheet.recorded[self.model] = list(rows)
        return sheet.recorded[self.model]

    def belongs(self, request: HttpRequest, document: Document) -> bool:
        """Tell whether a row is on this sheet."""
        return bool(document.get(cast(str, self.fk_name)) == cast(SheetRequest, request).owner.pk)

    def is_blank(self, document: Document) -> bool:
        """Tell whether a row says no more than what a line begins with."""
        names = (name for name, value in document.items() if value and self.blank.get(name) != value)
        return all(name in cast(type[CuratedRow], self.model).key_fields for name in names)

    def proposed(self, request: HttpRequest) -> list[Document]:
        """Return the rows that the change which is edited again would add."""
        return [row for row in reopened_in(request).new_documents(self.model) if self.belongs(request, row)]

    def proposed_rows(self, request: HttpRequest) -> list[Document]:
        """Return a line for all that is not recorded; filled in where a change that is edited again adds it."""
        if request.method == "POST":
            return []
        rows = self.proposed(request)
        for row in rows:
            row.pop("key")
        if not self.line:
            return [*rows, *(self.blank_line(request) for _ in range(BLANK_LINES))]
        proposed = {row[self.line]: row for row in rows}
        recorded = {row.field_value(self.line) for row in self.recorded(request)}
        missing = [key for key in self.subjects if key not in recorded]
        return [proposed.get(key) or {**self.blank_line(request), self.line: key} for key in missing]


class ReadLines(SheetInline):
    """Lines of claims that each rest on a source, read on a day."""

    day: ClassVar[str] = "read_on"

    def blank_line(self, request: HttpRequest) -> Document:
        return {**self.blank, self.day: today()}


class NumberedForm(LineForm):
    """A line whose row gets a name of its own once it is written, such as ``for-1``."""

    names: ClassVar[set[str]] = set()
    """The names that are taken."""

    def new_key(self) -> str:
        row = cast(Any, self.instance)
        if not row.name and row.polarity:
            names = (f"{row.polarity}-{number}" for number in count(1))
            row.name = next(name for name in names if name not in self.names)
            self.names.add(row.name)
        return super().new_key()
