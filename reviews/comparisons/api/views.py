"""A comparison in the API: what its page shows, from the same code."""

import datetime
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from curation.dates import days_meant, today
from curation.snapshots.protocol import Snapshot
from curation.web.api.reading import ReadView, etag
from curation.web.api.requests import ReadRequest, edition
from curation.web.api.telling import Told, tell_by
from curation.web.querystrings import InvalidQuery, Problem
from frameworks.claims.citations import Citation
from frameworks.claims.side_by_side import ComparedRow, ComparedTable, FrameworkCell
from frameworks.models import Framework, Source, SupportWindow
from frameworks.models.fact_values import NOTHING, read_values
from reviews.addresses import comparison_address
from reviews.api import examples
from reviews.comparisons.api.moment import state_of
from reviews.comparisons.api.serializers import (
    ComparedAdviceSerializer,
    ComparisonSerializer,
    FactCellSerializer,
    MergedRemarkSerializer,
    SupportCellSerializer,
)
from reviews.comparisons.selection import (
    FEWEST,
    MOST,
    Refusal,
    UnknownFrameworks,
    choose,
    read_frameworks,
    read_options,
)
from reviews.comparisons.whole.comparison import ComparedFramework, Comparison, compare
from reviews.comparisons.whole.reading import read_rows
from reviews.guides.api.consensus import ConsensusRow, ConsensusSerializer
from reviews.guides.opinions.arguments import Argument
from reviews.guides.opinions.basis import LEFT_OUT, counting
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.guides.opinions.ratings import CriterionRow, Opinions

