"""What would change the order: the nearest change of one weight, what is still unknown, and the range of ranks.

A total is linear in each weight, so the point at which first place changes is found exactly and not by trying.
"""

import random
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import chain
from operator import add, getitem
from typing import NamedTuple

from reviews.board import Board, Totals, WholeMarks, apart, lane, side_by_side
from reviews.finder import Places, Ranking, open_at_most

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
    """What becomes of one framework between two weights: its total and its evidence, at the start and at the end."""

    total_start: int
    spare_start: int
    """By how much its evidence exceeds half of the weight; negative where it falls short."""
    total_end: int
    spare_end: int


class State(NamedTuple):
    """A framework's total and what is open of it, and its mark on one driver and what is open of that."""

    double: int
    gap: int
    sum: int
    open: int


class Step(NamedTuple):
    """A weight at which others are first."""

    to: int
    leaders: tuple[int, ...]
    threshold: Fraction


@dataclass(frozen=True, slots=True)
class Change:
    """All frameworks while the weight of one driver changes and the others stay."""

    totals: Totals
    unit: int
    column: WholeMarks
    """The marks on that driver."""
    weight: int
    """What it counts now."""

    def times(self, weight: int) -> int:
        """Return how often the driver's marks come on top of the totals at a weight."""
        return (weight - self.weight) * (self.unit // self.column.unit)

    def full(self, weight: int) -> int:
        """Return what full marks on everything would be at a weight."""
        return self.totals.full + (weight - self.weight) * self.unit

    def state(self, number: int) -> State:
        """Return what of a framework decides what becomes of it."""
        totals, column = self.totals, self.column
        return State(totals.doubles[number], totals.gaps[number], column.sums[number], column.gaps[number])

    def at(self, state: State, weight: int) -> tuple[int, int]:
        """Return a framework's total at a weight, and by how much its evidence exceeds half."""
        times = self.times(weight)
        return state.double + times * state.sum, self.full(weight) - 2 * (state.gap + times * state.open)

    def line(self, state: State, start: int, end: int) -> Line:
        return Line(*self.at(state, start), *self.at(state, end))

    def within_reach(self, lead: Line, start: int, end: int) -> list[int]:
        """Return the frameworks whose totals come to the leader's on the way from one weight to another."""
        doubles, sums = self.totals.doubles, self.column.sums
        at_start, at_end = self.times(start), self.times(end)
        low = min(lead.total_start, lead.total_end) - 2 * self.unit * max(0, start - self.weight, end - self.weight)
        near = bisect_right(self.totals.order, -low, key=lambda number: -doubles[number])
        return [
            number
            for number in self.totals.order[:near]
            if doubles[number] + at_start * sums[number] >= lead.total_start
            or doubles[number] + at_end * sums[number] >= lead.total_end
        ]

    def first(self, weight: int) -> tuple[int, ...]:
        """Return who is first at a weight, by number."""
        (doubles, gaps, _full, order), (_unit, sums, open_) = self.totals, self.column
        times, gain = self.times(weight), 2 * self.unit * max(0, weight - self.weight)
        most_open = open_at_most(self.full(weight))
        leaders: list[int] = []
        best = 0
        for number in order:
            if doubles[number] + gain < best:
                break
            double = doubles[number] + times * sums[number]
            if double >= best and gaps[number] + times * open_[number] <= most_open:
                if double > best:
                    leaders.clear()
                leaders.append(number)
                best = double
        return tuple(sorted(leaders))


def flips(board: Board, weights: Mapping[str, int], totals: Totals) -> list[Flip]:
    """Return the nearest change of each driver's weight that gives another first place, in the order of the board.

    ``totals`` are the board's at these weights. A driver without effect has none. With nothing ranked there is nothing
    to change.
    """
    if not sum(weights.values()):
        return []
    changes = [Change(totals, board.unit, column, weights.get(key, 0)) for key, column in board.columns.items()]
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
    names = tuple(board.frameworks[number] for number in step.leaders)
    double, _ = change.at(change.state(step.leaders[0]), step.to)
    return Flip(driver, change.weight, step.to, step.threshold, names, Fraction(50 * double, change.full(step.to)))


def departure(change: Change, leaders: Sequence[int], start: int, end: int) -> Fraction:
    """Return after which share of the way the leaders, first at the start, are no longer first or no longer alone."""
    lead = change.line(change.state(leaders[0]), start, end)
    reach = set(change.within_reach(lead, start, end)).difference(leaders)
    # Of thousands of frameworks many are alike.
    leading, rivals = ({*map(change.state, some)} for some in (leaders, reach))
    left = (leaves(change.line(state, start, end), lead) for state in leading)
    arrived = (arrives(change.line(state, start, end), lead) for state in rivals)
    return min(point for point in (*left, *arrived) if point is not None)


NOW, AT_THE_END = Fraction(0), Fraction(1)
"""The two ends of a way, as shares of it."""


def leaves(line: Line, lead: Line) -> Fraction | None:
    """Return when a framework that is first at the start is so no longer: a tie ends, or too little of it is known."""
    if line.total_end != lead.total_end:
        return NOW
    return stretch(line.spare_start, line.spare_end)[1] if line.spare_end < 0 else None


def arrives(line: Line, lead: Line) -> Fraction | None:
    """Return when a framework has drawn level with the leader and enough of it is known."""
    lead_start, lead_end = line.total_start - lead.total_start, line.total_end - lead.total_end
    if lead_start < 0 and lead_end < 0:
        return None
    ahead = stretch(lead_start, lead_end)
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
    places, (doubles, gaps, _full, _order) = ranking.places, ranking.totals
    if not places:
        return places
    lead = doubles[places.numbers[0]]
    highs = list(map(add, doubles, gaps))
    others = chain(places.numbers[len(ranking.first) :], ranking.apart.numbers)
    found = sorted(number for number in others if highs[number] > lead)
    found.sort(key=highs.__getitem__, reverse=True)
    return Places(places.terms, found)


def rank_ranges(board: Board, weights: Mapping[str, int], ranking: Ranking) -> dict[str, Range]:
    """Return the best and the worst rank of the first ``FIELD`` frameworks over ``DRAWS`` plausible weightings.

    Plausible is that each weight that counts stays, or is a step higher or lower, and counts still. The draws come from
    a fixed seed, so that the same weights give the same ranges.
    """
    numbers = ranking.places.numbers[:FIELD]
    if not numbers:
        return {}
    width = lane(2 * board.unit * HIGHEST * len(weights))
    versions = [stepped(board, driver, weight, numbers, width) for driver, weight in weights.items() if weight]
    # A weight at its lowest or highest has but one step, so that many draws are alike.
    ranks = [ranks_of(apart(total, len(numbers), width)) for total in {*drawn(versions)}]
    names = [board.frameworks[number] for number in numbers]
    return {name: Range(min(found), max(found)) for name, found in zip(names, zip(*ranks, strict=True), strict=True)}


def stepped(board: Board, driver: str, weight: int, frameworks: Iterable[int], width: int) -> list[int]:
    """Return some frameworks' marks, side by side, times the weight a step lower, the same, and a step higher."""
    sums = board.columns[driver].sums
    marks = board.times(driver) * side_by_side([sums[number] for number in frameworks], width)
    return [marks * max(1, min(HIGHEST, weight + step)) for step in (-1, 0, 1)]


def drawn(versions: Sequence[Sequence[int]]) -> Iterator[int]:
    """Yield for each draw the totals side by side: the sum of one of the three versions of every column."""
    return (sum(map(getitem, versions, steps)) for steps in draws(len(versions)))


@cache
def draws(drivers: int) -> list[list[int]]:
    """Return which version of each column every draw takes; the same at every call."""
    generator = random.Random(SEED)  # noqa: S311 - nothing secret: it has to be the same every time
    return [generator.choices((0, 1, 2), k=drivers) for _ in range(DRAWS)]


def ranks_of(totals: Sequence[int]) -> list[int]:
    """Return the rank of each total, from 1; ties share it."""
    rising = sorted(totals)
    # Of equal totals the last one written is the one with the best rank.
    ranks = dict(zip(rising, range(len(rising), 0, -1), strict=True))
    return [ranks[total] for total in totals]
