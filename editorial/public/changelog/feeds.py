"""What was published, as an Atom feed."""

import datetime
from typing import cast

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.feeds import FeedContent, FeedEntry, FilteredFeed
from curation.web.querystrings import accepts
from editorial.public.changelog.published import PublishedChange, entries, published
from editorial.public.changelog.views import PER_PAGE, applied, chosen
from frameworks.models import Framework

LONGEST = 200
"""How many characters are told of what a row says now and said before; whole programs are among it."""


class ChangeFeed(FilteredFeed):
    """The latest publications, with the filters of the page."""

    name = "what changed"
    subtitle = "Every publication of the catalogue of Python web frameworks, with what it changed."

    def content(self, request: SnapshotRequest) -> FeedContent:
        frameworks = {framework.slug: framework for framework in request.snapshot.rows(Framework)}
        rows = chosen(request, frameworks)
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        latest = request.snapshot.once(published, rows)[:PER_PAGE]
        listed = [entry_of(entry) for entry in request.snapshot.once(entries, rows, latest)]
        return FeedContent(
            address=request.get_full_path(),
            page=f"{reverse('changes:list')}{query}",
            filters=[tag.label for tag in applied(request, frameworks)],
            entries=listed,
            altered=max((entry.updated for entry in listed), default=request.snapshot.published or timezone.now()),
        )


@require_safe
@accepts("framework", "about")
def change_feed(request: SnapshotRequest) -> HttpResponse:
    """The latest changes as an Atom feed, with the filters of the page."""
    return ChangeFeed()(request)


def entry_of(entry: PublishedChange) -> FeedEntry:
    change, moment = entry.change, cast(datetime.datetime, entry.change.published_at)
    return FeedEntry(change.reason, reverse("changes:detail", args=[change.pk]), summary(entry), moment, moment)


def summary(entry: PublishedChange) -> str:
    """Return the first rows of a publication with what happened to each, and how many more there are."""
    told = [(f"{row.type} {row.title} {row.verb}", Truncator(row.words).chars(LONGEST)) for row in entry.rows]
    lines = [f"{row} ({words})" if words else row for row, words in told]
    return "; ".join([*lines, *([f"and {entry.more} more"] if entry.more else [])])