SEARCHED = "searched "
"""What stands before the day on which nothing was found."""
SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
Days = tuple[datetime.date | None, datetime.date | None]
FRAMEWORKS = OpenApiParameter(
    "frameworks",
    {"type": "string", "pattern": f"^{SLUG}(,{SLUG}){{{FEWEST - 1},{MOST - 1}}}$"},
    required=True,
    description="Two to five slugs, separated by commas, in any order; or the parameter repeated.",
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

    def state(self, request: ReadRequest) -> str:
        return state_of(request.snapshot)

    def repeatable(self) -> tuple[str, ...]:
        return ("frameworks",)

    @extend_schema(
        operation_id="comparison",
        parameters=[FRAMEWORKS, ONLY, AGAINST, BASIS, INTEREST],
        responses=ComparisonSerializer,
        examples=[OpenApiExample("Django and Flask", value=examples.COMPARISON, response_only=True)],
    )
    @method_decorator(condition(etag_func=etag))
    def get(self, request: ReadRequest) -> Response:
        slugs = read_slugs(",".join(request.query_params.getlist("frameworks")))
        frameworks = find_frameworks(request.snapshot, slugs)
        only, against = read_options(request.query_params, slugs)
        day = request.snapshot.day
        rows = read_rows(request.snapshot, frameworks, counting(request.query_params))
        comparison = compare(rows, today=day or today(), as_of=day, only_differences=only, drawn=False)
        origin = settings.ORIGIN.geturl()
        subject = {
            "page": f"{origin}{comparison_address(slugs)}{f'?as-of={day}' if day else ''}",
            "frameworks": frameworks,
            "against": against or None,
            "as_of": day,
        }
        names, told = {each.name: each.slug for each in frameworks}, request.snapshot.once(told_on, today())
        teller = Teller(origin, names, dates_of(rows.opinions.voices), told)
        document = {**subject, **edition(request.snapshot), **sections(comparison, rows.sources, teller)}
        return Response(tell_by(ComparisonSerializer)(document))


def told_on(_snapshot: Snapshot, _day: datetime.date) -> dict[Hashable, Told]:
    """Return where comparisons put what they have told of a framework; those of one version and day share it."""
    return {}


def dates_of(voices: GuidesByCode) -> dict[str, Days]:
    """Return the first and the last day that the date of each guide may mean, by its letters."""
    return {guide.code: days_meant(voices.source(key).published) for key, guide in voices.guides.items()}


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


@dataclass(frozen=True, slots=True)
class Teller:
    """What the parts of a comparison are told with: whole addresses, slugs by name, and what guides are dated."""

    origin: str
    slugs: Mapping[str, str]
    dates: Mapping[str, Days]
    """The first and the last day that the date of a guide may mean, by its letters."""
    told: dict[Hashable, Told]
    """What was told before."""

    def once(self, serializer: type[Serializer[Any]], key: Hashable, make: Callable[..., Any], *of: Any) -> Told:
        """Return what this or another comparison has told already, or tell what a function makes."""
        known = self.told.get((serializer, key))
        return known or self.told.setdefault((serializer, key), Told(tell_by(serializer)(make(*of))))

    def whole(self, address: str) -> str:
        return f"{self.origin}{address}"

    def speaker(self, citation: Citation) -> dict[str, Any]:
        """Return who says something, and when."""
        name, published, address = citation.proof
        earliest, latest = self.dates[citation.code]
        return {
            "code": citation.code,
            "name": name,
            "published": published,
            "published_earliest": earliest,
            "published_latest": latest,
            "evidence": self.whole(address),
        }


def sections(comparison: Comparison, sources: Mapping[str, Source], teller: Teller) -> dict[str, Any]:
    """Return what the page shows, as plain values."""
    return {
        "hidden_rows": comparison.hidden_rows,
        "tally": comparison.tally,
        "advice": [advice for column in comparison.columns for advice in advice_of(column, teller)],
        "built_in_alone": [alone for column in comparison.columns for alone in alone_of(column, teller)],
        "criteria": [
            criterion_of(row, comparison.opinions, teller) for _group, rows in comparison.criteria for row in rows
        ],
        "features": features_of(comparison.features, teller),
        "facts": facts_of(comparison.facts, teller),
        "support_windows": [
            window_of(framework, row, sources) for framework, row, _citation in comparison.windows.lines
        ],
        "windows_left_out": comparison.windows.left_out,
        "remarks": [remark for column in comparison.columns for remark in remarks_of(column, teller)],
    }


def window_of(framework: Framework, row: SupportWindow, sources: Mapping[str, Source]) -> SupportWindow:
    """Return a release line with the rows it refers to, which the page has read already."""
    row.framework, row.source = framework, sources[row.source_id]
    return row


def criterion_of(row: CriterionRow, opinions: Opinions, teller: Teller) -> dict[str, Any]:
    standings = [
        teller.once(
            ConsensusSerializer,
            (cell.framework.key, cell.criterion.key, opinions.counting),
            ConsensusRow,
            cell.framework,
            cell.criterion,
            cell.consensus,
        )
        for cell in row.cells
    ]
    return {"criterion": row.criterion, "group": row.criterion.group, "same": row.same, "standings": standings}


def features_of(table: ComparedTable, teller: Teller) -> list[dict[str, Any]]:
    return [
        {**row_told(row, table, teller, SupportCellSerializer, support_told), "group": group.label}
        for group in table.groups
        for row in group.rows
    ]


def facts_of(table: ComparedTable, teller: Teller) -> list[dict[str, Any]]:
    return [row_told(row, table, teller, FactCellSerializer, fact_told) for group in table.groups for row in group.rows]


def row_told(
    row: ComparedRow,
    table: ComparedTable,
    teller: Teller,
    serializer: type[Serializer[Any]],
    make: Callable[[str, FrameworkCell, ComparedTable, Teller], dict[str, Any]],
) -> dict[str, Any]:
    key = row.key
    cells = [teller.once(serializer, (cell.framework, key), make, key, cell, table, teller) for cell in row.cells]
    return {"key": key, "name": row.name, "differs": row.differs, "cells": cells}


def support_told(_feature: str, cell: FrameworkCell, table: ComparedTable, teller: Teller) -> dict[str, Any]:
    searched = cell.below.removeprefix(SEARCHED) if cell.below.startswith(SEARCHED) else None
    return {**cell_told(cell, table, teller), "level": cell.css, "searched_on": searched}


def fact_told(name: str, cell: FrameworkCell, table: ComparedTable, teller: Teller) -> dict[str, Any]:
    values = read_values(name, cell.text) if cell.citation else NOTHING
    return {**cell_told(cell, table, teller), "values": values}


def cell_told(cell: FrameworkCell, table: ComparedTable, teller: Teller) -> dict[str, Any]:
    """Return what one framework has in a row; without a source nothing is claimed."""
    evidence = teller.whole(cell.href) if cell.href else None
    return {
        "framework": teller.slugs[cell.framework],
        "value": cell.text,
        "note": cell.below,
        "source": cell.citation.source if cell.citation else None,
        "read_on": table.evidence.full_date(cell.citation) if cell.citation else None,
        "stale": cell.citation.stale if cell.citation else False,
        "evidence": evidence or "",
        "evidence_url": evidence,
    }


def remarks_of(column: ComparedFramework, teller: Teller) -> Iterable[Told]:
    """Yield what guides say for and against one framework; a point that several make is one remark."""
    for side, arguments in (("for", column.arguments.pros), ("against", column.arguments.cons)):
        yield from points_of(MergedRemarkSerializer, column.framework.slug, side, arguments, teller)


def advice_of(column: ComparedFramework, teller: Teller) -> Iterable[Told]:
    """Yield when guides pick one framework, and when they look elsewhere."""
    advice = column.advice
    for side, arguments in (("pick", advice.picks), ("less-suited", advice.less_suited), ("against", advice.against)):
        yield from points_of(ComparedAdviceSerializer, column.framework.slug, side, arguments, teller)


def points_of(
    serializer: type[Serializer[Any]], slug: str, side: str, arguments: Iterable[Argument], teller: Teller
) -> Iterable[Told]:
    for argument in arguments:
        yield teller.once(serializer, (slug, side, argument.claims), point_told, slug, side, argument, teller)


def point_told(slug: str, side: str, argument: Argument, teller: Teller) -> dict[str, Any]:
    guides = [teller.speaker(citation) for citation in argument.citations]
    return {"framework": slug, "side": side, "text": argument.text, "guides": guides}


def alone_of(column: ComparedFramework, teller: Teller) -> Iterable[dict[str, str]]:
    for feature, address in column.alone:
        yield {"framework": column.framework.slug, "feature": feature, "evidence": teller.whole(address)}
