from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
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
from reviews.guides.fact_checks.checks import (
    VERDICTS,
    FactCheck,
    by_guide,
    by_verdict,
    fact_checks,
    read_grounds,
    worst_first,
)
from reviews.guides.fact_checks.exports import fact_check_data
from reviews.guides.fact_checks.filters import StatementFilter
from reviews.guides.opinions.guides_by_code import GuidesByCode, read_guides_by_code
from reviews.models import Guide, Statement

CHOICES = ("verdict", "guide", "framework", "rule")
"""The filters of which the form says how many statements have each word."""


@dataclass(frozen=True, slots=True)
class FactChecks:
    """Every statement with what it was held against."""

    by_key: Mapping[str, FactCheck]
    """By the keys of the statements; what does not hold stands first."""
    voices: GuidesByCode
    known: Mapping[type[CuratedRow], list[Any]]
    """The rows that the filters name, by model."""
    counts: Mapping[str, Mapping[str, int]]
    """How many statements have each word of a filter."""


def read_fact_checks(snapshot: Snapshot) -> FactChecks:
    """Return every statement with what it was held against; eight queries."""
    voices = read_guides_by_code(snapshot)
    frameworks = {row.key: row for row in snapshot.rows(Framework)}
    statements = worst_first(snapshot.rows(Statement), frameworks, voices)
    checks = fact_checks(statements, read_grounds(snapshot), frameworks, voices)
    known: dict[type[CuratedRow], list[Any]] = {
        Guide: list(voices.guides.values()),
        Framework: list(frameworks.values()),
    }
    filters = StatementFilter(QueryDict(), known=known)
    counts = {name: filters.counts(name, statements) for name in CHOICES}
    return FactChecks({check.statement.key: check for check in checks}, voices, known, counts)


@alternates(fact_check_data)
@require_safe
@accepts(*StatementFilter.names(), "as-of", repeated=StatementFilter.repeatable())
def fact_check_list(request: SnapshotRequest) -> HttpResponse:
    """What guides state that a fact can decide, and how it stands."""
    every = request.snapshot.once(read_fact_checks)
    statements = [check.statement for check in every.by_key.values()]
    filters = StatementFilter(request.GET, request=request, known=every.known)
    checks = [every.by_key[statement.key] for statement in filters.keep(statements)]
    counts = Counter(row.verdict for row in statements)
    context = {
        "filters": filters,
        "choices": {name: filters.counted(name, every.counts[name]) for name in CHOICES},
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
    return TemplateResponse(request, "guides/fact_checks/page.html", context | as_of(request))
