"""Bars with intervals, grouped into bands of those that are tied; no place and no overall score."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from curation.web.addresses import evidence_address
from frameworks.models import Framework
from measurements.models import CPU, Figure, LabRun, Measure
from measurements.models.program import DEFAULT
from measurements.speed.numbers import Amount, amount, share_of_core

WIDTH = 1000
"""Of a chart, in the units of its drawing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One framework, or a variant of its program, on one measure."""

    framework: Framework
    figure: Figure
    width: float
    low: float
    high: float
    value: Amount
    interval: str
    above: str
    """What of it is the framework’s own, above the raw application on the same server; empty where none is."""
    share: str
    """Of one core, at the requests a second that the reader gave; empty where none were given."""
    address: str

    @property
    def name(self) -> str:
        return f"{self.framework.name} [{self.figure.label}]" if self.figure.label else self.framework.name


@dataclass(frozen=True, slots=True)
class Band:
    """Bars that are tied."""

    number: int
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Chart:
    """All frameworks on one measure, the cheapest first."""

    measure: Measure
    bands: Sequence[Band]
    floors: Sequence[tuple[str, Amount]]
    """What the raw servers cost, where something was measured above them."""

    @property
    def bars(self) -> list[Bar]:
        return [bar for band in self.bands for bar in band.bars]

    @property
    def plain(self) -> list[Bar]:
        """The frameworks alone, without variants."""
        return [bar for bar in self.bars if bar.figure.variant == DEFAULT]

    @property
    def is_banded(self) -> bool:
        return self.measure in CPU

    @property
    def costliest(self) -> int:
        return max((bar.figure.value for bar in self.plain), default=0)

    @property
    def spread(self) -> str:
        """The lowest and the highest value with their frameworks, in words."""
        bars = self.plain or self.bars
        if not bars:
            return ""
        first, last = bars[0], bars[-1]
        return f"From {first.value.words} ({first.name}) to {last.value.words} ({last.name})"


def chart(
    measure: Measure,
    figures: Iterable[Figure],
    frameworks: Mapping[str, Framework],
    runs: Mapping[str, LabRun],
    per_second: int = 0,
) -> Chart:
    """Return the chart of a measure from its figures."""
    chosen = sorted((row for row in figures if row.measure == measure), key=lambda row: (row.band or 0, row.value))
    largest = max((row.high for row in chosen), default=1) or 1
    bars = [bar(row, frameworks[row.framework_id], largest, per_second) for row in chosen]
    bands = groupby(bars, key=lambda each: each.figure.band or 0)
    costs = {name: ns for row in chosen for name, ns in runs[row.run_id].floors.get(measure.value, {}).items()}
    floors = sorted(costs.items(), key=lambda pair: pair[1])
    return Chart(
        measure,
        [Band(number, list(group)) for number, group in bands],
        [(name, amount(measure, ns)) for name, ns in floors],
    )


def bar(figure: Figure, framework: Framework, largest: int, per_second: int) -> Bar:
    measure = Measure(figure.measure)
    low, high = amount(measure, figure.low), amount(measure, figure.high)
    return Bar(
        framework,
        figure,
        round(figure.value / largest * WIDTH, 1),
        round(figure.low / largest * WIDTH, 1),
        round(figure.high / largest * WIDTH, 1),
        amount(measure, figure.value),
        f"{low.number} to {high.number}" if figure.low != figure.high else "",
        amount(measure, figure.above).words if figure.above is not None else "",
        share_of_core(figure.value, per_second) if per_second and measure in CPU else "",
        evidence_address(figure.pk),
    )
