"""What adoption is worth: how much is built upon a framework, by how many hands it is made, and whether that grows.

``/method/`` prints these tables, so it says what the finder counts with. Stars and downloads are never weighed.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from statistics import median
from types import MappingProxyType
from typing import NamedTuple

from frameworks.models import AdoptionMetric, AdoptionSeries
from reviews.finder.scoring.board import Score
from reviews.finder.scoring.scales import EVERYTHING, NOTHING

NOT_COUNTED = Score(NOTHING, EVERYTHING, "not counted")
WORTH = (EVERYTHING, Fraction(2, 3), Fraction(1, 3))
SIZES: Mapping[str, tuple[int, int, int]] = MappingProxyType(
    {AdoptionMetric.DEPENDENTS: (100_000, 10_000, 1_000), AdoptionMetric.CONTRIBUTORS: (500, 200, 50)}
)
"""At least so many are worth everything, two thirds and one third; fewer are worth nothing."""
GROWTH = "growth"
GROWTHS: Mapping[str, Fraction] = MappingProxyType(
    {"grows as fast as the field’s middle or faster": EVERYTHING, "grows slower": Fraction(1, 2), "falls": NOTHING}
)
"""What three years of dependent repositories are worth."""
PARTS = (AdoptionMetric.DEPENDENTS.value, AdoptionMetric.CONTRIBUTORS.value, GROWTH)
"""What the mark is the mean of."""


class SeriesLine(NamedTuple):
    """The columns of a series that are weighed."""

    framework_id: str
    metric: str
    points: Mapping[str, int]


Adoption = Mapping[str, Mapping[str, Fraction]]
"""What each part is worth, by framework; what was not counted is not there."""


def adoption_of(lines: Iterable[SeriesLine]) -> Adoption:
    """Return what the figures on record are worth."""
    worths: dict[str, dict[str, Fraction]] = {}
    grown: dict[str, float] = {}
    for line in lines:
        series = AdoptionSeries(points=line.points)
        worths.setdefault(line.framework_id, {})[line.metric] = size_worth(line.metric, series.in_order[-1][1])
        if line.metric == AdoptionMetric.DEPENDENTS and series.growth is not None:
            grown[line.framework_id] = series.growth
    middle = median(grown.values()) if grown else 0
    for framework, share in grown.items():
        worths[framework][GROWTH] = growth_worth(share, middle)
    return worths


def size_worth(metric: str, number: int) -> Fraction:
    return next((worth for least, worth in zip(SIZES[metric], WORTH, strict=True) if number >= least), NOTHING)


def growth_worth(share: float, middle: float) -> Fraction:
    as_fast, slower, falling = GROWTHS.values()
    if share < 0:
        return falling
    return as_fast if share >= middle else slower


def part_score(worth: Fraction | None) -> Score:
    return NOT_COUNTED if worth is None else Score.exactly(worth, "counted")
