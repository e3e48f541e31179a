"""What measured costs are worth: each is held against the least that any framework was measured to need.

``/method/`` prints these tables, so it says what the finder counts with.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from measurements.defaults import by_default
from measurements.models import Measure
from reviews.finder.scoring.board import Score
from reviews.finder.scoring.scales import EVERYTHING, NOTHING

NOT_MEASURED = Score(NOTHING, EVERYTHING, "not measured")
OF_CPU = (Fraction(2), Fraction(3), Fraction(5))
OF_START = (Fraction(3, 2), Fraction(2), Fraction(3))
COSTS: Mapping[str, tuple[Fraction, Fraction, Fraction]] = MappingProxyType(
    {
        Measure.CPU_T01: OF_CPU,
        Measure.CPU_T02: OF_CPU,
        Measure.CPU_T03: OF_CPU,
        Measure.START_CPU: OF_START,
        Measure.MEMORY_IDLE: OF_START,
        Measure.MEMORY_WEBSOCKET: OF_START,
    }
)
"""How many times the least is worth everything, two thirds and one third; more is worth nothing."""
WORTH = (EVERYTHING, Fraction(2, 3), Fraction(1, 3))


class FigureLine(NamedTuple):
    """The columns of a figure that are weighed."""

    key: str
    framework_id: str
    measure: str
    variant: str
    value: int
    low: int
    high: int


class Cost(NamedTuple):
    """What a framework needs, as a multiple of the least that any needs: the ends of its interval."""

    low: Fraction
    high: Fraction
    figure: str
    """The key of the figure that says so."""


Costs = Mapping[str, Mapping[str, Cost]]
"""By framework and measure; what was not measured is not there."""


def costs_of(lines: Iterable[FigureLine]) -> Costs:
    """Return what was measured: of the default program, or of the server that needs least where none is the default."""
    chosen = by_default(lines)
    least: dict[str, int] = defaultdict(int)
    for (_, measure), line in chosen.items():
        least[measure] = min(least[measure] or line.value, line.value)
    costs: dict[str, dict[str, Cost]] = defaultdict(dict)
    for (framework, measure), line in chosen.items():
        if least[measure]:
            low, high = (Fraction(end, least[measure]) for end in (line.low, line.high))
            costs[framework][measure] = Cost(low, high, line.key)
    return costs


def cost_score(measure: str, cost: Cost | None) -> Score:
    """Return what a cost is worth; where its interval crosses a step, from the worse to the better end."""
    if cost is None:
        return NOT_MEASURED
    return Score(worth(measure, cost.high), worth(measure, cost.low), "measured")


def worth(measure: str, times: Fraction) -> Fraction:
    return next((value for most, value in zip(COSTS[measure], WORTH, strict=True) if times <= most), NOTHING)
