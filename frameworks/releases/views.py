"""Releases across frameworks as a page; ``subscriptions`` has its feed and its calendar."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple
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
    snapshot = request.snapshot
    frameworks = snapshot.rows(Framework)
    filters = release_filter(request, frameworks)
    rows = snapshot.once(newest_first)
    # In an order that is asked for, what is alike stands by its key.
    page = page_of(filters.keep(sorted(rows) if "ordering" in filters.data else rows), request.GET, size=PER_PAGE)
    keys = [row.key for row in page]
    releases = {row.key: row for row in snapshot.rows(Release, joined=["framework", "source"], key__in=keys)}
    chosen = filters.asked("framework") or []
    context = {
        "filters": filters,
        "page": page,
        "lines": lines((releases[key] for key in keys), today()),
        "ends": chosen_ends(snapshot, chosen_frameworks(frameworks, chosen), python=not chosen),
        "timeline": timeline_of(snapshot, [framework.pk for framework in frameworks if framework.slug in chosen]),
        "applied": removable(filters, request.GET),
        "subscription": f"?{query}" if (query := urlencode([("framework", slug) for slug in chosen])) else "",
    }
    return TemplateResponse(request, "frameworks/releases/page.html", context)


class FilteredRelease(NamedTuple):
    """What the filters read of a release; the names are those of its fields."""

    key: str
    framework_id: str
    released_on: datetime.date
    prerelease: bool
    yanked: bool
    size: int | None


def newest_first(snapshot: Snapshot) -> list[FilteredRelease]:
    """Return all public releases; one query."""
    releases = map(FilteredRelease._make, snapshot.values(Release, *FilteredRelease._fields))
    return sorted(releases, key=lambda release: (release.released_on, release.key), reverse=True)


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


def chosen_frameworks(frameworks: Sequence[Framework], slugs: Sequence[str]) -> list[Framework]:
    """Return the frameworks asked for, or all where none is."""
    return [framework for framework in frameworks if not slugs or framework.slug in slugs]


def chosen_ends(
    snapshot: Snapshot, frameworks: Sequence[Framework], since: datetime.date | None = None, *, python: bool
) -> list[End]:
    """Return the ends of support, to come or since a day, of some frameworks, and of Python where that is wanted."""
    pythons = snapshot.rows(PythonVersion, joined=["source"]) if python else []
    chosen = {framework.pk: framework for framework in frameworks}
    return ends(snapshot.rows(SupportWindow, joined=["source"]), pythons, chosen, today(), since)
