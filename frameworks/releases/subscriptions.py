"""Releases as an Atom feed and as a calendar, of all frameworks or of those asked for."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from curation.dates import midnight, today
from curation.registry import RowName, row_type
from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.texts import cleaned
from curation.web.feeds import FeedContent, FeedEntry, FilteredFeed, whole
from curation.web.querystrings import accepts
from frameworks.models import Framework, PythonVersion, Release, SupportWindow
from frameworks.releases.events import Event, events
from frameworks.releases.views import chosen_ends, chosen_frameworks, release_filter

MOST_IN_FEED = 50
CALENDAR_DAYS = 365
"""How long a release, and a support that ended, stays in the calendar."""


class RowState(NamedTuple):
    """How often a row was published, and when last."""

    version: int
    since: datetime.datetime


class ReleaseFeed(FilteredFeed):
    """The newest final releases; the feed moves when one of them is withdrawn or removed."""

    name = "releases"
    subtitle = "Releases of Python web frameworks, as the package index has them."

    def content(self, request: SnapshotRequest) -> FeedContent:
        frameworks = request.snapshot.rows(Framework)
        filters = release_filter(request, frameworks)
        releases = filters.checked().filter(prerelease=False)[:MOST_IN_FEED]
        asked = filters.asked("framework") or []
        chosen = [framework for framework in frameworks if framework.slug in asked]
        states = request.snapshot.once(states_of, Release)
        own = tuple(f"{framework.key}/" for framework in chosen) or ""
        moments = [state.since for (_kind, key), state in states.items() if key.startswith(own)]
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return FeedContent(
            address=request.get_full_path(),
            page=f"{reverse('releases')}{query}",
            filters=[framework.name for framework in chosen],
            entries=[entry(release, states.get((row_type(Release), release.pk))) for release in releases],
            altered=max(moments, default=timezone.now()),
        )


@require_safe
@accepts("framework", repeated=("framework",))
def release_feed(request: SnapshotRequest) -> HttpResponse:
    """The newest releases as an Atom feed."""
    return ReleaseFeed()(request)


@require_safe
@accepts("framework", repeated=("framework",))
def release_calendar(request: SnapshotRequest) -> HttpResponse:
    """The final releases of a year and the ends of support, those of the last year too, as all-day events."""
    filters = release_filter(request, request.snapshot.rows(Framework))
    filters.refuse_problems()
    chosen = tuple(filters.asked("framework") or ())
    calendar = request.snapshot.once(calendar_of, chosen, today())
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8")


def calendar_of(snapshot: Snapshot, slugs: Sequence[str], day: datetime.date) -> bytes:
    """Return the calendar of some frameworks, or of all and Python, as written on a day."""
    frameworks = chosen_frameworks(snapshot.rows(Framework), slugs)
    since = day - datetime.timedelta(days=CALENDAR_DAYS)
    of_chosen = Release.objects.public().select_related("framework", "source").filter(framework__in=frameworks)
    releases = of_chosen.filter(prerelease=False, released_on__gte=since).order_by("-released_on", "-key")
    states = states_of(snapshot, Release, SupportWindow, PythonVersion)
    calendar = Calendar()
    calendar.add("prodid", "-//Plumbline//Releases//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Plumbline: releases and ends of support")
    for event in events(releases, chosen_ends(snapshot, frameworks, since, python=not slugs)):
        calendar.add_component(component(event, states))
    written: bytes = calendar.to_ical()
    return written


def states_of(snapshot: Snapshot, *models: type[Release | SupportWindow | PythonVersion]) -> Mapping[RowName, RowState]:
    """Return how often and when last each row of some types was published, removed ones included; one query."""
    current = snapshot.revisions().public().current().filter(row_type__in=map(row_type, models))
    rows = current.values_list("row_type", "key", "version", "valid_from")
    return {(kind, key): RowState(version, since) for kind, key, version, since in rows}


def entry(release: Release, state: RowState | None) -> FeedEntry:
    """Return a release as an entry, updated on its day, or when what is on record of it last changed."""
    day = midnight(release.released_on)
    return FeedEntry(
        title=f"{release.framework.name} {release.version}",
        path=release.get_absolute_url(),
        words=release.standing,
        published=day,
        updated=max(day, state.since) if state and state.version > 1 else day,
    )


def component(event: Event, states: Mapping[RowName, RowState]) -> CalendarEvent:
    """Return a day as a calendar has it: known by its row, whatever it is called, and taking no time of the day."""
    made = CalendarEvent()
    state = states.get(event.row, RowState(1, midnight(event.day)))
    made.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, whole('/'.join([*event.row, event.field])))}")
    made.add("dtstamp", state.since)
    made.add("last-modified", state.since)
    made.add("sequence", state.version - 1)
    made.add("dtstart", event.day)
    made.add("transp", "TRANSPARENT")
    made.add("summary", cleaned(event.title))
    made.add("description", cleaned(event.words))
    made.add("url", whole(event.address))
    return made
