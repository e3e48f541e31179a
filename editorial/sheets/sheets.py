"""Sheets: a framework's whole column of the matrix, a feature's whole row or a guide's ratings, edited on one screen.

Everything on a sheet becomes one change. What is not recorded yet has a blank line of its own.
"""

from functools import cached_property
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from curation.dates import today
from curation.documents import Document
from curation.models import Change
from curation.registry import row_type
from curation.rows import CuratedRow
from editorial.admin.base import CuratedAdmin, CuratedInline
from editorial.admin.forms.formsets import CuratedFormSet
from editorial.admin.forms.rows import CuratedForm
from editorial.admin.forms.widgets import NamedRow
from editorial.admin.proposing import ProposalRequest, reopened_in
from editorial.admin.reopening import Reopened, reopened_of
from frameworks.models import Feature, Framework, Support
from reviews.models import Criterion, Guide, Level, Rating, Subject


class SheetFormSet(CuratedFormSet):
    """The lines of a sheet; a new one that only says what it is about asks for nothing."""

    line: ClassVar[str]
    """The field that says what a line is about."""
    blank: ClassVar[Document]
    """What a new line says before anybody fills it in."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        form_kwargs = super().get_form_kwargs(index)
        if self.is_bound and index is not None and index >= self.initial_form_count():
            # By its name, not its position: others may have been published meanwhile.
            form_kwargs["initial"] = {**self.blank, self.line: self.data.get(f"{self.prefix}-{index}-{self.line}")}
        return form_kwargs


class SheetInline(CuratedInline):
    """The lines of a sheet."""

    formset = SheetFormSet
    can_delete = False
    line: ClassVar[str]
    blank: ClassVar[Document] = {}

    @cached_property
    def names(self) -> dict[str, str]:
        """What there is a line for, by key, in order."""
        model = cast(Any, self.model._meta.get_field(self.line)).related_model
        return {row.pk: str(row) for row in model.objects.all()}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == self.line:
            kwargs["widget"] = NamedRow(self.names)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        formset = cast(Any, super().get_formset(request, obj, **kwargs))
        formset.line, formset.blank = self.line, self.blank_line()
        return cast(type[BaseInlineFormSet], formset)

    def blank_line(self) -> Document:
        return dict(self.blank)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        position = f"{self.line}__{'slug' if self.line == 'framework' else 'position'}"
        return super().get_queryset(request).order_by(position, "pk")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [*super().get_fields(request, obj), "base_version"]

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Each row already has a line, so none can be added."""
        return len(self.names)

    def recorded(self, owner: CuratedRow) -> set[str]:
        """Return what there is a row for."""
        rows = self.model._default_manager.filter(**{cast(str, self.fk_name): owner.pk})
        return set(rows.values_list(f"{self.line}_id", flat=True))

    def proposed_rows(self, request: HttpRequest) -> list[Document]:
        """Return a line for all that is not recorded; filled in where a change that is edited again adds it."""
        if request.method == "POST":
            return []
        proposed = {document[self.line]: document for document in reopened_in(request).new_documents(self.model)}
        for document in proposed.values():
            document.pop("key")
        recorded = self.recorded(cast(SheetRequest, request).owner)
        missing = [key for key in self.names if key not in recorded]
        return [proposed.get(key) or {**self.blank_line(), self.line: key} for key in missing]


class SupportSheet(SheetInline):
    """Cells of the matrix."""

    model = Support
    autocomplete_fields = ["source"]

    def blank_line(self) -> Document:
        return {"checked_on": today()}


CELL = ["level", "package", "note", "searched", "source", "locator", "checked_on", "second_checked"]


class ColumnInline(SupportSheet):
    fk_name = "framework"
    line = "feature"
    fields = ["feature", *CELL]


class RowInline(SupportSheet):
    fk_name = "feature"
    line = "framework"
    fields = ["framework", *CELL]


