from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
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
from reviews.guides.disagreements.disagreements import Disagreements, disagreements
from reviews.guides.disagreements.exports import disagreement_data
from reviews.guides.disagreements.filters import DisagreementFilter
from reviews.models import Conflict, Criterion, Guide, Side
from reviews.opinions.basis import PARAMETERS, Counting, counting
from reviews.opinions.reading import read_opinions
from reviews.opinions.rulings import read_rulings
from reviews.opinions.switches import switch


@alternates(disagreement_data)
@require_safe
@accepts(*DisagreementFilter.names(), *PARAMETERS, "as-of", repeated=DisagreementFilter.repeatable())
def disagreement_list(request: SnapshotRequest) -> HttpResponse:
    """Where guides contradict each other and themselves."""
    snapshot, query = request.snapshot, request.GET
    all_of_them = snapshot.once(read_disagreements, counting(query))
    opinions, every = all_of_them.opinions, all_of_them.every
    known: dict[type[CuratedRow], Sequence[Any]] = {
        Framework: opinions.frameworks,
        Criterion: opinions.criteria,
        Guide: list(opinions.voices.guides.values()),
    }
    filters = DisagreementFilter(query, request=request, known=known)
    context = {
        "disagreements": replace(
            all_of_them,
            partings=filters.keep(all_of_them.partings),
            contradictions=filters.keep(all_of_them.contradictions),
        ),
        "total": len(every),
        "counts": Counter(disagreement.kind.value for disagreement in every),
        "choices": {name: filters.counted(name, every) for name in filters.names()},
        "applied": removable(filters, query),
        "dropped": dropped(filters, every, query),
        "rulings": read_rulings(snapshot),
        "switch": switch(query, opinions),
    }
    return TemplateResponse(request, "disagreements/page.html", context | as_of(request))


def read_disagreements(snapshot: Snapshot, counted: Counting) -> Disagreements:
    """Return on what the guides that count disagree; seven queries."""
    return disagreements(read_opinions(snapshot, counted), snapshot.rows(Conflict), snapshot.rows(Side))
