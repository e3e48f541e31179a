"""Comparisons: the choice of frameworks, the summary, and the parts at addresses of their own."""

from collections.abc import Sequence

from django.http import HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import offers_alternates
from curation.web.querystrings import accepts, as_of, choice
from frameworks.models import Framework
from reviews.addresses import comparison_address
from reviews.comparisons.opening import OPTIONS, compares, picker, with_query
from reviews.comparisons.parts.parts import ANCHORS, ComparisonPart, onward, rail
from reviews.comparisons.selection import Refusal, Selection, choose, read_options
from reviews.comparisons.summary.reading import read_summary
from reviews.guides.opinions.basis import PARAMETERS, counting


@require_safe
@accepts("framework", "with", repeated=("framework", "with"))
def comparison_picker(request: SnapshotRequest) -> HttpResponse:
    """Choose frameworks to compare; a choice of two to five leads to their comparison."""
    frameworks = request.snapshot.rows(Framework)
    slugs = request.GET.getlist("framework")
    refuse_unknown("with", request.GET.getlist("with"), frameworks)
    refuse_unknown("framework", slugs, frameworks)
    if not slugs:
        return picker(request, Selection(frameworks, request.GET.getlist("with")))
    try:
        return redirect(comparison_address(choose(slugs)))
    except Refusal as refusal:
        return picker(request, Selection(frameworks, slugs, refusal), status=400)


def refuse_unknown(parameter: str, slugs: Sequence[str], frameworks: Sequence[Framework]) -> None:
    allowed = [framework.slug for framework in frameworks]
    for slug in slugs:
        choice(parameter, slug, allowed)


@offers_alternates
@require_safe
@accepts(*OPTIONS, "as-of")
@compares()
def comparison(request: SnapshotRequest, chosen: Selection) -> HttpResponse:
    """Two to five frameworks in short; the exports and the decision record have all of it.

    What once narrowed the whole page leads to the part that it narrows now.
    """
    read_options(request.GET, chosen.slugs)
    counting(request.GET)
    if moved := moved_to(chosen, request.GET):
        return HttpResponsePermanentRedirect(moved)
    summary, holdings = read_summary(request.snapshot, chosen.frameworks)
    past = as_of(request)
    context = {
        "chosen": chosen,
        "summary": summary,
        "holdings": holdings,
        "rail": rail(holdings, chosen.address, str(past["as_of_query"])),
        "onward": [(part, words, ANCHORS.get(part, "")) for part, words in onward(holdings)],
        "cite": request.snapshot.day or today(),
    }
    return TemplateResponse(request, "comparisons/summary/page.html", context | past)


def moved_to(chosen: Selection, query: QueryDict) -> str:
    """Return the address of the part that a parameter of the former page narrows; empty where none is given."""
    if not any(name in query for name in OPTIONS):
        return ""
    given = query.copy()
    for name in [name for name in OPTIONS if not given.get(name)]:
        given.pop(name, None)
    part = ComparisonPart.GUIDES if given.keys() & set(PARAMETERS) else ComparisonPart.FEATURES
    narrowed = any(name in given for name in OPTIONS)
    return with_query(f"{chosen.address}{part}/" if narrowed else chosen.address, given.urlencode())
