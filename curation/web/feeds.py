"""Atom feeds that any reader can parse, whatever texts are stored; their id, address and title keep the filters."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from curation.snapshots.protocol import SnapshotRequest
from curation.texts import all_cleaned


def whole(path: str) -> str:
    """Return the address of a path, from the site's own origin."""
    return urljoin(f"{settings.ORIGIN.geturl()}/", path)


class CleanAtom(Atom1Feed):
    """Atom without characters that XML cannot hold; ``altered`` is when something last left the feed or came to it."""

    def add_item(self, *args: Any, **kwargs: Any) -> None:
        super().add_item(*map(all_cleaned, args), **{name: all_cleaned(value) for name, value in kwargs.items()})

    def latest_post_date(self) -> datetime.datetime:
        altered: datetime.datetime = self.feed["altered"]
        return max(altered, super().latest_post_date()) if self.items else altered


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What happened, where it is read, and when."""

    title: str
    path: str
    words: str
    published: datetime.datetime
    updated: datetime.datetime


@dataclass(frozen=True, slots=True)
class FeedContent:
    """What a feed shows for the filters of its request."""

    address: str
    """Its own path, with the filters."""
    page: str
    """The path of the page that shows the same to people, with the filters."""
    filters: Sequence[str]
    """The filters in force, in words."""
    entries: Sequence[FeedEntry]
    altered: datetime.datetime
    """When the feed last changed, whatever its entries say: one of them may be gone."""


class FilteredFeed(Feed):
    """An Atom feed whose id, address and title keep the filters."""

    feed_type = CleanAtom
    language = settings.LANGUAGE_CODE
    author_name = "Plumbline"
    name: str
    """Its title without filters."""

    def content(self, request: SnapshotRequest) -> FeedContent:
        """Return what the request asks for."""
        raise NotImplementedError

    def get_object(self, request: HttpRequest, *_arguments: Any, **_named: Any) -> FeedContent:
        return self.content(cast(SnapshotRequest, request))

    def title(self, content: FeedContent) -> str:
        return ": ".join(["Plumbline", self.name, *([", ".join(content.filters)] if content.filters else [])])

    def link(self, content: FeedContent) -> str:
        return whole(content.page)

    def feed_url(self, content: FeedContent) -> str:
        return whole(content.address)

    def author_link(self) -> str:
        return whole("/")

    def feed_extra_kwargs(self, content: FeedContent) -> dict[str, Any]:
        return {"altered": content.altered}

    def items(self, content: FeedContent) -> Sequence[FeedEntry]:
        return content.entries

    def item_title(self, item: FeedEntry) -> str:
        return item.title

    def item_description(self, item: FeedEntry) -> str:
        return escape(item.words)

    def item_link(self, item: FeedEntry) -> str:
        return whole(item.path)

    def item_pubdate(self, item: FeedEntry) -> datetime.datetime:
        return item.published

    def item_updateddate(self, item: FeedEntry) -> datetime.datetime:
        return item.updated
