"""The page of a search, and the suggestions while it is typed."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.search.documents import kinds
from curation.snapshots.protocol import SnapshotRequest
from curation.web import caching
from curation.web.pagination import page_number
from curation.web.querystrings import accepts, choice
from reviews.search.search import Found, find, in_order, rank, results_for, suggest

OF_A_PAGE = 20


@require_safe
@accepts("q", "kind", "page")
def search(request: SnapshotRequest) -> HttpResponse:
    """Everything that the site says, the best of each kind, or all of one; without a text, the form."""
    text, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    known = kinds()
    if kind:
        choice("kind", kind, list(known))
    context: dict[str, Any] = {"text": text, "kind": known.get(kind), "found": Found(), "page": None, "results": []}
    if text and kind:
        page = page_of_kind(request, text, kind)
        context |= {"page": page, "results": results_for(list(page), text)}
    elif text:
        context["found"] = find(request.snapshot, text)
    return TemplateResponse(request, "search/page.html", context)


def page_of_kind(request: SnapshotRequest, text: str, kind: str) -> "Page[int]":
    paginator = Paginator(in_order(rank(request.snapshot, text, kind)), OF_A_PAGE)
    return paginator.page(page_number(paginator, request.GET))


@require_safe
@accepts("q")
def suggestions(request: SnapshotRequest) -> HttpResponse:
    """What a text that is still being typed may mean, for the script of the search field."""
    text = request.GET.get("q", "").strip()
    suggested = suggest(request.snapshot, text) if text else []
    rows = [{"name": result.name, "kind": result.kind, "address": result.address} for result in suggested]
    # A kept answer would take the place of a page in the cache.
    return JsonResponse({"suggestions": rows}, headers={"Cache-Control": caching.PUBLIC})