class RatingLineForm(CuratedForm):
    """A rating on a sheet, which offers the levels of its own criterion."""

    levels: ClassVar[dict[str, list[tuple[str, str]]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criterion = self.get_initial_for_field(self.fields["criterion"], "criterion")
        field = cast(forms.ChoiceField, self.fields["level"])
        field.widget.choices = [("", "–"), *self.levels.get(str(criterion), [])]


class RatingInline(SheetInline):
    """What a guide says of one framework."""

    model = Rating
    form = RatingLineForm
    fk_name = "guide"
    line = "criterion"
    fields = [
        "framework",
        "criterion",
        "level",
        "label",
        "quoted",
        "basis",
        "stated",
        "summary",
        "locator",
        "applies_to",
        "second_checked",
    ]

    @cached_property
    def names(self) -> dict[str, str]:
        return {row.pk: row.name for row in Criterion.objects.filter(subject=Subject.FRAMEWORK)}

    def framework(self, request: HttpRequest) -> str:
        return str(cast(SheetRequest, request).about)

    def blank_line(self) -> Document:
        return {"basis": "coded", "stated": "explicit"}

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        formset = cast(Any, super().get_formset(request, obj, **kwargs))
        levels: dict[str, list[tuple[str, str]]] = {}
        for level in Level.objects.all():
            levels.setdefault(level.criterion_id, []).append((level.pk, level.label))
        formset.form.levels = levels
        formset.blank = {**formset.blank, "framework": self.framework(request)}
        return cast(type[BaseInlineFormSet], formset)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "framework":
            kwargs["widget"] = forms.HiddenInput()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).filter(framework=self.framework(request))

    def recorded(self, owner: CuratedRow) -> set[str]:
        return set(Rating.objects.filter(guide=owner.pk, framework=self.about).values_list("criterion_id", flat=True))

    def proposed_rows(self, request: HttpRequest) -> list[Document]:
        self.about = self.framework(request)
        return [{**row, "framework": self.about} for row in super().proposed_rows(request)]


class SheetRequest(ProposalRequest):
    """A request for a sheet."""

    owner: CuratedRow
    """The row to which the lines belong."""
    about: str
    """The framework that a guide's ratings are about."""


class SheetAdmin(CuratedAdmin):
    """One screen of lines that belong to a row; the row itself is not edited here."""

    change_form_template = "admin/editorial/sheet.html"
    lines: ClassVar[str] = ""
    """What the lines are, in the title."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ()

    def reopened(self, request: HttpRequest) -> Reopened:
        return reopened_of(request, row_type(self.inlines[0].model), lambda document: self.belongs(request, document))

    def belongs(self, request: HttpRequest, document: Document) -> bool:
        """Tell whether a row is on this sheet."""
        [inline] = self.inlines
        return bool(document.get(cast(str, inline.fk_name)) == cast(SheetRequest, request).owner.pk)

    def response_proposed(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Lead on to the change, where all of it can be seen."""
        change = cast(ProposalRequest, request).proposed
        self.announce(request, change)
        return HttpResponseRedirect(change.get_absolute_url() if change else request.get_full_path())

    def sheet(self, request: HttpRequest, key: str, about: Framework | None = None) -> HttpResponse:
        """Show the sheet of a row, or propose what was written on it."""
        owner = self.get_object(request, unquote(key))
        if owner is None:
            raise Http404(f"There is no {self.opts.verbose_name} “{key}”.")
        sheet_request = cast(SheetRequest, request)
        sheet_request.owner, sheet_request.about = owner, about.pk if about else ""
        title = f"{owner}: {self.lines}" + (f" of {about}" if about else "")
        # Its lines are wider than what the menu leaves.
        context = {"title": title, "subtitle": None, "is_nav_sidebar_enabled": False}
        return self.changeform_view(request, key, "", context)


class ColumnAdmin(SheetAdmin):
    inlines = [ColumnInline]
    lines = "column of the matrix"


class RowAdmin(SheetAdmin):
    inlines = [RowInline]
    lines = "row of the matrix"


class RatingsAdmin(SheetAdmin):
    inlines = [RatingInline]
    lines = "ratings"

    def pending(self, request: HttpRequest, row: CuratedRow) -> "QuerySet[Change]":
        about = f"{cast(SheetRequest, request).about}/"
        return super().pending(request, row).filter(items__row_type="rating", items__key__startswith=about).distinct()

    def belongs(self, request: HttpRequest, document: Document) -> bool:
        about = document.get("framework") == cast(SheetRequest, request).about
        return about and super().belongs(request, document)


def column(request: HttpRequest, key: str) -> HttpResponse:
    """All features of one framework."""
    return ColumnAdmin(Framework, admin.site).sheet(request, key)


def row(request: HttpRequest, key: str) -> HttpResponse:
    """All frameworks for one feature."""
    return RowAdmin(Feature, admin.site).sheet(request, key)


def ratings(request: HttpRequest, key: str, framework: str) -> HttpResponse:
    """All that one guide says of one framework, criterion by criterion."""
    about = Framework.objects.filter(pk=framework).first()
    if about is None:
        raise Http404(f"There is no framework “{framework}”.")
    return RatingsAdmin(Guide, admin.site).sheet(request, key, about)
