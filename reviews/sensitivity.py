"""What would change the order: the nearest change of one weight, what is still unknown, and the range of ranks.

A total is linear in each weight, so the point at which first place changes is found exactly and not by trying.
"""

import random
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import takewhile
from operator import getitem
from typing import NamedTuple

from reviews.finder import WIDE, Board, Place, Ranking, packed, unpacked

STEPS = range(4)
DRAWS = 400
FIELD = 30
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


class Step(NamedTuple):
    """A weight at which others are first."""

    to: int
    leaders: tuple[int, ...]
    threshold: Fraction


@dataclass(frozen=True, slots=True)
class Change:
    """All frameworks while the weight of one driver changes and the others stay."""

    totals: "Totals"
    sums: Sequence[int]
    gaps: Sequence[int]
    """The marks on that driver, as the board has them."""
    weight: int
    """What it counts now."""

    def at(self, number: int, weight: int) -> tuple[int, int]:
        """Return a framework's total at a weight, and by how much its evidence exceeds half."""
        totals, more = self.totals, weight - self.weight
        gap = totals.gaps[number] + more * self.gaps[number]
        return totals.doubles[number] + more * self.sums[number], (totals.weight + more) * totals.unit - 2 * gap

    def within_reach(self, least: int, weight: int) -> Iterator[int]:
        """Yield the frameworks whose totals can come to ``least`` at a weight, and others."""
        gain = 2 * self.totals.unit * max(0, weight - self.weight)
        doubles = self.totals.doubles
        return takewhile(lambda number: doubles[number] + gain >= least, self.totals.order)

    def first(self, weight: int) -> tuple[int, ...]:
        """Return who is first at a weight, by number."""
        gain = 2 * self.totals.unit * max(0, weight - self.weight)
        leaders: list[int] = []
        best = -1
        for number in self.totals.order:
            if self.totals.doubles[number] + gain < best:
                break
            double, spare = self.at(number, weight)
            if spare >= 0 and double > best:
                leaders, best = [], double
            if spare >= 0 and double == best:
                leaders.append(number)
        return tuple(sorted(leaders))


@dataclass(frozen=True, slots=True)
class Totals:
    """The weighted sums of all frameworks at the reader's weights."""

    doubles: Sequence[int]
    gaps: Sequence[int]
    weight: int
    unit: int
    order: Sequence[int]
    """The frameworks by total, the highest first."""

    @classmethod
    def of(cls, board: Board, weights: Mapping[str, int]) -> "Totals":
        doubles, gaps = board.weighed(board.sums, weights), board.weighed(board.gaps, weights)
        order = sorted(range(len(doubles)), key=doubles.__getitem__, reverse=True)
        return cls(doubles, gaps, sum(weights.values()), board.unit, order)


def flips(board: Board, weights: Mapping[str, int]) -> list[Flip]:
    """Return the nearest change of each driver's weight that gives another first place, in the order of the board.

    A driver without effect has none. With nothing ranked there is nothing to change.
    """
    if not sum(weights.values()):
        return []
    totals = Totals.of(board, weights)
    changes = [Change(totals, sums, board.gaps[key], weights.get(key, 0)) for key, sums in board.sums.items()]
    present = changes[0].first(changes[0].weight)
    steps = [nearest_step(change, present) for change in changes]
    found = zip(board.sums, changes, steps, strict=True)
    return [flip(board, driver, change, step) for driver, change, step in found if step]


def nearest_step(change: Change, present: Sequence[int]) -> Step | None:
    """Return the nearest step of a weight that gives another first place; of two as near the one reached sooner."""
    found = [step for step in (step_towards(change, present, 1), step_towards(change, present, -1)) if step]
    return min(found, key=lambda one: (abs(one.to - change.weight), abs(one.threshold - change.weight)), default=None)


def step_towards(change: Change, present: Sequence[int], way: int) -> Step | None:
    """Return the first step up or down that gives another first place; none where nothing is ranked any more."""
    to = change.weight + way
    rest = change.totals.weight - change.weight
    while present and to in STEPS and rest + to and (leaders := change.first(to)):
        if leaders != present:
            return Step(to, leaders, to - way + way * departure(lines(change, present, to - way, to), present))
        to += way
    return None


