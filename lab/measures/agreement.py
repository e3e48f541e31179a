"""How far two runs agree: which pairs of rows, apart in one of them, stand the other way round in the other."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

Bands = Sequence[Sequence[str]]


class TaskAgreement(NamedTuple):
    """What became of the pairs that one run or the other sets apart, of one task."""

    apart: int
    """Pairs in different bands in at least one run."""
    reversed: tuple[tuple[str, str], ...]
    """Pairs in different bands in both, the other way round."""


def places(bands: Bands) -> dict[str, int]:
    return {row: place for place, band in enumerate(bands) for row in band}


def agreement(first: Bands, second: Bands) -> TaskAgreement:
    before, after = places(first), places(second)
    steps = {
        (left, right): (before[left] - before[right], after[left] - after[right])
        for left, right in combinations(sorted(before.keys() & after.keys()), 2)
    }
    turned = tuple(pair for pair, (earlier, later) in steps.items() if earlier * later < 0)
    return TaskAgreement(sum(any(step) for step in steps.values()), turned)


def agreements(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, TaskAgreement]:
    """Compare two results files task by task, as far as both measured it."""
    before, after = (
        {task: bands for run in results.get("runs", []) for task, bands in run["bands"].items()}
        for results in (first, second)
    )
    return {task: agreement(before[task], after[task]) for task in sorted(before.keys() & after.keys())}
