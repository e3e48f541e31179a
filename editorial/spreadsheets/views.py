"""Rows of a type as a file, and a file as a draft that shows every difference before it is submitted."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from curation.changes.drafting import keep
from curation.documents import fields_of
from curation.models import Change
from curation.registry import row_types
from curation.rows import CuratedRow
from curation.web.forms import TextField
from editorial.admin.decisions import require
from editorial.desk.views import page_context
from editorial.spreadsheets.importing import Import, understand
from editorial.spreadsheets.reading import MOST_BYTES, MOST_ROWS, UnreadableTable, read_table
from editorial.spreadsheets.writing import table

CONTENT_TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
ERRORS_SHOWN = 200


class ImportForm(forms.Form):
    """A table to import, and why."""

    file = forms.FileField(help_text=f"CSV or XLSX, at most {MOST_BYTES // 1_000_000} MB and {MOST_ROWS:,} rows.")
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
    """Every type of row that can be exported and imported."""
    context = page_context(request, "Tables")
    context["types"] = [(kind, model._meta.verbose_name_plural) for kind, model in row_types().items()]
    return TemplateResponse(request, "admin/editorial/tables.html", context)


@require_safe
def export_table(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """Send all rows of a type as a file."""
    model = model_of(kind)
    require(request.user.has_perm(f"{model._meta.app_label}.view_{kind}"))
    if form not in CONTENT_TYPES:
        raise Http404(f"There is no table as “{form}”; there is csv and xlsx.")
    content = table(model, model.objects.order_by("pk")).export(form)
    headers = {"Content-Disposition": f'attachment; filename="{kind}.{form}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[form], headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def import_table(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a file, say everything that is wrong with it, or keep what differs as a draft."""
    model = model_of(kind)
    context = page_context(request, f"Import {model._meta.verbose_name_plural}")
    require(request.user.has_perm(f"{model._meta.app_label}.change_{kind}"))
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    errors: list[tuple[int, str]] = []
    if form.is_valid():
        table_import = understood(form, model, request.user.pk)
        errors = table_import.errors if table_import else []
        if table_import and not errors:
            return keep_import(request, form, table_import)
    columns = ["key", *(field.name for field in fields_of(model))]
    context |= {"form": form, "kind": kind, "columns": columns, "errors": errors[:ERRORS_SHOWN], "count": len(errors)}
    return TemplateResponse(request, "admin/editorial/import.html", context)


def model_of(kind: str) -> type[CuratedRow]:
    if kind not in row_types():
        raise Http404(f"There are no rows of the type “{kind}”.")
    return row_types()[kind]


def understood(form: ImportForm, model: type[CuratedRow], author: int | None) -> Import | None:
    """Return what an uploaded file asks for; None where it is no table, and the form says why."""
    file = form.cleaned_data["file"]
    columns = ["key", *(field.name for field in fields_of(model))]
    try:
        return understand(model, read_table(file.name, file.read(), columns), author)
    except UnreadableTable as error:
        form.add_error("file", list(error.messages))
        return None


def keep_import(request: HttpRequest, form: ImportForm, table_import: Import) -> HttpResponse:
    """Keep what a file asks for as a draft, and show it."""
    if not table_import.edits:
        messages.warning(request, f"All {table_import.same} rows are as published, so there is nothing to import.")
        return redirect(request.path)
    draft = keep(table_import.edits.values(), reason=form.cleaned_data["reason"], author=cast(Any, request.user))
    words = f"{len(table_import.edits)} rows differ and {table_import.same} are as published."
    messages.success(request, f"{words} Look through them, then submit the draft.")
    return redirect(draft)
