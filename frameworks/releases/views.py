"""Releases across frameworks as a page; ``subscriptions`` has its feed and its calendar."""

import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.filters.applied import removable
from curation.web.pagination import page_of
from curation.web.querystrings import accepts
from frameworks.filters.rows import ReleaseFilter
from frameworks.models import Framework, PythonVersion, Release, SupportWindow
from frameworks.releases.events import End, ends, lines
from frameworks.releases.exports import release_list_data
from frameworks.releases.timeline import ReleaseLine, ReleaseTimeline, release_timeline

PER_PAGE = 50


@alternates(release_list_data)
@require_safe
@accepts(*ReleaseFilter.names(), "page", repeated=ReleaseFilter.repeatable())
def release_list(request: SnapshotRequest) -> HttpResponse:
    """Every release on record, the newest first, and the ends of support that are to come."""
    frameworks = request.snapshot.rows(Framework)
    filters = release_filter(request, frameworks)
    page = page_of(filters.checked(), request.GET, size=PER_PAGE)
    chosen = filters.asked("framework") or []
    context = {
        "filters": filters,
        "page": page,
        "lines": lines(page.object_list, today()),
        "ends": chosen_ends(request.snapshot, frameworks, filters),
        "timeline": timeline_of(
            request.snapshot, [framework.pk for framework in frameworks if framework.slug in chosen]
        ),
        "applied": removable(filters, request.GET),
        "subscription": f"?{query}" if (query := urlencode([("framework", slug) for slug in chosen])) else "",
    }
    return TemplateResponse(request, "releases/page.html", context)


def release_filter(request: SnapshotRequest, frameworks: list[Framework]) -> ReleaseFilter:
    """Return the filters in force, on all public releases with the newest first."""
    rows = Release.objects.public().select_related("framework", "source").order_by("-released_on", "-key")
    return ReleaseFilter(request.GET, rows, request=request, known={Framework: frameworks})


def timeline_of(snapshot: Snapshot, frameworks: list[str]) -> ReleaseTimeline | None:
    """Return the timeline of the framework asked for; None for several, whose scales would differ."""
    if len(frameworks) != 1:
        return None
    releases = snapshot.values(Release, *ReleaseLine._fields, framework=frameworks[0])
    return release_timeline(list(map(ReleaseLine._make, releases)), today())


def chosen_ends(
    snapshot: Snapshot, frameworks: list[Framework], filters: ReleaseFilter, since: datetime.date | None = None
) -> list[End]:
    """Return the ends of support, to come or since a day, of the frameworks asked for; of Python too where none is."""
    slugs = filters.asked("framework") or [framework.slug for framework in frameworks]
    chosen = {framework.pk: framework for framework in frameworks if framework.slug in slugs}
    pythons = [] if filters.asked("framework") else snapshot.rows(PythonVersion, joined=["source"])
    return ends(snapshot.rows(SupportWindow, joined=["source"]), pythons, chosen, today(), since)
