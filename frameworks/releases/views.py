"""Releases across frameworks, as a page, a feed and a calendar."""

import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from curation.dates import today
from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.texts import cleaned
from curation.web.exports.views import alternates
from curation.web.feeds import Feed
from curation.web.filters.applied import removable
from curation.web.pagination import page_of
from curation.web.querystrings import accepts
from frameworks.filters.rows import ReleaseFilter
from frameworks.models import Framework, PythonVersion, Release, SupportWindow
from frameworks.releases.events import End, ends, events, kind_of, lines
from frameworks.releases.exports import release_list_data
from frameworks.releases.timeline import ReleaseLine, ReleaseTimeline, release_timeline

PER_PAGE = 50
MOST_IN_FEED = 50
CALENDAR_DAYS = 365


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
    }
    return TemplateResponse(request, "releases/page.html", context)


@require_safe
@accepts("framework", repeated=("framework",))
def release_feed(request: SnapshotRequest) -> HttpResponse:
    """The newest releases as an Atom feed."""
    filters = release_filter(request, request.snapshot.rows(Framework))
    releases = filters.checked().filter(prerelease=False)[:MOST_IN_FEED]
    page = whole(reverse("releases"))
    feed = Feed("Plumbline: releases", page, "Releases of Python web frameworks.", feed_url=whole(request.path))
    for release in releases:
        feed.add_item(
            title=f"{release.framework.name} {release.version}",
            link=whole(release.get_absolute_url()),
            description=kind_of(release),
            unique_id=whole(release.get_absolute_url()),
            pubdate=midnight(release.released_on),
            updateddate=midnight(release.released_on),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@require_safe
@accepts("framework", repeated=("framework",))
def release_calendar(request: SnapshotRequest) -> HttpResponse:
    """The final releases of a year and the ends of support to come, as all-day events."""
    frameworks = request.snapshot.rows(Framework)
    filters = release_filter(request, frameworks)
    since = today() - datetime.timedelta(days=CALENDAR_DAYS)
    releases = filters.checked().filter(prerelease=False, released_on__gte=since)
    calendar = Calendar()
    calendar.add("prodid", "-//Plumbline//Releases//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Plumbline: releases and ends of support")
    for event in events(releases, chosen_ends(request.snapshot, frameworks, filters)):
        component = CalendarEvent()
        component.add("uid", f"{event.key}@{settings.ORIGIN.hostname}")
        component.add("dtstamp", midnight(event.day))
        component.add("dtstart", event.day)
        component.add("summary", cleaned(event.title))
        component.add("description", cleaned(event.words))
        component.add("url", whole(event.address))
        calendar.add_component(component)
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


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


def chosen_ends(snapshot: Snapshot, frameworks: list[Framework], filters: ReleaseFilter) -> list[End]:
    """Return the ends of support to come of the frameworks asked for; of Python too where none is."""
    slugs = filters.asked("framework") or [framework.slug for framework in frameworks]
    chosen = {framework.pk: framework for framework in frameworks if framework.slug in slugs}
    pythons = [] if filters.asked("framework") else snapshot.rows(PythonVersion, joined=["source"])
    return ends(snapshot.rows(SupportWindow, joined=["source"]), pythons, chosen, today())


def whole(path: str) -> str:
    return urljoin(f"{settings.ORIGIN.geturl()}/", path)


def midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
