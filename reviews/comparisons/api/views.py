"""A comparison in the API: what its page shows, from the same code."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.response import Response

from curation.dates import today
from curation.snapshots.protocol import Snapshot
from curation.web.api.requests import ReadRequest, edition
from curation.web.api.viewsets import ReadView, etag
from curation.web.querystrings import InvalidQuery, Problem
from frameworks.models import Framework, Source, SupportWindow
from frameworks.side_by_side import ComparedRow, ComparedTable
from reviews import api_examples as examples
from reviews.addresses import comparison_address
from reviews.comparisons.api.serializers import ComparisonSerializer
from reviews.comparisons.comparison import ComparedFramework, Comparison, compare
from reviews.comparisons.reading import read_rows
from reviews.comparisons.selection import (
    FEWEST,
    MOST,
    Refusal,
    UnknownFrameworks,
    choose,
    read_frameworks,
    read_options,
)
from reviews.guides.api.consensus import ConsensusRow
from reviews.opinions.arguments import Argument
from reviews.opinions.basis import LEFT_OUT, counting
from reviews.opinions.ratings import CriterionRow

SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
FRAMEWORKS = OpenApiParameter(
    "frameworks",
    {"type": "string", "pattern": f"^{SLUG}(,{SLUG}){{{FEWEST - 1},{MOST - 1}}}$"},
    required=True,
    description="Two to five slugs, separated by commas, in any order.",
    examples=[OpenApiExample("Two frameworks", value="django,flask")],
)
ONLY = OpenApiParameter("only", str, enum=["differences"], description="Leave out rows in which all are alike.")
AGAINST = OpenApiParameter("against", str, description="The slug, among those compared, to measure the others against.")
BASIS = OpenApiParameter("basis", str, enum=["graded"], description="Count only levels that guides graded themselves.")
INTEREST = OpenApiParameter(
    "interest",
    str,
    enum=list(LEFT_OUT),
    description="Count no guides by makers of a framework, or of no interested party.",
)


class ComparisonView(ReadView):
    """
    Two to five frameworks side by side: where the guides stand, feature support, release facts, for and against.

    It is what the page of the comparison shows. With `as-of`, it is what the page showed at the end of that day.
    """

    accepts = ("frameworks", "only", "against", "basis", "interest", "as-of")

    @extend_schema(
        operation_id="comparison",
        parameters=[FRAMEWORKS, ONLY, AGAINST, BASIS, INTEREST],
        responses=ComparisonSerializer,
        examples=[OpenApiExample("Django and Flask", value=examples.COMPARISON, response_only=True)],
    )
    @method_decorator(condition(etag_func=etag))
    def get(self, request: ReadRequest) -> Response:
        slugs = read_slugs(request.query_params.get("frameworks", ""))
        frameworks = find_frameworks(request.snapshot, slugs)
        only, against = read_options(request.query_params, slugs)
        rows = read_rows(request.snapshot, frameworks, counting(request.query_params))
        comparison = compare(
            rows, today=request.snapshot.day or today(), as_of=request.snapshot.day, only_differences=only
        )
        past = f"?as-of={request.snapshot.day}" if request.snapshot.day else ""
        page = request.build_absolute_uri(f"{comparison_address(slugs)}{past}")
        subject = {"page": page, "frameworks": frameworks, "against": against or None, "as_of": request.snapshot.day}
        document = {**subject, **edition(request.snapshot), **sections(comparison, rows.sources, frameworks, request)}
        return Response(ComparisonSerializer(document, context={"request": request}).data)


def read_slugs(text: str) -> list[str]:
    """Return the slugs asked for in their order; refuse too few, too many, or one twice."""
    if not text:
        raise InvalidQuery(Problem("frameworks", f"name {FEWEST} to {MOST}, separated by commas, as in django,flask."))
    try:
        return choose(text.split(","))
    except Refusal as refusal:
        raise InvalidQuery(Problem("frameworks", str(refusal))) from refusal


def find_frameworks(snapshot: Snapshot, slugs: Sequence[str]) -> list[Framework]:
    """Return the frameworks of some slugs; refuse unknown ones with the nearest names."""
    try:
        return read_frameworks(snapshot, slugs)
    except UnknownFrameworks as error:
        close = sorted({name for names in error.likely.values() for name in names})
        hint = f" Did you mean {' or '.join(close)}?" if close else ""
        raise InvalidQuery(Problem("frameworks", f"{error}{hint}", error.known)) from error


def sections(
    comparison: Comparison, sources: Mapping[str, Source], frameworks: Iterable[Framework], request: ReadRequest
) -> dict[str, Any]:
    """Return what the page shows, as plain values."""
    slugs = {framework.name: framework.slug for framework in frameworks}
    return {
        "hidden_rows": comparison.hidden.rows,
        "tally": comparison.tally,
        "advice": [advice for column in comparison.columns for advice in advice_of(column, request)],
        "built_in_alone": [alone for column in comparison.columns for alone in alone_of(column, request)],
        "criteria": [criterion_of(row) for _group, rows in comparison.criteria for row in rows],
        "features": rows_of(comparison.features, slugs, request),
        "facts": rows_of(comparison.facts, slugs, request),
        "support_windows": [
            window_of(framework, row, sources) for framework, row, _citation in comparison.windows.lines
        ],
        "windows_left_out": comparison.windows.left_out,
        "remarks": [remark for column in comparison.columns for remark in remarks_of(column, request)],
    }


def window_of(framework: Framework, row: SupportWindow, sources: Mapping[str, Source]) -> SupportWindow:
    """Return a release line with the rows it refers to, which the page has read already."""
    row.framework, row.source = framework, sources[row.source_id]
    return row


def criterion_of(row: CriterionRow) -> dict[str, Any]:
    standings = [ConsensusRow(standing.framework, standing.criterion, standing.consensus) for standing in row.cells]
    return {"criterion": row.criterion, "group": row.criterion.group, "same": row.same, "standings": standings}


def rows_of(table: ComparedTable, slugs: Mapping[str, str], request: ReadRequest) -> list[dict[str, Any]]:
    return [
        {"group": group.label, "name": row.name, "differs": row.differs, "cells": cells_of(row, table, slugs, request)}
        for group in table.groups
        for row in group.rows
    ]


def cells_of(
    row: ComparedRow, table: ComparedTable, slugs: Mapping[str, str], request: ReadRequest
) -> list[dict[str, Any]]:
    """Return a cell for each framework; without a source nothing is claimed."""
    return [
        {
            "framework": slugs[cell.framework],
            "level": cell.css or None,
            "value": cell.text,
            "note": cell.below,
            "source": cell.citation.source if cell.citation else None,
            "read_on": table.evidence.full_date(cell.citation) if cell.citation else None,
            "stale": cell.citation.stale if cell.citation else False,
            "evidence": request.build_absolute_uri(cell.href) if cell.href else "",
        }
        for cell in row.cells
    ]


def remarks_of(column: ComparedFramework, request: ReadRequest) -> Iterable[dict[str, Any]]:
    """Yield what guides say for and against one framework; a point that several make is one remark."""
    yield from points_of(column, "for", column.arguments.pros, request)
    yield from points_of(column, "against", column.arguments.cons, request)


def advice_of(column: ComparedFramework, request: ReadRequest) -> Iterable[dict[str, Any]]:
    """Yield when guides pick one framework, and when they look elsewhere."""
    yield from points_of(column, "pick", column.advice.picks, request)
    yield from points_of(column, "less-suited", column.advice.less_suited, request)
    yield from points_of(column, "against", column.advice.against, request)


def points_of(
    column: ComparedFramework, side: str, arguments: Iterable[Argument], request: ReadRequest
) -> Iterable[dict[str, Any]]:
    for argument in arguments:
        yield {
            "framework": column.framework.slug,
            "side": side,
            "text": argument.text,
            "guides": voices(argument, request),
        }


def alone_of(column: ComparedFramework, request: ReadRequest) -> Iterable[dict[str, str]]:
    for feature, address in column.alone:
        evidence = request.build_absolute_uri(address)
        yield {"framework": column.framework.slug, "feature": feature, "evidence": evidence}


def voices(argument: Argument, request: ReadRequest) -> list[dict[str, str]]:
    proofs = [(citation.code, *citation.proof) for citation in argument.citations]
    return [
        {"code": code, "name": name, "published": date, "evidence": request.build_absolute_uri(href)}
        for code, name, date, href in proofs
    ]
