"""Pages of the frame itself: the choice of theme, the menu, and what is shown when a request fails."""

from itertools import takewhile

from django.contrib import admin
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from curation.models import Revision
from curation.registry import row_type
from curation.rows import CuratedRow, Status
from curation.web.querystrings import accepts
from frameworks.models import Fact, Framework

CSRF_FIELD = "csrfmiddlewaretoken"
YEAR = 365 * 24 * 3600
THEMES = ("light", "dark", "auto")


# A token would put a cookie on every page; all a forged request could do is change the colours.
@csrf_exempt
@require_POST
@accepts()
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the reader's theme and go back to the page they were on."""
    chosen = request.POST.get("theme", "")
    if chosen not in THEMES:
        raise BadRequest(f"The field “theme” must be one of: {', '.join(THEMES)}.")

    response = HttpResponseRedirect(local_address(request.POST.get("next", "/")))
    # The script of the page reads it: the page itself is the same for everybody.
    response.set_cookie("theme", chosen, max_age=YEAR, secure=request.is_secure(), samesite="Lax")
    return response


@require_safe
@never_cache
@accepts()
def theme_css(request: HttpRequest) -> HttpResponse:
    """Give readers without scripts the colours they chose."""
    chosen = request.COOKIES.get("theme", "")
    # It stands above what the reader's system asks for.
    rule = f":root:root:root {{ color-scheme: {chosen}; --chevron: var(--chevron-{chosen}); }}"
    style = f"@layer tokens {{ @media screen {{ {rule} }} }}" if chosen in ("light", "dark") else ""
    return HttpResponse(style, content_type="text/css")


def local_address(address: str) -> str:
    """Return the address if it is a path on this site, and refuse it otherwise."""
    if address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return address
    raise BadRequest("The field “next” must be a path on this site, such as /frameworks/.")


@require_safe
@accepts()
def menu(request: HttpRequest) -> HttpResponse:
    """Show the navigation as a page of its own, for small windows without scripts."""
    return TemplateResponse(request, "site/menu.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say which part of the address is unknown and what is nearest to it."""
    problem = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    context = {
        "problem": problem,
        "nearest": getattr(exception, "nearest", []),
        "wanted": getattr(exception, "wanted", ""),
    }
    return render(request, "errors/404.html", context, status=404)


def gone(request: HttpRequest, problem: str, row: CuratedRow | None = None) -> HttpResponse:
    """Say that a page was taken down, since when and why, and where to go on; of a framework, what was known."""
    facts = Fact.objects.filter(framework=row).select_related("source") if isinstance(row, Framework) else []
    context = {"problem": problem, "row": row, "facts": facts, "retired": row and retirement_of(row)}
    return render(request, "errors/410.html", context, status=410)


def retirement_of(row: CuratedRow) -> Revision | None:
    """Return the revision that retired a row; later ones may have altered other things."""
    revisions = Revision.objects.filter(row_type=row_type(type(row)), key=row.pk).order_by("-version")
    since = takewhile(
        lambda each: (each.document or {}).get("status") == Status.RETIRED, revisions.select_related("change")
    )
    return next(iter(reversed([*since])), None)


def send_again(request: HttpRequest) -> HttpResponse:
    """Give back what somebody posted whose form was older than their session, to be sent with one press."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != CSRF_FIELD]
    context = {**admin.site.each_context(request), "title": "Send it again", "fields": fields}
    return TemplateResponse(request, "admin/send_again.html", context, status=403).render()