def flip(board: Board, driver: str, change: Change, step: Step) -> Flip:
    names = tuple(board.frameworks[number] for number in step.leaders)
    double, _ = change.at(step.leaders[0], step.to)
    full = (change.totals.weight - change.weight + step.to) * board.unit
    return Flip(driver, change.weight, step.to, step.threshold, names, Fraction(50 * double, full))


def lines(change: Change, leaders: Sequence[int], start: int, end: int) -> dict[int, Line]:
    """Return what becomes of the leaders, and of all that can come level with them, between two weights."""
    least = min(change.at(leaders[0], weight)[0] for weight in (start, end))
    numbers = {*leaders, *change.within_reach(least, max(start, end))}
    return {number: Line(*change.at(number, start), *change.at(number, end)) for number in numbers}


def departure(lines: Mapping[int, Line], leaders: Sequence[int]) -> Fraction:
    """Return after which share of the way the leaders, first at the start, are no longer first or no longer alone."""
    lead = lines[leaders[0]]
    points = (leaves(line, lead) if number in leaders else arrives(line, lead) for number, line in lines.items())
    return min(point for point in points if point is not None)


def leaves(line: Line, lead: Line) -> Fraction | None:
    """Return when a framework that is first at the start is so no longer: a tie ends, or too little of it is known."""
    if line.total_end != lead.total_end:
        return Fraction(0)
    return stretch(line.spare_start, line.spare_end)[1] if line.spare_end < 0 else None


def arrives(line: Line, lead: Line) -> Fraction | None:
    """Return when a framework has drawn level with the leader and enough of it is known."""
    ahead = stretch(line.total_start - lead.total_start, line.total_end - lead.total_end)
    known = stretch(line.spare_start, line.spare_end)
    begin, end = max(ahead[0], known[0]), min(ahead[1], known[1])
    return begin if begin <= end else None


def stretch(start: int, end: int) -> tuple[Fraction, Fraction]:
    """Return between which shares of the way a value that moves evenly is at least 0; reversed where it never is."""
    if start >= 0 and end >= 0:
        return Fraction(0), Fraction(1)
    if start < 0 and end < 0:
        return Fraction(1), Fraction(0)
    crossing = Fraction(start, start - end)
    return (crossing, Fraction(1)) if start < 0 else (Fraction(0), crossing)


def challengers(ranking: Ranking) -> list[Place]:
    """Return the frameworks that would be first with full marks on what is missing, the highest first."""
    if not ranking.places:
        return []
    lead = ranking.places[0].double
    others = (*ranking.places, *ranking.apart)
    found = (place for place in others if place.rank != 1 and place.double + place.gap > lead)
    return sorted(found, key=lambda place: (-place.double - place.gap, place.framework))


def rank_ranges(board: Board, weights: Mapping[str, int], ranking: Ranking) -> dict[str, Range]:
    """Return the best and the worst rank of the first ``FIELD`` frameworks over ``DRAWS`` plausible weightings.

    Plausible is that each weight that counts stays, or is a step higher or lower, and counts still. The draws come from
    a fixed seed, so that the same weights give the same ranges.
    """
    if not ranking.places:
        return {}
    names = [place.framework for place in ranking.places[:FIELD]]
    numbers = [board.frameworks.index(name) for name in names]
    columns = [
        array(WIDE, [board.sums[driver][number] for number in numbers]) for driver, weight in weights.items() if weight
    ]
    versions = [stepped(column, weight) for column, weight in zip(columns, filter(None, weights.values()), strict=True)]
    ranks = [ranks_of(unpacked(total, len(names))) for total in drawn(versions)]
    return {name: Range(min(found), max(found)) for name, found in zip(names, zip(*ranks, strict=True), strict=True)}


def stepped(column: "array[int]", weight: int) -> list[int]:
    """Return a column, packed, times the weight a step lower, the same, and a step higher."""
    return [packed(column) * max(1, min(3, weight + step)) for step in (-1, 0, 1)]


def drawn(versions: Sequence[Sequence[int]]) -> Iterator[int]:
    """Yield for each draw the packed totals: the sum of one of the three versions of every column."""
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
