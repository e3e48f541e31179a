from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.filters.applied import dropped, removable
from curation.web.querystrings import accepts, as_of
from frameworks.models import Framework
from reviews.guides.disagreements.disagreements import Disagreements, disagreements
from reviews.guides.disagreements.exports import disagreement_data
from reviews.guides.disagreements.filters import DisagreementFilter
from reviews.guides.opinions.basis import PARAMETERS, Counting, counting
from reviews.guides.opinions.ratings import Opinions
from reviews.guides.opinions.reading import read_opinions
from reviews.guides.opinions.rulings import read_rulings
from reviews.guides.opinions.switches import switch
from reviews.models import Conflict, Criterion, Guide, Side


@alternates(disagreement_data)
@require_safe
@accepts(*DisagreementFilter.names(), *PARAMETERS, "as-of", repeated=DisagreementFilter.repeatable())
def disagreement_list(request: SnapshotRequest) -> HttpResponse:
    """Where guides contradict each other and themselves."""
    snapshot, query = request.snapshot, request.GET
    unfiltered, counts = snapshot.once(read_disagreements, counting(query))
    filters = filters_of(query, unfiltered.opinions)
    shown = replace(
        unfiltered, partings=filters.keep(unfiltered.partings), contradictions=filters.keep(unfiltered.contradictions)
    )
    every = unfiltered.every
    context = {
        "disagreements": shown,
        "total": len(every),
        "counts": Counter(disagreement.kind.value for disagreement in every),
        "choices": {name: filters.counted(name, counts[name]) for name in filters.names()},
        "applied": removable(filters, query),
        "dropped": dropped(filters, every, query),
        "rulings": read_rulings(snapshot),
        "switch": switch(query, unfiltered.opinions),
    }
    return TemplateResponse(request, "guides/disagreements/page.html", context | as_of(request))


def read_disagreements(snapshot: Snapshot, counted: Counting) -> tuple[Disagreements, Mapping[str, Mapping[str, int]]]:
    """Return on what the guides that count disagree, and on how much with each word of a filter; seven queries."""
    unfiltered = disagreements(read_opinions(snapshot, counted), snapshot.rows(Conflict), snapshot.rows(Side))
    filters = filters_of(QueryDict(), unfiltered.opinions)
    return unfiltered, {name: filters.counts(name, unfiltered.every) for name in filters.names()}


def filters_of(query: QueryDict, opinions: Opinions) -> DisagreementFilter:
    known: dict[type[CuratedRow], Sequence[Any]] = {
        Framework: opinions.frameworks,
        Criterion: opinions.criteria,
        Guide: list(opinions.voices.guides.values()),
    }
    return DisagreementFilter(query, known=known)
