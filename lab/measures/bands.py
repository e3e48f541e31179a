"""Which subjects tie. Readers are shown bands, never places."""

from collections.abc import Iterable
from dataclasses import dataclass

from lab.measures.estimator import difference_percent

LEAST_PERCENT = 12.0
MOST_NOISE_PERCENT = 8.0


@dataclass(frozen=True)
class Estimate:
    name: str
    value: float
    low: float
    high: float


def threshold(noise_percents: Iterable[float]) -> float:
    """Below this difference two subjects tie: 12 %, or twice the noise of the run where that is more."""
    return max(LEAST_PERCENT, 2 * max(noise_percents, default=0.0))


def too_noisy(noise_percents: Iterable[float]) -> bool:
    """A subject measured twice has to agree with itself, or the run says nothing about others."""
    return max(noise_percents, default=0.0) > MOST_NOISE_PERCENT


def tie(left: Estimate, right: Estimate, percent: float) -> bool:
    """Two subjects tie when their intervals overlap or they differ by less than the threshold."""
    overlap = left.low <= right.high and right.low <= left.high
    return overlap or difference_percent(left.value, right.value) < percent


def bands(estimates: Iterable[Estimate], percent: float) -> list[list[str]]:
    """Groups from the cheapest on; a new one opens where a subject does not tie with the cheapest of the last."""
    groups: list[list[Estimate]] = []
    for estimate in sorted(estimates, key=lambda e: (e.value, e.name)):
        if groups and tie(groups[-1][0], estimate, percent):
            groups[-1].append(estimate)
        else:
            groups.append([estimate])
    return [[estimate.name for estimate in group] for group in groups]
