"""The editors' desk: what waits, and what can be done about it in one click."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from curation.changes.workflow import Refused, propose
from curation.dates import today
from curation.models import Change
from curation.registry import row_types
from curation.rows import CuratedRow
from editorial.admin.actions import READ_AGAIN, altered
from editorial.admin.decisions import require
from editorial.desk import changes, claims, outside
from editorial.desk.module import SHOWN
from editorial.desk.staleness import read_field, stale_rows
from editorial.models import Run

STALE_PER_PAGE = 100
ACTIONS_SHOWN = 10


def page_context(request: HttpRequest, title: str) -> dict[str, Any]:
    """Return what every page of the admin needs; refuse those who may not see the queue."""
    require(request.user.has_perm("curation.view_change"))
    return {**admin.site.each_context(request), "title": title}


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the editors, on one page."""
    context = page_context(request, "Editorial desk")
    user_pk, overdue = cast(int, request.user.pk), stale_rows(today())
    queue, sources = changes.publish_queue(request.user), claims.without_source()
    stale, drafts = claims.stale(overdue, overdue[:SHOWN]), changes.drafts(user_pk)
    corrections, links, overturned = outside.corrections(), outside.dead_links(), claims.overturned()
    context |= {
        "tiles": [stale, sources, drafts, queue],
        "modules": [queue, sources, stale, corrections, links, overturned, claims.contested(), drafts],
        "published_alone": Change.objects.published_alone().select_related("author").order_by("-published_at"),
        "importers": Run.objects.latest_of_each(),
        "published": Change.objects.filter(published_at__isnull=False).order_by("-published_at").first(),
        "actions": LogEntry.objects.filter(user=user_pk).select_related("content_type")[:ACTIONS_SHOWN],
    }
    return TemplateResponse(request, "admin/editorial/desk.html", context)


@require_safe
def stale_list(request: HttpRequest) -> HttpResponse:
    """Every stale row of every type, the most overdue first."""
    context = page_context(request, "Stale")
    rows = stale_rows(today())
    page = Paginator(rows, STALE_PER_PAGE).get_page(request.GET.get("p"))
    context |= {"module": claims.stale(rows, list(page.object_list)), "page": page}
    return TemplateResponse(request, "admin/editorial/stale.html", context)


@require_POST
def read_again(request: HttpRequest) -> HttpResponse:
    """Propose, as one change, that the ticked rows were read today and still say the same."""
    names = request.POST.getlist("only") or request.POST.getlist("row")
    rows = [row for model, keys in named_rows(request, names) for row in model.objects.filter(pk__in=keys)]
    edits = [edit for row in rows for edit in altered(row, **{read_field(type(row)): today()})]
    try:
        author = cast(Any, request.user)
        change = propose(edits, reason=READ_AGAIN.format(day=today()), author=author) if edits else None
    except Refused as error:
        messages.error(request, str(error))
    else:
        count = f"{len(rows)} row{'s' if len(rows) != 1 else ''}"
        say_what_was_proposed(request, change, f"{count} marked as read today")
    return redirect("desk:desk")


def named_rows(request: HttpRequest, names: Sequence[str]) -> list[tuple[type[CuratedRow], list[str]]]:
    """Return the keys of the rows a form names, by model; refuse those the reader may not change."""
    keys: dict[type[CuratedRow], list[str]] = defaultdict(list)
    for name in names:
        kind, _, key = name.partition(":")
        model = row_types().get(kind)
        if model and read_field(model):
            keys[model].append(key)
    for model in keys:
        if not request.user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            raise PermissionDenied
    return list(keys.items())


def say_what_was_proposed(request: HttpRequest, change: Change | None, words: str) -> None:
    if change is None:
        messages.warning(request, "Tick the rows you read again; nothing was proposed.")
        return
    link = format_html('<a href="{}">change {}</a>', change.get_absolute_url(), change.pk)
    messages.success(request, format_html("{} in {}; readers see it once a publisher approves it.", words, link))
