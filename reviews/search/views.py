from collections.abc import Iterator

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.querystrings import accepts
from curation.web.suggestions import nearest
from frameworks.models import Feature, Framework, LearningResource, Source
from measurements.models import Task
from measurements.speed.parts import PARTS
from measurements.speed.views import address_of
from reviews.models import Criterion, Guide, Question, Topic
from reviews.search.search import (
    SearchablePage,
    criterion_pages,
    feature_pages,
    find,
    framework_pages,
    guide_pages,
    resource_pages,
    speed_pages,
    task_pages,
    topic_pages,
)


@require_safe
@accepts("q")
def search(request: SnapshotRequest) -> HttpResponse:
    """Everything that has a page, by name; without a text, the form."""
    text = request.GET.get("q", "").strip()
    pages = list(pages_of(request.snapshot)) if text else []
    results = find(text, pages)
    by_name = {page.name.casefold(): page for page in pages}
    close = nearest(text.casefold(), by_name) if text and not results.pages else []
    context = {"text": text, "results": results, "suggestions": [by_name[name] for name in close]}
    return TemplateResponse(request, "search/page.html", context)


def pages_of(snapshot: Snapshot) -> Iterator[SearchablePage]:
    """Read everything that can be found, frameworks first; nine queries."""
    guides = snapshot.rows(Guide)
    sources = snapshot.rows(Source, key__in=[guide.source_id for guide in guides])
    yield from framework_pages(snapshot.rows(Framework))
    yield from feature_pages(snapshot.rows(Feature))
    yield from task_pages(snapshot.rows(Task))
    yield from speed_pages(PARTS, address_of)
    yield from resource_pages(snapshot.rows(LearningResource))
    yield from guide_pages(guides, {row.pk: row for row in sources})
    yield from topic_pages(snapshot.rows(Topic), snapshot.rows(Question))
    yield from criterion_pages(snapshot.rows(Criterion), reverse("method"))
