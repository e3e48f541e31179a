"""What the front page shows. Rows in, page out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from curation.web.addresses import evidence_address
from frameworks.models import Framework
from measurements.models import Measure
from measurements.speed.numbers import amount
from reviews.addresses import comparison_address
from reviews.finder.situations.page import SituationLine
from reviews.models import Conflict
from reviews.site.home.overview import UNKNOWN, Glance, OverviewRows, glances, guides_by_framework, shared_reading

MOST_ANSWERS = 6
MOST_ROWS = 8
MOST_CONFLICTS = 3
COST = Measure.CPU_T02
"""What an answer costs, measured alike for all frameworks."""
POPULAR = (
    ("django", "fastapi"),
    ("django-ninja", "django-rest-framework"),
    ("django", "flask"),
    ("fastapi", "litestar"),
    ("fastapi", "flask"),
    ("flask", "quart"),
)
"""The frameworks that are most often weighed against each other, by slug."""


class RequestCost(NamedTuple):
    """What an answer costs, in words, and where its evidence stands."""

    words: str
    address: str


class Versus(NamedTuple):
    """Two frameworks to compare, and of what kinds they are."""

    first: str
    second: str
    kinds: str
    address: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the front page shows, and the counts of what it rests on."""

    lines: Sequence[SituationLine]
    glances: Sequence[Glance]
    costs: Mapping[str, RequestCost]
    """By the key of the framework."""
    popular: Sequence[Versus]
    conflicts: Sequence[tuple[Conflict, str]]
    """Each with the address of its evidence."""
    conflict_count: int
    frameworks: int
    features: int
    cells: int
    unchecked: int
    programs: int
    measured: int
    guides: int
    reading: str
    """The one kind of source and day behind every package fact; empty for several."""


def front_page(
    rows: OverviewRows,
    *,
    lines: Sequence[SituationLine],
    conflicts: Sequence[Conflict],
    costs: Mapping[str, tuple[int, str]],
    programs: int,
) -> FrontPage:
    guides = guides_by_framework(rows.opinions)
    most_rated = sorted(rows.frameworks, key=lambda framework: (-len(guides[framework.key]), framework.name))
    return FrontPage(
        lines=lines,
        glances=glances(rows, most_rated[:MOST_ROWS], [], guides),
        costs={
            key: RequestCost(amount(COST, value).words, evidence_address(claim))
            for key, (value, claim) in costs.items()
        },
        popular=list(popular({framework.slug: framework for framework in rows.frameworks}, rows)),
        conflicts=[(row, evidence_address(row.pk)) for row in conflicts[:MOST_CONFLICTS]],
        conflict_count=len(conflicts),
        frameworks=len(rows.frameworks),
        features=len({feature for _framework, feature, _level in rows.levels}),
        cells=len(rows.levels),
        unchecked=sum(level == UNKNOWN for _framework, _feature, level in rows.levels),
        programs=programs,
        measured=len(costs),
        guides=len(rows.opinions.voices.guides),
        reading=shared_reading(rows.facts, rows.sources),
    )


def popular(by_slug: Mapping[str, Framework], rows: OverviewRows) -> Iterator[Versus]:
    """Yield the comparisons of frameworks that are there."""
    for pair in POPULAR:
        if all(slug in by_slug for slug in pair):
            first, second = (by_slug[slug] for slug in pair)
            kinds = dict.fromkeys(rows.kinds[framework.kind_id].name for framework in (first, second))
            yield Versus(first.name, second.name, " or ".join(kinds), comparison_address(sorted(pair)))
