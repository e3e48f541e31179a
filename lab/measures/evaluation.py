"""From the rounds of a run to what a results file says of it."""

from collections.abc import Mapping, Sequence
from random import Random
from statistics import median
from typing import Any, Protocol

from lab.measures.bands import Estimate, bands, threshold, too_noisy
from lab.measures.estimator import (
    above,
    above_interval,
    difference_percent,
    flat,
    interval,
    lowest_quarter,
    percentile,
)

AGAIN = " [again]"


class Row(Protocol):
    """What of a subject matters here."""

    @property
    def name(self) -> str: ...
    @property
    def tasks(self) -> tuple[str, ...]: ...
    @property
    def floor(self) -> str: ...


def evaluate(
    subjects: Sequence[Row], blocks: list[dict[str, Any]], counts: Mapping[str, int], random: Random
) -> dict[str, Any]:
    """The run as a results file keeps it: estimates with intervals, the noise, bands, every raw value."""
    tasks: dict[str, dict[str, Any]] = {}
    for task in sorted({task for subject in subjects for task in subject.tasks}):
        rows = gather(task, subjects, blocks)
        measured = [subject for subject in subjects if task in subject.tasks and subject.name in rows]
        tasks[task] = {subject.name: row(subject, task, rows, blocks, random) for subject in measured}
    noise = twins_apart(tasks)
    limit = threshold(noise.values())
    return {
        "accepted": not too_noisy(noise.values()),
        **counts,
        "aa": noise,
        "tie_percent": round(limit, 1),
        "tasks": tasks,
        "bands": {task: bands(estimates(table), limit) for task, table in tasks.items()},
        "discarded": {name: why for block in blocks for name, why in block["discarded"].items()},
    }


def gather(task: str, subjects: Sequence[Row], blocks: list[dict[str, Any]]) -> dict[str, list[list[float]]]:
    """The rounds by subject; a subject that one block discarded is left out."""
    names = [s.name for s in subjects if all(s.name in block["rounds"].get(task, {}) for block in blocks)]
    return {name: [block["rounds"][task][name] for block in blocks] for name in names}


def row(
    subject: Row, task: str, rows: dict[str, list[list[float]]], blocks: list[dict[str, Any]], random: Random
) -> dict[str, Any]:
    values = rows[subject.name]
    floor = subject.floor if subject.floor in rows else None
    return {
        "us": round(lowest_quarter(flat(values)), 1),
        "ci95": rounded(interval(values, random)),
        "median": round(median(flat(values)), 1),
        "p90": round(percentile(flat(values), 0.9), 1),
        "floor": floor,
        "above_us": round(above(values, rows[floor]), 1) if floor else None,
        "above_ci95": rounded(above_interval(values, rows[floor], random)) if floor else None,
        "raw_us": [[b, r, round(us, 2)] for b, block in enumerate(values) for r, us in enumerate(block)],
        **blocks[-1]["seen"][task][subject.name],
    }


def rounded(values: list[float]) -> list[float]:
    return [round(value, 1) for value in values]


def twins_apart(tasks: dict[str, dict[str, Any]]) -> dict[str, float]:
    """How far each subject that was measured twice lies from itself, in per cent."""
    pairs = [(task, name) for task, table in tasks.items() for name in table if name + AGAIN in table]
    return {
        f"{name} {t}": round(difference_percent(tasks[t][name]["us"], tasks[t][name + AGAIN]["us"]), 1)
        for t, name in pairs
    }


def estimates(table: dict[str, Any]) -> list[Estimate]:
    return [Estimate(name, r["us"], *r["ci95"]) for name, r in table.items() if is_framework_row(name)]


def anchors_apart(run: dict[str, Any], before: dict[str, Any], anchors: Sequence[str]) -> dict[str, float]:
    """How far the anchors lie from those of an earlier run, in per cent: beyond 10 the two are not to be compared."""
    earlier: dict[str, Any] = next(iter(before.get("runs", [])), {"tasks": {}})["tasks"]
    shared = [
        (t, name)
        for t, table in run["tasks"].items()
        for name in anchors
        if name in table and name in earlier.get(t, {})
    ]
    return {f"{n} {t}": round(difference_percent(run["tasks"][t][n]["us"], earlier[t][n]["us"]), 1) for t, n in shared}


def is_framework_row(name: str) -> bool:
    """Floors and twins are measured along, and not ranged in bands."""
    return not name.startswith("floor-") and not name.endswith(AGAIN)
