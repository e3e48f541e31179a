"""The site map, split by kind of page: what it lists, and when what each page shows last changed."""

import copy
import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from curation.models import Revision
from curation.registry import row_type
from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.addresses import evidence_address
from curation.web.querystrings import accepts
from frameworks.models import Feature, Framework, LearningResource, Release
from measurements.models import Task
from measurements.speed.parts import PARTS
from reviews.addresses import comparison_address
from reviews.evidence.keys import RELEASES
from reviews.evidence.lookup import CARDS
from reviews.models import CommonSituation, Guide, Topic
from reviews.profiles.parts import MODELS

LISTS = (
    "home",
    "situations",
    "frameworks",
    "not-compared",
    "compare",
    "finder",
    "features",
    "releases",
    "adoption",
    "resources",
    "guides",
    "topics",
    "disagreements",
    "fact-checks",
    "changes:list",
    "corrections:privacy",
    "method",
    "quality",
    "tasks",
    "speed",
    "lab-runs",
    "speed-method",
)


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """The path of a page, and when what it shows last changed."""

    path: str
    changed: datetime.datetime | None


@dataclass(frozen=True)
class Record:
    """The public rows as the record has them now: what each is about stands in its key."""

    snapshot: Snapshot

    @cached_property
    def rows(self) -> list[tuple[str, str, datetime.datetime]]:
        """The type and key of each row, and when it was last published."""
        current = Revision.objects.public().current().filter(document__isnull=False)
        return list(current.values_list("row_type", "key", "valid_from"))

    @cached_property
    def about(self) -> Mapping[str, Mapping[str, datetime.datetime]]:
        """By key of a subject, when the rows about it last changed, by their type."""
        latest: dict[str, dict[str, datetime.datetime]] = defaultdict(dict)
        for kind, key, changed in self.rows:
            for part in key.split("/"):
                latest[part][kind] = max(changed, latest[part].get(kind, changed))
        return latest

    def changed(self, key: str) -> datetime.datetime | None:
        """Return when anything about a subject last changed."""
        return max(self.about.get(key, {}).values(), default=None)

    def entries(self, rows: Iterable[CuratedRow]) -> Iterator[SitemapEntry]:
        for row in rows:
            yield SitemapEntry(row.get_absolute_url(), self.changed(row.pk))  # type: ignore[attr-defined]


def lists(record: Record) -> Iterator[SitemapEntry]:
    names = [*(reverse(name) for name in LISTS), *(reverse("speed-part", args=[part.slug]) for part in PARTS)]
    return (SitemapEntry(path, record.snapshot.published) for path in names)


def frameworks(record: Record) -> Iterator[SitemapEntry]:
    """Yield the page of each framework, and those of its parts that have something."""
    for framework in record.snapshot.rows(Framework):
        address, about = framework.get_absolute_url(), record.about.get(framework.pk, {})
        yield SitemapEntry(address, record.changed(framework.pk))
        for part, models in MODELS.items():
            if days := [about[row_type(model)] for model in models if row_type(model) in about]:
                yield SitemapEntry(f"{address}{part}/", max(days))


def comparisons(record: Record) -> Iterator[SitemapEntry]:
    """Yield the comparison of each pair."""
    for pair in combinations(record.snapshot.rows(Framework), 2):
        days = [day for framework in pair if (day := record.changed(framework.pk))]
        yield SitemapEntry(comparison_address([framework.slug for framework in pair]), max(days, default=None))


def guides(record: Record) -> Iterator[SitemapEntry]:
    for guide in record.snapshot.rows(Guide):
        yield from record.entries([guide])
        yield SitemapEntry(reverse("guide-topics", kwargs={"key": guide.pk}), record.changed(guide.pk))


def claims(record: Record) -> Iterator[SitemapEntry]:
    """Yield the evidence of each claim; where two kinds of claim share a key, the page shows the commoner."""
    types = {row_type(model) for model in CARDS}
    pages: dict[str, datetime.datetime] = {}
    for kind, key, changed in record.rows:
        if kind == row_type(Release):
            framework, _, version = key.partition("/")
            pages[f"{framework}/{RELEASES}/{version}"] = changed
        elif kind in types:
            pages[key] = max(changed, pages.get(key, changed))
    return (SitemapEntry(evidence_address(key), changed) for key, changed in sorted(pages.items()))


SECTIONS = {
    "lists": lists,
    "situations": lambda record: record.entries(record.snapshot.rows(CommonSituation)),
    "frameworks": frameworks,
    "comparisons": comparisons,
    "features": lambda record: record.entries(record.snapshot.rows(Feature)),
    "code": lambda record: record.entries(record.snapshot.rows(Task)),
    "learning": lambda record: record.entries(record.snapshot.rows(LearningResource)),
    "topics": lambda record: record.entries(record.snapshot.rows(Topic)),
    "guides": guides,
    "evidence": claims,
}


def read_entries(snapshot: Snapshot) -> dict[str, list[SitemapEntry]]:
    """Return the pages of every section; one query for the record, and one for each type of row listed."""
    record = Record(snapshot)
    return {name: list(section(record)) for name, section in SECTIONS.items()}


class PageSitemap(Sitemap):
    """The pages of one kind, at the site's own origin."""

    def __init__(self, entries: list[SitemapEntry]) -> None:
        self.entries = entries
        self.protocol = settings.ORIGIN.scheme

    def items(self) -> list[SitemapEntry]:
        return self.entries

    def location(self, item: SitemapEntry) -> str:
        return item.path

    def lastmod(self, item: SitemapEntry) -> datetime.datetime | None:
        return item.changed


@require_safe
@accepts()
def index(request: SnapshotRequest) -> HttpResponse:
    """The sections of the site map that have pages."""
    listed = request.snapshot.once(read_entries)
    sections: dict[str, Any] = {name: PageSitemap(entries) for name, entries in listed.items() if entries}
    return sitemap_views.index(at_origin(request), sections, sitemap_url_name="sitemap-section")


@require_safe
@accepts()
def section(request: SnapshotRequest, section: str) -> HttpResponse:
    """The pages of one kind, in the format of sitemaps.org."""
    if section not in SECTIONS:
        raise Http404(f"The site map has no section {section}; it has {', '.join(SECTIONS)}.")
    entries = PageSitemap(request.snapshot.once(read_entries)[section])
    # Django's own template takes four times as long for the thousands of pages with evidence.
    return sitemap_views.sitemap(at_origin(request), {section: entries}, section, template_name="site/sitemap.xml")


def at_origin(request: SnapshotRequest) -> SnapshotRequest:
    """Return the request as one to the site's own origin, from which all its links are made."""
    asked = copy.copy(request)
    asked.META = {**request.META, "HTTP_HOST": settings.ORIGIN.netloc}
    return asked
