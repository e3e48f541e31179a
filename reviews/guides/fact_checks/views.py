from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.rows import CuratedRow
from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.filters.applied import as_of, dropped, removable
from curation.web.querystrings import accepts
from frameworks.models import Framework
from reviews.guides.fact_checks.checks import VERDICTS, by_guide, by_verdict, read_fact_checks
from reviews.guides.fact_checks.exports import fact_check_data
from reviews.guides.fact_checks.filters import StatementFilter
from reviews.models import Guide


@alternates(fact_check_data)
@require_safe
@accepts(*StatementFilter.names(), "as-of", repeated=StatementFilter.repeatable())
def fact_check_list(request: SnapshotRequest) -> HttpResponse:
    """What guides state that a fact can decide, and how it stands."""
    every = request.snapshot.once(read_fact_checks)
    statements = [check.statement for check in every.by_key.values()]
    known: dict[type[CuratedRow], list[Any]] = {
        Guide: list(every.voices.guides.values()),
        Framework: list(every.frameworks.values()),
    }
    filters = StatementFilter(request.GET, request=request, known=known)
    checks = [every.by_key[statement.key] for statement in filters.keep(statements)]
    counts = Counter(row.verdict for row in statements)
    context = {
        "filters": filters,
        "choices": {name: filters.counted(name, statements) for name in ("verdict", "guide", "framework", "rule")},
        "checks": checks,
        # With an order asked for, the statements stand in one table in that order.
        "groups": [] if filters.controls["ordering"].given else by_verdict(checks),
        "total": len(statements),
        "counts": [(verdict, words, counts[verdict]) for verdict, words in VERDICTS.items()],
        "by_guide": by_guide(statements, every.voices),
        "thin": sum(statement.thin for statement in statements),
        "ruled": sum(bool(statement.rule) for statement in statements),
        "applied": removable(filters, request.GET),
        "dropped": dropped(filters, statements, request.GET),
    }
    return TemplateResponse(request, "fact_checks/page.html", context | as_of(request))
