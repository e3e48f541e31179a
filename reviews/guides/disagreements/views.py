from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.filters.applied import as_of, dropped, removable
from curation.web.querystrings import accepts
from frameworks.models import Framework
from reviews.guides.disagreements.disagreements import (
    Contradiction,
    Parting,
    contradictions,
    disagreements,
    partings,
    standings,
)
from reviews.guides.disagreements.exports import disagreement_data
from reviews.guides.disagreements.filters import DisagreementFilter
from reviews.models import Conflict, Criterion, Guide, Side
from reviews.opinions.basis import PARAMETERS, counting
from reviews.opinions.consensus import ConsensusVerdict
from reviews.opinions.ratings import Opinions
from reviews.opinions.reading import read_opinions
from reviews.opinions.rulings import read_rulings
from reviews.opinions.switches import switch


@alternates(disagreement_data)
@require_safe
@accepts(*DisagreementFilter.names(), *PARAMETERS, "as-of", repeated=DisagreementFilter.repeatable())
def disagreement_list(request: SnapshotRequest) -> HttpResponse:
    """Where guides contradict each other and themselves."""
    snapshot, query = request.snapshot, request.GET
    opinions = read_opinions(snapshot, counting(query))
    different = standings(opinions)
    on_scales = partings(different)
    in_words = contradictions(*said_in_words(snapshot, opinions), opinions.frameworks, opinions.voices)
    every: list[Parting | Contradiction] = [*on_scales, *in_words]
    filters = DisagreementFilter(query, request=request, known=known(opinions))
    context = {
        "disagreements": disagreements(opinions, filters.keep(on_scales), filters.keep(in_words)),
        "total": len(every),
        "counts": Counter(disagreement.kind.value for disagreement in every),
        "scopes": [standing for standing in different if standing.consensus.verdict == ConsensusVerdict.SCOPE],
        "choices": {name: filters.counted(name, every) for name in filters.names()},
        "applied": removable(filters, query),
        "dropped": dropped(filters, every, query),
        "rulings": read_rulings(snapshot),
        "switch": switch(query, opinions),
    }
    return TemplateResponse(request, "disagreements/page.html", context | as_of(request))


def said_in_words(snapshot: Snapshot, opinions: Opinions) -> tuple[list[Conflict], list[Side]]:
    """Return the conflicts found by reading with their sides, but for those with a guide that does not count."""
    sides = snapshot.rows(Side)
    dropped = {side.conflict_id for side in sides if side.guide_id in opinions.left_out}
    return [row for row in snapshot.rows(Conflict) if row.pk not in dropped], sides


def known(opinions: Opinions) -> dict[type[CuratedRow], list[Any]]:
    """Return the rows that filters name, by model."""
    return {
        Framework: list(opinions.frameworks),
        Criterion: list(opinions.criteria),
        Guide: list(opinions.voices.guides.values()),
    }
