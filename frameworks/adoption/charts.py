"""How use developed, framework by framework: small lines, and words against the middle of the field."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from statistics import median

from curation.web.addresses import evidence_address
from frameworks.models import AdoptionMetric, AdoptionSeries, Framework
from frameworks.models.adoption import GAP, YEARS, Points

WIDTH, HEIGHT = 120, 26
OFF = 0.25
"""How far, as a share of the middle growth, a growth must lie from it to be called faster or slower."""
NO_DIRECTION = "direction unknown"
TOO_SHORT = "less than three years on record"
NO_LINE = "no line: counted differently after the gap"


@dataclass(frozen=True)
class Development:
    """One figure of one framework: its last value, its line, and its direction in words."""

    series: AdoptionSeries
    metric: AdoptionMetric
    points: Points
    trend: str
    share: float | None = None
    """By how much it grew in three years; None where that is not known, or no line may be drawn."""

    @cached_property
    def path(self) -> str:
        return line_path(self.points, self.metric)

    @property
    def last(self) -> tuple[datetime.date, int]:
        return self.points[-1]

    @property
    def address(self) -> str:
        return evidence_address(self.series.pk)

    @property
    def direction(self) -> str:
        """The direction in short."""
        return f"{self.share:+.0%} in {YEARS} years".replace("-", "−") if self.share is not None else NO_DIRECTION

    @cached_property
    def label(self) -> str:
        """The line in words."""
        (first_day, first), (day, last) = self.points[0], self.last
        return f"{self.metric.label}: {first:,} on {first_day}, {last:,} on {day}; {self.trend}"


@dataclass(frozen=True, slots=True)
class AdoptionRow:
    """The figures of one framework, in the order of the metrics; None where the list has none."""

    framework: Framework
    figures: list[Development | None]

    @property
    def at_a_glance(self) -> Development | None:
        """How much is built upon it, else by how many hands it is made."""
        counted = {figure.metric: figure for figure in self.figures if figure}
        return counted.get(AdoptionMetric.DEPENDENTS) or counted.get(AdoptionMetric.CONTRIBUTORS)


def middle_growth(series: Iterable[AdoptionSeries]) -> float | None:
    """Return the median of the growths; None where none is known."""
    known = [row.growth for row in series if row.growth is not None]
    return median(known) if known else None


def trend(share: float | None, middle: float | None) -> str:
    """Say how a growth stands to the middle of the field."""
    if share is None or middle is None:
        return TOO_SHORT
    percent = f"{abs(share):.0%} {'fewer' if share < 0 else 'more'} than three years before"
    if share < 0:
        return f"{percent}, falling"
    if share > middle * (1 + OFF):
        return f"{percent}, faster than the field’s middle"
    return f"{percent}, {'slower than' if share < middle * (1 - OFF) else 'about as'} the field’s middle"


def line_path(points: Points, metric: AdoptionMetric) -> str:
    """Return the SVG path of a figure from zero; downloads are not joined across the gap."""
    days = [day for day, _ in points]
    first, span = days[0], max((days[-1] - days[0]).days, 1)
    most = max(number for _, number in points) or 1
    places = [
        (
            day > GAP[1] and not metric.is_counter,
            f"{(day - first).days * WIDTH / span:.1f} {HEIGHT - number * (HEIGHT - 2) / most:.1f}",
        )
        for day, number in points
    ]
    return "".join(f"M{'L'.join(place for _, place in part)}" for _, part in groupby(places, lambda pair: pair[0]))


def adoption_rows(series: Iterable[AdoptionSeries], frameworks: Sequence[Framework]) -> list[AdoptionRow]:
    """Return the figures of each framework that has any; the middle is that of all series given."""
    by_metric: dict[AdoptionMetric, dict[str, AdoptionSeries]] = {metric: {} for metric in AdoptionMetric}
    for row in series:
        by_metric[AdoptionMetric(row.metric)][row.framework_id] = row
    middles = {metric: middle_growth(rows.values()) for metric, rows in by_metric.items()}
    made = (
        AdoptionRow(
            framework,
            [
                development(metric, rows[framework.pk], middles) if framework.pk in rows else None
                for metric, rows in by_metric.items()
            ],
        )
        for framework in frameworks
    )
    return [row for row in made if any(row.figures)]


def development(
    metric: AdoptionMetric, series: AdoptionSeries, middles: Mapping[AdoptionMetric, float | None]
) -> Development:
    share = series.growth if metric.is_counter else None
    words = trend(share, middles[metric]) if metric.is_counter else NO_LINE
    return Development(series, metric, series.in_order, words, share)
