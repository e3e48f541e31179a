from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from curation.models import Revision
from curation.snapshots.protocol import SnapshotRequest
from curation.web.feeds import Feed
from curation.web.querystrings import accepts
from editorial.changelog.published import Entry, entries, published
from editorial.changelog.views import PER_PAGE, chosen
from frameworks.models import Framework


@require_safe
@accepts("framework", "about")
def change_feed(request: SnapshotRequest) -> HttpResponse:
    """The latest changes as an Atom feed, with the filters of the page."""
    frameworks = {framework.slug: framework for framework in request.snapshot.rows(Framework)}
    revisions = Revision.objects.public().filter(chosen(request, frameworks))
    origin = settings.ORIGIN.geturl()
    feed = Feed(
        "Plumbline: what changed",
        f"{origin}{reverse('changes:list')}",
        description=None,
        language=settings.LANGUAGE_CODE,
        subtitle="Every publication of the catalogue of Python web frameworks, with what it changed.",
        feed_url=f"{origin}{request.path}",
    )
    for entry in entries(published(revisions)[:PER_PAGE], revisions):
        page = f"{origin}{reverse('changes:detail', args=[entry.change.pk])}"
        feed.add_item(
            title=entry.change.reason,
            link=page,
            description=summary(entry),
            unique_id=page,
            pubdate=entry.change.published_at,
            updateddate=entry.change.published_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def summary(entry: Entry) -> str:
    """Return the first rows of a publication with what happened to each, and how many more there are."""
    lines = [f"{row.type} {row.title} {row.verb}{f' ({row.words})' if row.words else ''}" for row in entry.rows]
    return "; ".join([*lines, *([f"and {entry.more} more"] if entry.more else [])])
