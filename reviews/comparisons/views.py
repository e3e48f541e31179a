from collections.abc import Sequence

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.filters.applied import as_of
from curation.web.querystrings import accepts, choice
from curation.web.suggestions import NoSuchPage
from frameworks.models import Framework
from measurements.speed.beside import read_lab
from reviews.addresses import SEPARATOR, comparison_address
from reviews.comparisons.comparison import compare
from reviews.comparisons.exports import comparison_data
from reviews.comparisons.reading import read_rows
from reviews.comparisons.selection import (
    Refusal,
    Selection,
    UnknownFrameworks,
    choose,
    read_frameworks,
    read_options,
)
from reviews.opinions.basis import graded_only, switch
from reviews.opinions.rulings import read_rulings


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


def picker(request: SnapshotRequest, chosen: Selection, status: int = 200) -> HttpResponse:
    context = {"choice": chosen, "problem": chosen.refusal}
    return TemplateResponse(request, "comparisons/picker/page.html", context, status=status)


@alternates(comparison_data)
@require_safe
@accepts("only", "against", "basis", "as-of")
def comparison(request: SnapshotRequest, slugs: str) -> HttpResponse:
    """Two to five frameworks side by side."""
    snapshot, requested = request.snapshot, slugs.split(SEPARATOR)
    try:
        in_order = choose(requested)
    except Refusal as refusal:
        return picker(request, Selection(snapshot.rows(Framework), requested, refusal), status=400)
    frameworks = find_frameworks(snapshot, in_order)
    if requested != in_order:
        return HttpResponsePermanentRedirect(address(in_order, request.GET.urlencode()))
    only, against = read_options(request.GET, in_order)
    rows = read_rows(snapshot, frameworks, graded_only=graded_only(request.GET))
    day = snapshot.day or today()
    context = {
        "comparison": compare(rows, today=day, as_of=snapshot.day, only_differences=only),
        "rulings": read_rulings(snapshot),
        "lab": read_lab(snapshot, frameworks),
        "chosen": Selection(frameworks, in_order),
        "switch": switch(request.GET, rows.opinions.ratings),
        "only": only,
        "against": against,
        "against_name": next((framework.name for framework in frameworks if framework.slug == against), ""),
        "cite": day,
    }
    return TemplateResponse(request, "comparisons/detail/page.html", context | as_of(request))


def find_frameworks(snapshot: Snapshot, slugs: Sequence[str]) -> list[Framework]:
    """Return the frameworks of an address; 404 with the comparison that was probably meant where one is unknown."""
    try:
        return read_frameworks(snapshot, slugs)
    except UnknownFrameworks as error:
        raise no_such_comparison(slugs, error) from error


def no_such_comparison(slugs: Sequence[str], error: UnknownFrameworks) -> NoSuchPage:
    likely = {slug: next(iter(names), "") for slug, names in error.likely.items()}
    meant = sorted({likely.get(slug, slug) for slug in slugs} - {""})
    offers = [(", ".join(meant), address(meant))] if len(meant) > 1 else []
    offers.append(("Choose frameworks to compare", reverse("compare")))
    return NoSuchPage(str(error), nearest=offers, wanted=next(iter(likely))[:60])


def address(slugs: Sequence[str], query: str = "") -> str:
    return f"{comparison_address(slugs)}?{query}" if query else comparison_address(slugs)
