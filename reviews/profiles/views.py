import functools
from typing import Any

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.rows import CuratedRow
from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates, exports, offers_alternates
from curation.web.filters.applied import dropped, removable
from curation.web.querystrings import View, accepts, as_of
from curation.web.suggestions import find
from frameworks.adoption.reading import read_adoption
from frameworks.models import Feature, Framework, Kind, Support, SupportWindow
from frameworks.releases.plans import plans
from reviews.addresses import picker_address
from reviews.guides.opinions.basis import PARAMETERS, counting
from reviews.models import UncomparedFramework
from reviews.profiles.exports import framework_data
from reviews.profiles.list.exports import framework_list_data
from reviews.profiles.list.filters import FrameworkFilter
from reviews.profiles.list.list import columns, heads, with_cells
from reviews.profiles.parts import ANCHORS, SAID, FrameworkPart, count_parts, rail, there
from reviews.profiles.reading import read_framework
from reviews.profiles.standing import StandingGrounds, gaps, read_field, strong_at
from reviews.profiles.strips import strips_of
from reviews.site.home.overview import glances, shared_reading
from reviews.site.home.reading import read_overview


@alternates(framework_list_data)
@require_safe
@accepts(*FrameworkFilter.names(), "as-of", repeated=FrameworkFilter.repeatable())
def framework_list(request: SnapshotRequest) -> HttpResponse:
    """All frameworks, narrowed and put in order by the query string."""
    snapshot = request.snapshot
    rows = read_overview(snapshot)
    known: dict[type[CuratedRow], list[Any]] = {Kind: list(rows.kinds.values()), Feature: snapshot.rows(Feature)}
    filters = FrameworkFilter(request.GET, request=request, rows=rows, known=known)
    frameworks = sorted(rows.frameworks, key=lambda framework: framework.name.casefold())
    listed = glances(rows, filters.keep(frameworks), filters.criteria_asked, filters.raters)
    if filters.feature_asked:
        cells = snapshot.rows(Support, feature=filters.feature_asked.key)
        listed = with_cells(listed, {cell.framework_id: cell for cell in cells}, snapshot.day)
    context = {
        "filters": filters,
        "glances": listed,
        "frameworks": frameworks,
        "heads": heads(request.GET),
        "adoption": {row.framework.key: row.at_a_glance for row in read_adoption(snapshot, frameworks).rows},
        "plans": plans(snapshot.rows(SupportWindow), snapshot.day or today(), snapshot.day),
        "columns": columns(request.GET, rows.opinions, filters.criteria_asked),
        "applied": removable(filters, request.GET),
        "dropped": dropped(filters, frameworks, request.GET),
        "reading": shared_reading(rows.facts, rows.sources),
    }
    return TemplateResponse(request, "profiles/list/page.html", context | as_of(request))


def of_framework(view: View) -> View:
    """Give a view the framework of its address and all others; one that is not compared has its place elsewhere."""

    @functools.wraps(view)
    def answered(request: SnapshotRequest, slug: str) -> HttpResponse:
        frameworks = request.snapshot.rows(Framework)
        if slug not in {row.slug for row in frameworks}:
            for uncompared in request.snapshot.rows(UncomparedFramework, key=slug):
                return redirect(uncompared.place)
        framework = find("framework", frameworks, slug)
        return view(request, framework, [other for other in frameworks if other is not framework])

    return answered


@offers_alternates
@require_safe
@accepts(*PARAMETERS, "as-of")
@of_framework
def framework_detail(request: SnapshotRequest, framework: Framework, others: list[Framework]) -> HttpResponse:
    """One framework in short; the exports have all that is on record of it.

    The choice of whose levels count leads to the part that it narrows.
    """
    counted = counting(request.GET)
    if counted.narrows:
        return HttpResponsePermanentRedirect(
            f"{framework.get_absolute_url()}{FrameworkPart.GUIDES}/?{request.GET.urlencode()}"
        )
    past = as_of(request)
    snapshot = request.snapshot
    page, field = read_framework(snapshot, framework, others, counted), read_field(snapshot, framework)
    counts, grounds = count_parts(snapshot, framework), StandingGrounds(page, field)
    context = {
        "page": page,
        "framework": framework,
        "lab": field.lab,
        "adoption": read_adoption(snapshot, [framework]),
        "strips": strips_of(framework.key, field.figures),
        "strong": strong_at(grounds),
        "gaps": gaps(grounds),
        "compare": picker_address([framework.slug]),
        "rail": rail(counts, framework.get_absolute_url(), str(past["as_of_query"])),
        "onward": [(part, SAID[part], ANCHORS.get(part, "")) for part in there(counts)],
    }
    return TemplateResponse(request, "profiles/overview/page.html", context | past)


@exports(framework_data)
@require_safe
@accepts(*PARAMETERS, "as-of")
@of_framework
def framework_exports(request: SnapshotRequest, framework: Framework, others: list[Framework]) -> HttpResponse:
    """All that is on record of one framework."""
    context = {
        "page": read_framework(request.snapshot, framework, others, counting(request.GET)),
        "lab": read_field(request.snapshot, framework).lab,
        "adoption": read_adoption(request.snapshot, [framework]),
    }
    return TemplateResponse(request, "profiles/overview/page.html", context)
