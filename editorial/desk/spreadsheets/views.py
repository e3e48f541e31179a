"""Rows of a type as a file, and a file as a draft that shows every difference before it is submitted."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from curation.changes.drafting import keep
from curation.models import Change
from curation.registry import row_types
from curation.rows import CuratedRow, curated, references
from curation.web.forms import TextField
from editorial.admin.changes.decisions import require
from editorial.desk.pages import many, page_context
from editorial.desk.spreadsheets.importing import Import, understand
from editorial.desk.spreadsheets.problems import TableProblem, UnreadableTable
from editorial.desk.spreadsheets.reading import MOST_BYTES, MOST_ROWS, columns_of, read_table
from editorial.desk.spreadsheets.workbooks import workbook
from editorial.desk.spreadsheets.writing import table
from frameworks.models import Feature, Framework
from reviews.models import Guide

CONTENT_TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
ERRORS_SHOWN = 200
FILES = f"XLSX, or CSV with commas, semicolons or tabs; at most {MOST_BYTES // 1_000_000} MB and {MOST_ROWS:,} rows."
ABOUT: dict[str, type[CuratedRow]] = {"framework": Framework, "feature": Feature, "guide": Guide}
"""What a table may be narrowed to, by the parameter that names it."""


class ImportForm(forms.Form):
    """A table to import, and why."""

    file = forms.FileField(help_text=FILES)
    reason = TextField(
        widget=AdminTextareaWidget(attrs={"rows": 2}), help_text=Change._meta.get_field("reason").help_text
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"The file has {file.size:,} bytes; allowed are {MOST_BYTES:,}.")
        return file


@require_safe
def table_list(request: HttpRequest) -> HttpResponse:
    """Every type of row that can be exported and imported; those about one framework, feature or guide alone."""
    context = page_context(request, "Tables")
    name, row = about(request)
    context["types"] = [
        (kind, model._meta.verbose_name_plural)
        for kind, model in row_types().items()
        if row is None or model is type(row) or ABOUT[name] in map(curated, references(model))
    ]
    context |= {"about": row, "query": f"?{name}={row.pk}" if row else ""}
    context["choices"] = [
        (parameter, model._meta.verbose_name, [(row.pk, str(row)) for row in model._default_manager.all()])
        for parameter, model in ABOUT.items()
    ]
    return TemplateResponse(request, "desk/spreadsheets/list.html", context)


def about(request: HttpRequest) -> tuple[str, CuratedRow | None]:
    """Return what a table is to be about, with the parameter that says so; nothing where it is about everything."""
    unknown = sorted(request.GET.keys() - ABOUT.keys())
    given = [(name, request.GET[name]) for name in ABOUT if request.GET.get(name)]
    if unknown or len(given) > 1:
        raise BadRequest(f"A table is about one of {', '.join(ABOUT)}; it has no parameter “{', '.join(unknown)}”.")
    for name, key in given:
        row = ABOUT[name]._default_manager.filter(pk=key).first()
        if row is None:
            raise Http404(f"There is no {ABOUT[name]._meta.verbose_name} “{key}”.")
        return name, row
    return "", None


@require_safe
def export_table(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """Send all rows of a type as a file, or those about one framework, feature or guide."""
    model = model_of(kind)
    require(request.user.has_perm(f"{model._meta.app_label}.view_{kind}"))
    name, row = about(request)
    rows = model._default_manager.order_by("pk")
    rows = rows.filter(which_are_about(model, row)) if row else rows
    return as_file(model, rows, f"{kind}-{row.pk}" if row else kind, form)


def as_file(model: type[CuratedRow], rows: Iterable[CuratedRow], name: str, form: str) -> HttpResponse:
    """Send rows as a file; 404 for a form that there is none of."""
    if form not in CONTENT_TYPES:
        raise Http404(f"There is no table as “{form}”; there is csv and xlsx.")
    content = workbook(model, rows) if form == "xlsx" else table(model, rows).export(form)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[form], headers=headers)


def which_are_about(model: type[CuratedRow], row: CuratedRow) -> Q:
    """Return the condition for the rows of a model that are about a row, which may be the row itself."""
    if model is type(row):
        return Q(pk=row.pk)
    fields = [field.name for field in references(model) if curated(field) is type(row)]
    if not fields:
        raise Http404(f"{capfirst(str(model._meta.verbose_name_plural))} are about no {row._meta.verbose_name}.")
    return Q(**{fields[0]: row.pk})


@require_http_methods(["GET", "HEAD", "POST"])
def import_table(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a file, say everything that is wrong with it, or keep what differs as a draft."""
    model = model_of(kind)
    context = page_context(request, f"Import {model._meta.verbose_name_plural}")
    require(request.user.has_perm(f"{model._meta.app_label}.change_{kind}"))
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    errors: list[TableProblem] = []
    if form.is_valid():
        table_import = understood(form, model, request.user.pk)
        errors = table_import.errors if table_import else []
        if table_import and not errors:
            return keep_import(request, form, table_import)
    columns = columns_of(model).names
    context |= {"form": form, "kind": kind, "columns": columns, "errors": errors[:ERRORS_SHOWN], "count": len(errors)}
    return TemplateResponse(request, "desk/spreadsheets/import.html", context)


def model_of(kind: str) -> type[CuratedRow]:
    if kind not in row_types():
        raise Http404(f"There are no rows of the type “{kind}”.")
    return row_types()[kind]


def understood(form: ImportForm, model: type[CuratedRow], author: int | None) -> Import | None:
    """Return what an uploaded file asks for; None where it is no table, and the form says why."""
    file = form.cleaned_data["file"]
    try:
        return understand(model, read_table(file.name, file.read(), columns_of(model)), author)
    except UnreadableTable as error:
        form.add_error("file", list(error.messages))
        return None


def keep_import(request: HttpRequest, form: ImportForm, table_import: Import) -> HttpResponse:
    """Keep what a file asks for as a draft, and show it."""
    if not table_import.edits:
        same = many(table_import.same, "row is", "rows are")
        messages.warning(request, f"{same} as published, so there is nothing to import.")
        return redirect(request.path)
    draft = keep(table_import.edits.values(), reason=form.cleaned_data["reason"], author=cast(Any, request.user))
    differing = many(len(table_import.edits), "row differs", "rows differ")
    same = many(table_import.same, "is", "are")
    messages.success(request, f"{differing} and {same} as published. Look through it, then submit the draft.")
    return redirect(draft)
