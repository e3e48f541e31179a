"""What programs look for at fixed places: the site map, robots.txt and security.txt."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.querystrings import accepts
from frameworks.models import Feature, Framework, LearningResource
from measurements.models import Task
from measurements.speed.parts import PARTS
from reviews.models import CommonSituation, Guide, Topic

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


@require_safe
@accepts()
def security(request: HttpRequest) -> HttpResponse:
    """Say where to report a vulnerability (RFC 9116); there is no such file where no contact is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404("This site names no contact for security.")
    expires = today() + datetime.timedelta(days=180)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {settings.ORIGIN.geturl()}{request.path}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
@accepts()
def sitemap(request: SnapshotRequest) -> HttpResponse:
    """The pages to be found, in the format of sitemaps.org."""
    context = {"paths": paths(request.snapshot)}
    return TemplateResponse(request, "sitemap.xml", context, content_type="application/xml")


def paths(snapshot: Snapshot) -> Iterator[str]:
    """Yield the addresses of all lists and of every public row that has a page; seven queries."""
    yield from (reverse(name) for name in LISTS)
    yield from (row.get_absolute_url() for row in snapshot.rows(CommonSituation))
    yield from (row.get_absolute_url() for row in snapshot.rows(Framework))
    yield from (row.get_absolute_url() for row in snapshot.rows(Feature))
    yield from (reverse("speed-part", args=[part.slug]) for part in PARTS)
    yield from (row.get_absolute_url() for row in snapshot.rows(Task))
    yield from (row.get_absolute_url() for row in snapshot.rows(LearningResource))
    yield from (row.get_absolute_url() for row in snapshot.rows(Topic))
    for guide in snapshot.rows(Guide):
        yield guide.get_absolute_url()
        yield reverse("guide-topics", kwargs={"key": guide.pk})


@require_safe
@accepts()
def robots(request: SnapshotRequest) -> HttpResponse:
    return TemplateResponse(request, "robots.txt", content_type="text/plain")
