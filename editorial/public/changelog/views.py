"""Pages for readers about what was published."""

import datetime

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.dates import midnight, read_day, today
from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.filters.applied import Applied
from curation.web.pagination import page_of
from curation.web.querystrings import InvalidQuery, Problem, accepts, choice, without
from editorial.accounts.audit import LOGINS_KEPT
from editorial.public.changelog.exports import change_data
from editorial.public.changelog.published import ABOUT, Publication, entries, entry, of_framework, of_type, published
from editorial.public.corrections.models import KEPT_DECIDED, KEPT_OPEN
from frameworks.models import Framework

PER_PAGE = 20
ROWS_PER_PAGE = 200


@alternates(change_data)
@require_safe
@accepts("framework", "about", "since", "page")
def change_list(request: SnapshotRequest) -> HttpResponse:
    """What was published, the latest first."""
    names = {framework.slug: framework for framework in request.snapshot.rows(Framework)}
    rows = chosen(request, names)
    page = page_of(request.snapshot.once(published, rows), request.GET, size=PER_PAGE)
    context = {
        "entries": request.snapshot.once(entries, rows, page.object_list),
        "page": page,
        "frameworks": names.values(),
        "about": ABOUT,
        "applied": applied(request, names),
        "subscription": subscription(request.GET),
    }
    return TemplateResponse(request, "editorial/changes/list/page.html", context)


@alternates(change_data)
@require_safe
@accepts("page")
def change_detail(request: SnapshotRequest, number: int) -> HttpResponse:
    """One publication with every row it changed."""
    listed = {publication.change: publication for publication in request.snapshot.once(published, Q())}
    publication = listed.get(number, Publication(number, 0))
    page = page_of(range(publication.rows), request.GET, size=ROWS_PER_PAGE)
    if not publication.rows:
        raise Http404(f"There is no published change {number}.")
    shown = request.snapshot.once(entry, publication, page.object_list)
    context = {"entries": [shown], "entry": shown, "page": page}
    return TemplateResponse(request, "editorial/changes/detail/page.html", context)


@require_safe
@accepts()
def privacy(request: SnapshotRequest) -> HttpResponse:
    """What is stored about people, why, and for how long."""
    context = {
        "kept_open": KEPT_OPEN.days,
        "kept_decided": KEPT_DECIDED.days,
        "logins": LOGINS_KEPT.days,
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
    }
    return TemplateResponse(request, "site/privacy/page.html", context)


def chosen(request: SnapshotRequest, names: dict[str, Framework]) -> Q:
    """Return the condition for the revisions that a query string asks for; ``InvalidQuery`` where unknown."""
    condition = Q()
    if slug := request.GET.get("framework", ""):
        condition &= of_framework(names[choice("framework", slug, list(names))].key)
    if about := request.GET.get("about", ""):
        condition &= of_type(choice("about", about, list(ABOUT)))
    if since := request.GET.get("since", ""):
        condition &= Q(valid_from__gte=midnight(read_since(since)))
    return condition


def read_since(text: str) -> datetime.date:
    """Return the day from which changes are asked for."""
    day = read_day(text)
    if day is None:
        raise InvalidQuery(Problem("since", f"give a day up to today, {today()}, as YYYY-MM-DD."))
    return day


def subscription(query: QueryDict) -> str:
    """Return the query of the feed that follows a page; a feed has no first day."""
    kept = query.copy()
    for name in ("since", "page"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}" if kept else ""


def applied(request: SnapshotRequest, names: dict[str, Framework]) -> list[Applied]:
    """Return the filters in force."""
    query = request.GET
    words = {
        "framework": names[query["framework"]].name if query.get("framework") else "",
        "about": ABOUT.get(query.get("about", ""), ""),
        "since": f"since {query['since']}" if query.get("since") else "",
    }
    return [Applied(label, without(query, name)) for name, label in words.items() if label]
