"""Where a framework stands among all that were measured: a strip for each figure, the better end at the right."""

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

from measurements.models import Measure
from measurements.speed.beside import MeasuredLine
from reviews.profiles.standing import place_among, place_in_words

WIDTH, EDGE = 104, 4


class Strip(NamedTuple):
    """One figure among those of all frameworks, on a scale of ratios."""

    ticks: str
    """The path of a tick for each framework."""
    dot: float
    label: str


def strips_of(framework: str, figures: Sequence[MeasuredLine]) -> Mapping[Measure, Strip]:
    """Return a strip for each measure of a framework that others have too; a measure with one value has none."""
    drawn = {}
    for own in (line for line in figures if line.framework_id == framework):
        lines = [line for line in figures if line.measure == own.measure]
        least, most = min(line.value for line in lines), max(line.value for line in lines)
        if 0 < least < most:
            ends = log(least), log(most)
            places = sorted({position(line.value, *ends) for line in lines})
            words = place_in_words(*place_among(own, lines))
            drawn[Measure(own.measure)] = Strip(
                "".join(f"M{place:g} 8v10" for place in places),
                position(own.value, *ends),
                f"{words[0].upper()}{words[1:]} of {len(lines)}",
            )
    return drawn


def position(value: int, least: float, most: float) -> float:
    return round(EDGE + (WIDTH - 2 * EDGE) * (most - log(value)) / (most - least), 1)
