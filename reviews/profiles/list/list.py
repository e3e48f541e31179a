"""The list of frameworks: its columns, and what each has of the feature asked for. Rows in, list out."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from curation.web.addresses import evidence_address
from curation.web.filters.base import ORDER
from frameworks.claims.side_by_side import FrameworkCell
from frameworks.models import Framework, Support, SupportLevel
from reviews.guides.opinions.consensus import Scale
from reviews.guides.opinions.ratings import Opinions
from reviews.models import Criterion
from reviews.site.home.overview import Glance


@dataclass(frozen=True, slots=True)
class SortHead:
    """The head of a column that the list can be put in order by."""

    address: str
    sort: str
    """The value of its ``aria-sort``; empty where the list is in another order."""


@dataclass(frozen=True, slots=True)
class CriterionColumn:
    """A criterion that was asked for, on which the list shows where the guides stand."""

    criterion: Criterion
    scale: Scale
    head: SortHead


FIRST = {"name": "name", "released": "-released", "built_in": "-built-in", "guides": "-guides"}
"""The columns by which the list can be put in order, each with the order that a reader wants first."""


def heads(query: QueryDict) -> dict[str, SortHead]:
    """Return the heads of the columns that are always there."""
    return {column: head(query, first) for column, first in FIRST.items()}


def columns(query: QueryDict, opinions: Opinions, criteria: Iterable[Criterion]) -> list[CriterionColumn]:
    """Return the columns of the criteria asked for; their first order has the better or the high end on top."""
    return [
        CriterionColumn(criterion, opinions.scales[criterion.key], head(query, f"-{criterion.key}"))
        for criterion in criteria
    ]


def head(query: QueryDict, first: str) -> SortHead:
    """Return the head of a column, whose link puts the list in its first order, or reverses the order it is in."""
    name, now = first.removeprefix("-"), query.get(ORDER, "") or "name"
    reversed_order = {name: f"-{name}", f"-{name}": name}
    reordered = query.copy()
    reordered[ORDER] = reversed_order.get(now, first)
    return SortHead(f"?{reordered.urlencode()}", {name: "ascending", f"-{name}": "descending"}.get(now, ""))


def with_cells(glances: Iterable[Glance], support: Mapping[str, Support], day: datetime.date | None) -> list[Glance]:
    """Return the frameworks with how each supports the feature asked for; ``support`` is by framework."""
    return [
        replace(glance, cell=cell_of(glance.framework, support.get(glance.framework.key), day)) for glance in glances
    ]


def cell_of(framework: Framework, support: Support | None, day: datetime.date | None) -> FrameworkCell:
    """Return how one framework supports a feature; a missing cell was not checked."""
    level = SupportLevel(support.level) if support else SupportLevel.UNKNOWN
    if support is None or level == SupportLevel.UNKNOWN:
        return FrameworkCell(framework.name, level.value, str(level.label))
    return FrameworkCell(
        framework.name, level.value, str(level.label), support.package, evidence_address(support.key, day)
    )
