"""Sheets: a framework's column of the matrix, a feature's row, or all a guide says of a framework, on one screen.

Everything on a sheet becomes one change. What is not recorded yet has a blank line of its own. Rows that exist in a
draft only have sheets as well, which fill that draft.
"""

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.changes.drafted import drafted_rows
from curation.dates import today
from curation.documents import Document
from curation.models import Change
from curation.registry import row_type
from curation.rows import CuratedRow
from editorial.admin.base import CuratedAdmin
from editorial.admin.changes.reopening import PARAMETER, Reopened, by_name, reopened_of
from editorial.admin.forms.rows import KEEP
from editorial.admin.proposing import ProposalRequest
from editorial.desk.adding.steps import Steps, steps_of
from editorial.desk.pages import page_context
from editorial.desk.sheets.choices import SourceNames
from editorial.desk.sheets.filling import INTO, defaults, fill, is_filling, sheet_rows, with_more_lines
from editorial.desk.sheets.kinds import ColumnInline, FactLines, RatingInline, RemarkInline, RowInline, WindowLines
from editorial.desk.sheets.layout import Sheet, SheetSection
from editorial.desk.sheets.lines import SheetInline, SheetRequest
from editorial.desk.spreadsheets.views import as_file
from frameworks.levels import ASKS_FOR
from frameworks.models import Feature, Framework
from reviews.models import Guide

EXPORT = "export"
"""The parameter that asks for a sheet as a file."""
NEXT = "next"
"""What the button says that keeps a sheet and leads to the next step."""


