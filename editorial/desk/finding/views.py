"""The page of the desk's search."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.search.documents import kinds
from curation.web.pagination import page_of
from curation.web.querystrings import accepts, choice
from editorial.desk.finding.find import all_of, hits_of, search
from editorial.desk.finding.hidden import change_named
from editorial.desk.pages import page_context

OF_A_PAGE = 50


@require_safe
@accepts("q", "kind", "page")
def find(request: HttpRequest) -> HttpResponse:
    """Everything at the desk that answers a search; a change that is named by its number is opened at once."""
    context = page_context(request, "Find")
    text, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    if change := change_named(text):
        return redirect(change)
    context |= {"text": text, "best": [], "groups": [], "kind": None}
    if text and kind:
        context |= of_kind(request, text, choice("kind", kind, list(kinds())))
    elif text:
        context["best"], context["groups"] = search(text)
    return TemplateResponse(request, "desk/finding/page.html", context)


def of_kind(request: HttpRequest, text: str, kind: str) -> dict[str, Any]:
    """Return a page of all that there is of one kind."""
    page = page_of(all_of(kind, text), request.GET, size=OF_A_PAGE)
    return {"kind": kinds()[kind], "page": page, "hits": list(hits_of(list(page), text).values())}
