from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from frameworks.alternates.views import alternates
from frameworks.applied import as_of, dropped, removable
from frameworks.curation import CuratedRow
from frameworks.dates import today
from frameworks.models import Feature, Framework, Kind, Support
from frameworks.nearest import find
from frameworks.queries import accepts
from frameworks.record import RecordRequest
from reviews.basis import graded_only, switch
from reviews.filters.frameworks import FrameworkFilter
from reviews.framework_list import columns, heads, with_cells
from reviews.framework_page import framework_page
from reviews.overview import glances, one_reading
from reviews.page_data.framework import framework_data
from reviews.page_data.frameworks import framework_list_data
from reviews.reading import read_framework, read_overview
from reviews.rulings import read_rulings
from reviews.selection import picker_address


@alternates(framework_list_data)
@require_safe
@accepts(*FrameworkFilter.names(), "as-of", repeated=FrameworkFilter.repeatable())
def framework_list(request: RecordRequest) -> HttpResponse:
    """All frameworks, narrowed and put in order by the query string."""
    record = request.record
    rows = read_overview(record)
    known: dict[type[CuratedRow], list[Any]] = {Kind: list(rows.kinds.values()), Feature: record.rows(Feature)}
    filters = FrameworkFilter(request.GET, request=request, rows=rows, known=known)
    every = sorted(rows.frameworks, key=lambda one: one.name.casefold())
    listed = glances(rows, filters.keep(every), filters.criteria_asked, filters.raters)
    if filters.feature_asked:
        cells = record.rows(Support, feature=filters.feature_asked.key)
        listed = with_cells(listed, {cell.framework_id: cell for cell in cells}, record.day)
    context = {
        "filters": filters,
        "glances": listed,
        "every": every,
        "heads": heads(request.GET),
        "columns": columns(request.GET, rows.opinions, filters.criteria_asked),
        "applied": removable(filters, request.GET),
        "dropped": dropped(filters, every, request.GET),
        "reading": one_reading(rows.facts, rows.sources),
    }
    return TemplateResponse(request, "reviews/framework_list.html", context | as_of(request))


@alternates(framework_data)
@require_safe
@accepts("basis", "as-of")
def framework_detail(request: RecordRequest, slug: str) -> HttpResponse:
    """One framework: what guides say of it, and what is known of it."""
    record = request.record
    frameworks = record.rows(Framework)
    framework = find("framework", frameworks, slug)
    others = [one for one in frameworks if one is not framework]
    rows = read_framework(record, framework, others, graded_only=graded_only(request.GET))
    context = {
        "page": framework_page(rows, today=record.day or today(), as_of=record.day),
        "framework": framework,
        "compare": picker_address([framework.slug]),
        "rulings": read_rulings(record),
        "switch": switch(request.GET, rows.opinions.ratings),
    }
    return TemplateResponse(request, "reviews/framework_detail.html", context | as_of(request))
