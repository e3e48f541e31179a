from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from frameworks.alternates.views import alternates
from frameworks.applied import Applied, as_of, given, without
from frameworks.dates import today
from frameworks.models import Feature, Framework, Support, SupportLevel
from frameworks.nearest import not_found
from frameworks.queries import accepts
from frameworks.record import RecordRequest
from reviews.basis import graded_only, switch
from reviews.framework_list import PARAMETERS, Vocabulary, narrowed, understand
from reviews.framework_page import framework_page
from reviews.overview import glances, guides_by_framework, one_reading
from reviews.page_data.framework import framework_data
from reviews.page_data.frameworks import framework_list_data
from reviews.reading import read_framework, read_overview
from reviews.selection import picker_address


@alternates(framework_list_data)
@require_safe
@accepts(*PARAMETERS)
def framework_list(request: RecordRequest) -> HttpResponse:
    """All frameworks, narrowed and put in order by the query string."""
    record = request.record
    rows = read_overview(record)
    opinions = rows.opinions
    vocabulary = Vocabulary(list(rows.kinds.values()), list(opinions.voices.guides.values()), record.rows(Feature))
    asked = understand(request.GET, vocabulary)
    raters = guides_by_framework(opinions)
    cells = record.rows(Support, feature=asked.feature.key) if asked.feature else []
    support = {cell.framework_id: cell for cell in cells}
    every = glances(rows, rows.frameworks, [], raters)
    context = {
        "asked": asked,
        "vocabulary": vocabulary,
        "glances": narrowed(every, asked, raters, support, record.day),
        "every": every,
        "applied": applied(request, vocabulary),
        "reading": one_reading(rows.facts, rows.sources),
    }
    return TemplateResponse(request, "reviews/framework_list.html", context | as_of(request))


def applied(request: RecordRequest, vocabulary: Vocabulary) -> list[Applied]:
    """Return the filters in force, with the address of the page without each."""
    names = {
        **{kind.key: kind.name for kind in vocabulary.kinds},
        **{guide.key: f"Rated by {guide.voice}" for guide in vocabulary.guides},
        **{feature.slug: feature.name for feature in vocabulary.features},
        **dict(SupportLevel.choices),
    }
    pairs = given(request.GET, "q", "kind", "guide", "feature", "level")
    return [Applied(f"“{value}”" if name == "q" else names[value], without(request.GET, name)) for name, value in pairs]


@alternates(framework_data)
@require_safe
@accepts("basis", "as-of")
def framework_detail(request: RecordRequest, slug: str) -> HttpResponse:
    """One framework: what guides say of it, and what is known of it."""
    record = request.record
    frameworks = record.rows(Framework)
    framework = next((one for one in frameworks if one.slug == slug), None)
    if framework is None:
        raise not_found("framework", slug, {one.slug: one.get_absolute_url() for one in frameworks})
    others = [one for one in frameworks if one is not framework]
    rows = read_framework(record, framework, others, graded_only=graded_only(request.GET))
    context = {
        "page": framework_page(rows, today=record.day or today(), as_of=record.day),
        "framework": framework,
        "compare": picker_address([framework.slug]),
        "switch": switch(request.GET, rows.opinions.ratings),
    }
    return TemplateResponse(request, "reviews/framework_detail.html", context | as_of(request))
