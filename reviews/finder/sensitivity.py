"""What would change the order: the nearest change of one weight, what is still unknown, and the range of ranks.

A total is linear in each weight, so the point at which first place changes is found exactly and not by trying.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import NamedTuple

import numpy as np

from reviews.finder.ranking import Places, Ranking
from reviews.finder.scoring.board import Board, Numbers, Totals, falling

HIGHEST = 3
STEPS = range(HIGHEST + 1)
DRAWS = 400
FIELD = 25
"""How many frameworks, the first ones, take part in the draws."""
SEED = "plumb line"


@dataclass(frozen=True, slots=True)
class Flip:
    """The nearest change of one weight that gives another first place."""

    driver: str
    weight: int
    to: int
    threshold: Fraction
    """The weight at which the present first place ends, between the step before ``to`` and ``to``."""
    leaders: tuple[str, ...]
    """Who is first at ``to``, by name; several where they tie."""
    total: Fraction
    """Their total at ``to``."""


class Range(NamedTuple):
    """The best and the worst rank that a framework takes."""

    best: int
    worst: int


class Line(NamedTuple):
    """What becomes of a framework between two weights: how far it is ahead of the leader, and how much is known."""

    ahead_start: int
    spare_start: int
    """By how much its evidence exceeds half of the weight; negative where it falls short."""
    ahead_end: int
    spare_end: int


class Step(NamedTuple):
    """A weight at which others are first."""

    to: int
    leaders: tuple[int, ...]
    threshold: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """The frameworks that take part while the weight of one driver changes and the others stay."""

    doubles: Numbers
    """Twice the midpoints of their totals now."""
    gaps: Numbers
    """What is open of these."""
    sums: Numbers
    """Twice the midpoints of their marks on the driver, in the same unit."""
    open: Numbers
    """What is open of these."""
    weight: int
    """What the driver counts now."""
    full_now: int
    unit: int
    """What full marks on the driver are."""

    def full(self, weight: int) -> int:
        """Return what full marks on everything would be at a weight."""
        return self.full_now + (weight - self.weight) * self.unit

    def at(self, weight: int) -> tuple[Numbers, Numbers]:
        """Return the totals at a weight, and by how much the evidence exceeds half of what counts then."""
        steps = weight - self.weight
        return self.doubles + steps * self.sums, self.full(weight) - 2 * (self.gaps + steps * self.open)

    def first(self, weight: int) -> tuple[int, ...]:
        """Return who is first at a weight, by place among those who take part."""
        doubles, spare = self.at(weight)
        known = spare >= 0
        return tuple(np.flatnonzero(known & (doubles == doubles[known].max(initial=0))).tolist())

    def lines(self, leaders: Sequence[int], start: int, end: int) -> tuple[set[Line], set[Line]]:
        """Return what becomes of the leaders, and of those who come level with them; alike ones stand once."""
        (doubles_start, spare_start), (doubles_end, spare_end) = self.at(start), self.at(end)
        ahead_start, ahead_end = (one - one[leaders[0]] for one in (doubles_start, doubles_end))
        leading = np.zeros(len(self.doubles), bool)
        leading[list(leaders)] = True
        rivals = ((ahead_start >= 0) | (ahead_end >= 0)) & ~leading
        columns = ahead_start, spare_start, ahead_end, spare_end
        return distinct(columns, leading), distinct(columns, rivals)


def distinct(columns: Iterable[Numbers], chosen: Numbers) -> set[Line]:
    return {Line(*one) for one in set(zip(*(column[chosen].tolist() for column in columns), strict=True))}


def changes_of(board: Board, weights: Mapping[str, int], totals: Totals) -> Iterator[Change]:
    """Yield how the weight of each driver may change, in the order of the board."""
    doubles, gaps = totals.doubles[board.members], totals.gaps[board.members]
    for driver, column in board.columns.items():
        marks = (one[board.members].astype(doubles.dtype) for one in (column.sums, column.gaps))
        sums, open_ = (board.times(driver) * one for one in marks)
        yield Change(doubles, gaps, sums, open_, weights.get(driver, 0), totals.full, board.unit)


def flips(board: Board, weights: Mapping[str, int], totals: Totals) -> list[Flip]:
    """Return the nearest change of each driver's weight that gives another first place, in the order of the board.

    ``totals`` are the board's at these weights. A driver without effect has none. With nothing ranked there is nothing
    to change.
    """
    if not sum(weights.values()):
        return []
    changes = list(changes_of(board, weights, totals))
    present = changes[0].first(changes[0].weight)
    steps = [nearest_step(change, present) for change in changes]
    found = zip(board.columns, changes, steps, strict=True)
    return [flip(board, driver, change, step) for driver, change, step in found if step]


def nearest_step(change: Change, present: Sequence[int]) -> Step | None:
    """Return the nearest step of a weight that gives another first place; of two as near the one reached sooner."""
    found = [step for step in (step_towards(change, present, 1), step_towards(change, present, -1)) if step]
    return min(found, key=lambda one: (abs(one.to - change.weight), abs(one.threshold - change.weight)), default=None)


def step_towards(change: Change, present: Sequence[int], way: int) -> Step | None:
    """Return the first step up or down that gives another first place; none where nothing is ranked any more."""
    to = change.weight + way
    while present and to in STEPS and change.full(to) and (leaders := change.first(to)):
        if leaders != present:
            return Step(to, leaders, to - way + way * departure(change, present, to - way, to))
        to += way
    return None


def flip(board: Board, driver: str, change: Change, step: Step) -> Flip:
    names = tuple(board.frameworks[number] for number in board.members[list(step.leaders)].tolist())
    double = int(change.at(step.to)[0][step.leaders[0]])
    return Flip(driver, change.weight, step.to, step.threshold, names, Fraction(50 * double, change.full(step.to)))


def departure(change: Change, leaders: Sequence[int], start: int, end: int) -> Fraction:
    """Return after which share of the way the leaders, first at the start, are no longer first or no longer alone."""
    leading, rivals = change.lines(leaders, start, end)
    return min(point for point in (*map(leaves, leading), *map(arrives, rivals)) if point is not None)


NOW, AT_THE_END = Fraction(0), Fraction(1)
"""The two ends of a way, as shares of it."""


def leaves(line: Line) -> Fraction | None:
    """Return when a framework that is first at the start is so no longer: a tie ends, or too little of it is known."""
    if line.ahead_end:
        return NOW
    return stretch(line.spare_start, line.spare_end)[1] if line.spare_end < 0 else None


def arrives(line: Line) -> Fraction | None:
    """Return when a framework has drawn level with the leader and enough of it is known."""
    ahead = stretch(line.ahead_start, line.ahead_end)
    known = stretch(line.spare_start, line.spare_end)
    begin, end = max(ahead[0], known[0]), min(ahead[1], known[1])
    return begin if begin <= end else None


def stretch(start: int, end: int) -> tuple[Fraction, Fraction]:
    """Return between which shares of the way a value that moves evenly is at least 0; reversed where it never is."""
    if start >= 0 and end >= 0:
        return NOW, AT_THE_END
    if start < 0 and end < 0:
        return AT_THE_END, NOW
    crossing = Fraction(start, start - end)
    return (crossing, AT_THE_END) if start < 0 else (NOW, crossing)


def challengers(ranking: Ranking) -> Places:
    """Return the frameworks that would be first with full marks on what is missing, the highest first."""
    places, highs = ranking.places, ranking.totals.highs
    if not places:
        return places
    others = np.sort(np.concatenate((places.numbers[len(ranking.first) :], ranking.apart.numbers)))
    return Places(places.terms, falling(others[highs[others] > places[0].double], highs))


def rank_ranges(board: Board, weights: Mapping[str, int], ranking: Ranking) -> dict[str, Range]:
    """Return the best and the worst rank of the first ``FIELD`` frameworks over ``DRAWS`` plausible weightings.

    Plausible is that each weight that counts stays, or is a step higher or lower, and counts still. The draws come from
    a fixed seed, so that the same weights give the same ranges.
    """
    numbers = ranking.places.numbers[:FIELD]
    if not len(numbers):
        return {}
    counted = [driver for driver, weight in weights.items() if weight]
    kind = ranking.totals.doubles.dtype
    marks = np.array([board.times(driver) * board.columns[driver].sums[numbers].astype(kind) for driver in counted])
    drawn = np.clip([weights[driver] for driver in counted] + draws(len(counted)), 1, HIGHEST)
    ranks = ranks_of(drawn.astype(kind) @ marks)
    ranges = zip(ranks.min(axis=0).tolist(), ranks.max(axis=0).tolist(), strict=True)
    return {board.frameworks[number]: Range(*ends) for number, ends in zip(numbers, ranges, strict=True)}


@cache
def draws(drivers: int) -> Numbers:
    """Return by how many steps each draw moves each weight: one down, none, or one up; the same at every call."""
    generator = random.Random(SEED)  # noqa: S311 - nothing secret: it has to be the same every time
    return np.array([generator.choices((-1, 0, 1), k=drivers) for _ in range(DRAWS)])


def ranks_of(totals: Numbers) -> Numbers:
    """Return the rank of each total among those of its draw, from 1: how many are higher; ties share it."""
    ranks: Numbers = 1 + np.count_nonzero(totals[:, :, np.newaxis] < totals[:, np.newaxis, :], axis=2)
    return ranks
