"""The list of frameworks: its columns, and what each has of the feature asked for. Rows in, list out; no query."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from curation.web.addresses import evidence_address
from curation.web.filters.base import ORDER
from frameworks.models import Framework, Support, SupportLevel
from frameworks.side_by_side import FrameworkCell
from reviews.home.overview import Glance
from reviews.models import Criterion
from reviews.opinions.consensus import Scale
from reviews.opinions.ratings import Opinions


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column that the list can be put in order by."""

    address: str
    sort: str
    """The value of its ``aria-sort``; empty where the list is in another order."""


@dataclass(frozen=True, slots=True)
class Column:
    """A criterion that was asked for, on which the list shows where the guides stand."""

    criterion: Criterion
    scale: Scale
    head: Head


FIRST = {"name": "name", "released": "-released", "built_in": "-built-in", "guides": "-guides"}
"""The columns by which the list can be put in order, each with the order that a reader wants first."""


def heads(query: QueryDict) -> dict[str, Head]:
    """Return the heads of the columns that are always there."""
    return {column: head(query, first) for column, first in FIRST.items()}


def columns(query: QueryDict, opinions: Opinions, criteria: Iterable[Criterion]) -> list[Column]:
    """Return the columns of the criteria asked for; their first order has the better or the high end on top."""
    return [Column(one, opinions.scales[one.key], head(query, f"-{one.key}")) for one in criteria]


def head(query: QueryDict, first: str) -> Head:
    """Return the head of a column, whose link puts the list in its first order, or turns that round."""
    name, now = first.removeprefix("-"), query.get(ORDER, "") or "name"
    turned = {name: f"-{name}", f"-{name}": name}
    rest = query.copy()
    rest[ORDER] = turned.get(now, first)
    return Head(f"?{rest.urlencode()}", {name: "ascending", f"-{name}": "descending"}.get(now, ""))


def with_cells(glances: Iterable[Glance], support: Mapping[str, Support], day: datetime.date | None) -> list[Glance]:
    """Return the frameworks with what each has of the feature asked for; ``support`` is by framework."""
    return [replace(one, asked=cell_of(one.framework, support.get(one.framework.key), day)) for one in glances]


def cell_of(framework: Framework, support: Support | None, day: datetime.date | None) -> FrameworkCell:
    """Return what one framework has of a feature; a cell that is not there was not checked."""
    level = SupportLevel(support.level) if support else SupportLevel.UNKNOWN
    if support is None or level == SupportLevel.UNKNOWN:
        return FrameworkCell(framework.name, level.value, str(level.label))
    return FrameworkCell(
        framework.name, level.value, str(level.label), support.package, evidence_address(support.key, day)
    )
