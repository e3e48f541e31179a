"""What search engines may read, and where: the site map and robots.txt."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from frameworks.models import Feature, Framework, LearningResource
from frameworks.queries import accepts
from frameworks.record import Record, RecordRequest
from reviews.models import Guide, Topic

LISTS = (
    "reviews:home",
    "reviews:frameworks",
    "reviews:compare",
    "reviews:finder",
    "frameworks:features",
    "frameworks:releases",
    "reviews:resources",
    "reviews:guides",
    "reviews:topics",
    "reviews:disagreements",
    "reviews:fact-checks",
    "changes:list",
    "corrections:privacy",
    "reviews:method",
    "reviews:quality",
)


@require_safe
@accepts()
def sitemap(request: RecordRequest) -> HttpResponse:
    """The pages to be found, in the format of sitemaps.org."""
    context = {"paths": paths(request.record)}
    return TemplateResponse(request, "sitemap.xml", context, content_type="application/xml")


def paths(record: Record) -> Iterator[str]:
    """Yield the addresses of all lists and of every public row that has a page; five queries."""
    yield from (reverse(name) for name in LISTS)
    yield from (row.get_absolute_url() for row in record.rows(Framework))
    yield from (row.get_absolute_url() for row in record.rows(Feature))
    yield from (row.get_absolute_url() for row in record.rows(LearningResource))
    yield from (row.get_absolute_url() for row in record.rows(Topic))
    for guide in record.rows(Guide):
        yield guide.get_absolute_url()
        yield reverse("reviews:guide-topics", kwargs={"key": guide.pk})


@require_safe
@accepts()
def robots(request: RecordRequest) -> HttpResponse:
    return TemplateResponse(request, "robots.txt", content_type="text/plain")
