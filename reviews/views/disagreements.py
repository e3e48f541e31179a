from collections import Counter

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from frameworks.alternates.views import alternates
from frameworks.applied import as_of
from frameworks.queries import accepts
from frameworks.record import RecordRequest
from reviews.basis import PARAMETER, graded_only, switch
from reviews.consensus import Verdict
from reviews.disagreements import WORDS, Contradiction, Parting, contradictions, disagreements, partings, standings
from reviews.facets import Facet, applied, facet, passing, without_each
from reviews.models import Conflict, Side
from reviews.opinions import Opinions
from reviews.page_data.disagreements import disagreement_data
from reviews.reading import read_opinions
from reviews.rulings import read_rulings


@require_safe
@alternates(disagreement_data)
@accepts("kind", "framework", "criterion", "guide", PARAMETER, "as-of")
def disagreement_list(request: RecordRequest) -> HttpResponse:
    """Where guides part, from each other and from themselves."""
    record, query = request.record, request.GET
    opinions = read_opinions(record, graded_only=graded_only(query))
    different = standings(opinions)
    on_scales = partings(different)
    in_words = contradictions(record.rows(Conflict), record.rows(Side), opinions.frameworks, opinions.voices)
    every: list[Parting | Contradiction] = [*on_scales, *in_words]
    facets = facets_of(request, opinions, every)
    context = {
        "shown": disagreements(opinions, passing(on_scales, facets), passing(in_words, facets)),
        "total": len(every),
        "counts": Counter(one.kind.value for one in every),
        "scopes": [one for one in different if one.found.verdict == Verdict.SCOPE],
        "facets": facets,
        "applied": applied(query, facets),
        "without_each": without_each(query, every, facets),
        "rulings": read_rulings(record),
        "switch": switch(query, opinions.ratings),
    }
    return TemplateResponse(request, "reviews/disagreement_list.html", context | as_of(request))


def facets_of(request: RecordRequest, opinions: Opinions, entries: list[Parting | Contradiction]) -> list[Facet]:
    """Return the filters of the page."""
    frameworks = {one.slug: one.name for one in opinions.frameworks}
    criteria = {one.key: one.name for one in opinions.criteria}
    guides = {key: one.voice for key, one in opinions.voices.guides.items()}
    return [
        facet(request.GET, "kind", ("Kind", "All kinds"), WORDS, entries),
        facet(request.GET, "framework", ("Framework", "All, and in general"), frameworks, entries),
        facet(request.GET, "criterion", ("Criterion", "Any or none"), criteria, entries),
        facet(request.GET, "guide", ("Guide", "All guides"), guides, entries),
    ]
