"""From noisy rounds to one figure with an interval.

Noise on a shared machine only adds time (cache, other guests, migrations), so the mean of the lowest quarter of the
rounds is the estimate. The median and the 90th percentile are kept beside it, as what a busy machine shows.
"""

import math
from collections.abc import Callable, Sequence
from random import Random
from statistics import fmean

Blocks = Sequence[Sequence[float]]
SAMPLES = 2000


def lowest_quarter(values: Sequence[float]) -> float:
    """The mean of the lowest quarter, at least of one value."""
    ordered = sorted(values)
    return fmean(ordered[: max(1, math.ceil(len(ordered) / 4))])


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share lies, between neighbours in proportion."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def flat(blocks: Blocks) -> list[float]:
    return [value for block in blocks for value in block]


def resample(sizes: Sequence[int], random: Random) -> list[tuple[int, int]]:
    """Places of a bootstrap sample: blocks are drawn first, then rounds in each of them."""
    blocks = [random.randrange(len(sizes)) for _ in sizes]
    return [(block, random.randrange(sizes[block])) for block in blocks for _ in range(sizes[block])]


def bootstrap(sizes: Sequence[int], statistic: Callable[[list[tuple[int, int]]], float], random: Random) -> list[float]:
    """The interval in which the statistic of 95 of 100 samples lies."""
    samples = [statistic(resample(sizes, random)) for _ in range(SAMPLES)]
    return [percentile(samples, 0.025), percentile(samples, 0.975)]


def interval(blocks: Blocks, random: Random) -> list[float]:
    sizes = [len(block) for block in blocks]
    return bootstrap(sizes, lambda places: lowest_quarter([blocks[b][r] for b, r in places]), random)


def above(blocks: Blocks, floor: Blocks) -> float:
    """How far the estimate lies above the floor's."""
    return lowest_quarter(flat(blocks)) - lowest_quarter(flat(floor))


def above_interval(blocks: Blocks, floor: Blocks, random: Random) -> list[float]:
    """The interval of that difference; subject and floor are drawn by the same rounds, which share their noise."""

    def difference(places: list[tuple[int, int]]) -> float:
        own = lowest_quarter([blocks[b][r] for b, r in places])
        return own - lowest_quarter([floor[b][r] for b, r in places])

    return bootstrap([min(len(a), len(b)) for a, b in zip(blocks, floor, strict=True)], difference, random)


def difference_percent(left: float, right: float) -> float:
    """How far two figures lie apart, in per cent of the smaller."""
    return abs(left - right) / min(left, right) * 100