class SheetAdmin(CuratedAdmin):
    """One screen of lines that belong to a row; the row itself is not edited here."""

    change_form_template = "desk/sheets/page.html"
    owner: ClassVar[type[CuratedRow]] = Framework
    """The type of row to which the lines belong."""
    lines: ClassVar[str] = ""
    """What the lines are, in the title."""
    step: ClassVar[str] = ""
    """The step of adding something that this sheet is."""

    class Media:
        js = ["js/sheet.js"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ()

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the row whose sheet it is, from a draft of the editor where it is not published."""
        published = super().get_object(request, object_id, from_field)
        drafted = [] if published else drafted_rows(self.model, request.user.pk, key=object_id)
        return drafted[0].row if drafted else published

    def reopened(self, request: HttpRequest) -> Reopened:
        """Return the change that is edited again; on the sheet of a drafted row, its draft."""
        draft = cast(SheetRequest, request).draft
        if PARAMETER in request.GET or draft is None:
            return reopened_of(request, self.kinds(), lambda document: self.belongs(request, document))
        items = draft.items.with_revisions().filter(row_type__in=self.kinds())
        # A blank line shows as much of a row that is only to be filled in, and leaves it in the draft.
        return Reopened(draft, by_name(item for item in items if self.is_begun(request, item)))

    def is_begun(self, request: HttpRequest, item: Any) -> bool:
        """Tell whether a row of a draft is on this sheet and says something."""
        document = item.document or {}
        inlines = (inline for inline in self.sheet_inlines(request) if row_type(inline.model) == item.row_type)
        return any(inline.belongs(request, document) and not inline.is_blank(document) for inline in inlines)

    def kinds(self) -> list[str]:
        return [row_type(inline.model) for inline in self.inlines]

    def sheet_inlines(self, request: HttpRequest) -> list[SheetInline]:
        return cast(list[SheetInline], self.get_inline_instances(request))

    def belongs(self, request: HttpRequest, document: Document) -> bool:
        """Tell whether a row is on this sheet."""
        return any(inline.belongs(request, document) for inline in self.sheet_inlines(request))

    def pending(self, request: HttpRequest, row: CuratedRow) -> "QuerySet[Change]":
        draft = cast(SheetRequest, request).draft
        return super().pending(request, row).exclude(pk__in=[draft.pk] if draft else [])

    def response_proposed(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Lead on to the change, where all of it can be seen; in a draft of something new, along its steps."""
        change = cast(ProposalRequest, request).proposed
        if steps := self.steps(request) if KEEP in request.POST else None:
            return HttpResponseRedirect(steps.after(self.step) if request.POST.get(KEEP) == NEXT else request.path)
        self.announce(request, change)
        return HttpResponseRedirect(change.get_absolute_url() if change else request.get_full_path())

    def steps(self, request: HttpRequest) -> Steps | None:
        """Return the steps of adding the row whose sheet it is; None where it is published."""
        draft = cast(SheetRequest, request).draft
        return steps_of(draft) if draft else None

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        formset_kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in formset_kwargs:
            with_more_lines(request, inline, prefix, formset_kwargs["data"])
        return formset_kwargs

    def get_inline_formsets(self, request: HttpRequest, formsets: Any, inline_instances: Any, obj: Any = None) -> Any:
        return [SheetSection(*section, []) for section in zip(inline_instances, formsets, strict=True)]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the lines in order, with what changed, what is wrong and what the bar that fills them offers."""
        sheet = Sheet(context["inline_admin_formsets"])
        if is_filling(request):
            context["filled"], context["file_problems"] = fill(request, sheet)
            # Nothing is asked for before it is proposed.
            context["adminform"].form.errors.clear()
            # What was worked out before the lines were filled no longer holds.
            sheet = Sheet([SheetSection(section.inline, section.formset, []) for section in sheet.sections])
        if is_filling(request) or not context["adminform"].form.errors:
            # What is wrong with lines is said of each by name.
            context["errors"] = None
        pending = self.pending(request, context["original"])
        sheet.mark_open(pending)
        context |= {
            "sheet": sheet,
            "pending": pending,
            "sources": cast(SheetRequest, request).sources.labels.values() if sheet.has_sources else [],
            "fill": defaults(request, sheet, today()) | {"choices": INTO.items()},
            "is_filled": is_filling(request),
            "ticked": request.POST.getlist("tick"),
            "steps": self.steps(request),
            "step": self.step,
            "meanings": ASKS_FOR.items() if isinstance(sheet.sections[0].inline, (ColumnInline, RowInline)) else [],
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def sheet(self, request: HttpRequest, key: str, about: Framework | None = None) -> HttpResponse:
        """Show the sheet of a row, give it as a file, fill it, or propose what was written on it."""
        owner = self.get_object(request, unquote(key))
        if owner is None:
            raise Http404(f"There is no {self.opts.verbose_name} “{key}”.")
        sheet_request = cast(SheetRequest, request)
        sheet_request.owner, sheet_request.about, sheet_request.recorded = owner, about.pk if about else "", {}
        drafted = drafted_rows(self.model, request.user.pk, key=owner.pk) if owner._state.adding else []
        sheet_request.draft = Change.objects.get(pk=drafted[0].draft) if drafted else None
        sheet_request.sources = SourceNames.read(request.user.pk)
        if EXPORT in request.GET:
            return self.file(request, request.GET[EXPORT])
        if is_filling(request):
            # Shown again, whatever it says, and not proposed.
            sheet_request.returned = "Filled in."
        title = f"{owner}: {self.lines}" + (f" of {about}" if about else "")
        # Its lines are wider than what the menu leaves.
        context = {"title": title, "subtitle": None, "is_nav_sidebar_enabled": False}
        return self.changeform_view(request, key, "", context)

    def file(self, request: HttpRequest, form: str) -> HttpResponse:
        """Send just this sheet as a file, with a row for all that is not recorded."""
        cast(SheetRequest, request).reopened = self.reopened(request)
        inline = self.sheet_inlines(request)[0]
        name = f"{row_type(inline.model)}-{cast(SheetRequest, request).owner.pk}"
        return as_file(cast(type[CuratedRow], inline.model), sheet_rows(request, inline), name, form)


class ColumnAdmin(SheetAdmin):
    """All features of one framework."""

    inlines = [ColumnInline]
    lines = "column of the matrix"
    step = "column"


class RowAdmin(SheetAdmin):
    """All frameworks for one feature."""

    owner = Feature
    inlines = [RowInline]
    lines = "row of the matrix"


class FactsAdmin(SheetAdmin):
    """What people read of one framework."""

    inlines = [FactLines]
    lines = "what you read yourself"
    step = "facts"


class WindowsAdmin(SheetAdmin):
    """How long each line of releases of one framework gets fixes."""

    inlines = [WindowLines]
    lines = "support windows"
    step = "windows"


class SaidAdmin(SheetAdmin):
    """All that a guide says of one framework."""

    inlines = [RatingInline, RemarkInline]
    lines = "what it says"
    step = "places"

    def pending(self, request: HttpRequest, row: CuratedRow) -> "QuerySet[Change]":
        about, kinds = f"{cast(SheetRequest, request).about}/", self.kinds()
        touching = super().pending(request, row)
        return touching.filter(items__row_type__in=kinds, items__key__startswith=about).distinct()


def sheet(request: HttpRequest, key: str, kind: type[SheetAdmin]) -> HttpResponse:
    """All lines of one sort that belong to a row."""
    return kind(kind.owner, admin.site).sheet(request, key)


def ratings(request: HttpRequest, key: str, framework: str) -> HttpResponse:
    """All that one guide says of one framework: its places criterion by criterion, and its remarks."""
    about = Framework.objects.filter(pk=framework).first()
    if about is None:
        raise Http404(f"There is no framework “{framework}”.")
    return SaidAdmin(Guide, admin.site).sheet(request, key, about)


@require_safe
def sheet_list(request: HttpRequest) -> HttpResponse:
    """Every sheet there is."""
    context = page_context(request, "Sheets")
    context |= {
        "frameworks": list(Framework.objects.all()),
        "features": list(Feature.objects.all()),
        "guides": list(Guide.objects.all()),
    }
    return TemplateResponse(request, "desk/sheets/list.html", context)
