"""The latest changes as an Atom feed."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from curation.models import Revision
from curation.snapshots.protocol import SnapshotRequest
from curation.web.querystrings import check_query
from editorial.changelog.published import Entry, entries, published
from editorial.changelog.views import PER_PAGE, chosen
from frameworks.models import Framework

PARAMETERS = ("framework", "about")


class ChangesFeed(Feed):
    """What was published, with the filters of the page."""

    feed_type = Atom1Feed
    title = "Plumbline: what changed"
    subtitle = "Every publication of the catalogue of Python web frameworks, with what it changed."

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_query(request, PARAMETERS)
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request: SnapshotRequest) -> list[Entry]:  # type: ignore[override]
        names = {one.slug: one for one in request.snapshot.rows(Framework)}
        revisions = Revision.objects.public().filter(chosen(request, names))
        return entries(published(revisions)[:PER_PAGE], revisions)

    def link(self) -> str:
        return f"{settings.ORIGIN.geturl()}{reverse('changes:list')}"

    def feed_url(self) -> str:
        return f"{settings.ORIGIN.geturl()}{reverse('changes:feed')}"

    def items(self, found: list[Entry]) -> list[Entry]:
        return found

    def item_title(self, item: Entry) -> str:
        return item.change.reason

    def item_description(self, item: Entry) -> str:
        lines = [f"{one.type} {one.title} {one.verb}{f' ({one.words})' if one.words else ''}" for one in item.rows]
        return "; ".join([*lines, *([f"and {item.more} more"] if item.more else [])])

    def item_link(self, item: Entry) -> str:
        return f"{settings.ORIGIN.geturl()}{reverse('changes:detail', args=[item.change.pk])}"

    def item_pubdate(self, item: Entry) -> datetime | None:
        return item.change.published_at

    item_updateddate = item_pubdate
