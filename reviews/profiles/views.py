from typing import Any

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.rows import CuratedRow
from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.filters.applied import dropped, removable
from curation.web.querystrings import accepts, as_of
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


@alternates(framework_data)
@require_safe
@accepts(*PARAMETERS, "as-of")
def framework_detail(request: SnapshotRequest, slug: str) -> HttpResponse:
    """One framework in short; the exports have all that is on record of it.

    The choice of whose levels count leads to the part that it narrows.
    """
    snapshot = request.snapshot
    counted = counting(request.GET)
    frameworks = snapshot.rows(Framework)
    if slug not in {row.slug for row in frameworks}:
        for uncompared in snapshot.rows(UncomparedFramework, key=slug):
            return redirect(uncompared.place)
    framework = find("framework", frameworks, slug)
    in_short = request.path.endswith("/")
    if in_short and counted.narrows:
        return HttpResponsePermanentRedirect(
            f"{framework.get_absolute_url()}{FrameworkPart.GUIDES}/?{request.GET.urlencode()}"
        )
    others = [other for other in frameworks if other is not framework]
    page = read_framework(snapshot, framework, others, counted)
    past = as_of(request)
    field = read_field(snapshot, framework)
    context = {
        "page": page,
        "framework": framework,
        "lab": field.lab,
        "adoption": read_adoption(snapshot, [framework]),
    }
    if in_short:
        counts = count_parts(snapshot, framework)
        grounds = StandingGrounds(page, field)
        context |= {
            "strips": strips_of(framework.key, field.figures),
            "strong": strong_at(grounds),
            "gaps": gaps(grounds),
            "compare": picker_address([framework.slug]),
            "rail": rail(counts, framework.get_absolute_url(), str(past["as_of_query"])),
            "onward": [(part, SAID[part], ANCHORS.get(part, "")) for part in there(counts)],
        }
    return TemplateResponse(request, "profiles/overview/page.html", context | past)
