from collections import Counter

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from frameworks.alternates.views import alternates
from frameworks.applied import as_of
from frameworks.models import Framework
from frameworks.queries import accepts
from frameworks.record import RecordRequest
from reviews.facets import Facet, applied, facet, passing, without_each
from reviews.fact_checks import VERDICTS, Check, by_guide, fact_checks, read_grounds
from reviews.models import Statement
from reviews.page_data.fact_checks import fact_check_data
from reviews.voices import Voices, read_voices


@require_safe
@alternates(fact_check_data)
@accepts("verdict", "guide", "framework", "as-of")
def fact_check_list(request: RecordRequest) -> HttpResponse:
    """What guides state that a fact can decide, and how it stands."""
    record, query = request.record, request.GET
    voices = read_voices(record)
    frameworks = record.rows(Framework)
    checks = fact_checks(
        record.rows(Statement), read_grounds(record), {framework.key: framework for framework in frameworks}, voices
    )
    facets = facets_of(request, checks, frameworks, voices)
    counts = Counter(one.statement.verdict for one in checks)
    context = {
        "checks": checks,
        "shown": passing(checks, facets),
        "counts": [(verdict, words, counts[verdict]) for verdict, words in VERDICTS.items()],
        "by_guide": by_guide(checks),
        "thin": sum(one.statement.thin for one in checks),
        "ruled": sum(bool(one.statement.rule) for one in checks),
        "facets": facets,
        "applied": applied(query, facets),
        "without_each": without_each(query, checks, facets),
    }
    return TemplateResponse(request, "reviews/fact_check_list.html", context | as_of(request))


def facets_of(request: RecordRequest, checks: list[Check], frameworks: list[Framework], voices: Voices) -> list[Facet]:
    """Return the filters of the page."""
    guides = {key: guide.voice for key, guide in voices.guides.items()}
    names = {one.slug: one.name for one in frameworks}
    return [
        facet(request.GET, "verdict", ("Verdict", "All verdicts"), VERDICTS, checks),
        facet(request.GET, "guide", ("Guide", "All guides"), guides, checks),
        facet(request.GET, "framework", ("Framework", "All, and in general"), names, checks),
    ]
