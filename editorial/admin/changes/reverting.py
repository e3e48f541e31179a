"""Pages that show the way back before it is proposed."""

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from curation.changes.differences import differences
from curation.changes.reverting import WayBack, returning, returning_object, undoing
from curation.models import Change, Revision, State
from curation.registry import row_types
from editorial.admin.changes.decisions import require_changing
from editorial.admin.forms.reasons import ReasonForm
from editorial.desk.pages import ONCE_APPROVED, page_context, tell

methods = require_http_methods(["GET", "HEAD", "POST"])


@methods
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to take back what a published change did."""
    change = get_object_or_404(Change, pk=pk, state=State.PUBLISHED)
    return ask(request, undoing(change), f"Undo change {pk}", f"Undoes change {pk}: {change.reason}")


@methods
def return_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to return one row to one of its versions."""
    revision = readable(pk)
    title = f"Return {revision.row_type} {revision.key} to version {revision.version}"
    return ask(request, returning(revision), title, f"{title}.")


@methods
def return_object(request: HttpRequest, pk: int, kind: str, key: str) -> HttpResponse:
    """Propose to return a row, and all that refers to it, to the moment of a revision."""
    revision, model = readable(pk), row_types().get(kind)
    if model is None:
        raise Http404(f"There are no rows of the type “{kind}”.")
    title = f"Return all of {key} to {revision.valid_from:%Y-%m-%d %H:%M:%S} UTC"
    return ask(request, returning_object(model, key, revision.valid_from), title, f"{title}.")


def readable(pk: int) -> Revision:
    """Return a revision that has a document of a type there still is; 404 otherwise."""
    return get_object_or_404(Revision, pk=pk, document__isnull=False, row_type__in=row_types())


def ask(request: HttpRequest, way: WayBack, title: str, reason: str) -> HttpResponse:
    """Show what would go back and ask why; then propose it as one change."""
    context = page_context(request, title)
    edits = [edit for edit, _ in way.edits]
    require_changing(request, {edit.model for edit in edits})
    form = ReasonForm(request.POST or None, initial={"reason": reason})
    if edits and form.is_valid() and (change := form.propose(edits, request.user)):
        tell(request, "Proposed in ", change, ONCE_APPROVED)
        return redirect(change)
    edit_rows = [(edit, differences(edit.model, now, edit.document)) for edit, now in way.edits]
    context |= {"edits": edit_rows, "columns": ("Now", "Then"), "left": way.left, "form": form}
    context["media"] = admin.ModelAdmin(Change, admin.site).media
    return TemplateResponse(request, "desk/history/revert.html", context)
