"""The situations in which many choose, and what the finder answers to each."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import accepts, as_of
from curation.web.suggestions import find
from reviews.finder.situations.exports import situation_data, situation_list_data
from reviews.finder.situations.reading import read_lines, read_page
from reviews.models import CommonSituation


@alternates(situation_list_data)
@require_safe
@accepts("as-of")
def situation_list(request: SnapshotRequest) -> HttpResponse:
    """Every situation with pick, runner-up and how firm that is."""
    context = {"lines": read_lines(request.snapshot)}
    return TemplateResponse(request, "finder/situations/list/page.html", context | as_of(request))


@alternates(situation_data)
@require_safe
@accepts("as-of")
def situation_detail(request: SnapshotRequest, slug: str) -> HttpResponse:
    """One situation: pick, reasons, stack, code, numbers, advice of guides, other assumptions."""
    situations = request.snapshot.rows(CommonSituation)
    situation = find("situation", situations, slug)
    context = {"page": read_page(request.snapshot, situation), "situations": situations}
    return TemplateResponse(request, "finder/situations/detail/page.html", context | as_of(request))
