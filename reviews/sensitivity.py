"""What would change the order: the nearest change of one weight, what is still unknown, and the range of ranks.

A total is linear in each weight, so the point at which first place changes is found exactly and not by trying.
"""

import random
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from operator import getitem
from sys import byteorder
from typing import NamedTuple

from reviews.finder import Board, Place, Ranking

STEPS = range(4)
DRAWS = 400
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


@dataclass(frozen=True, slots=True)
class Change:
    """All frameworks while the weight of one driver changes and the others stay."""

    board: Board
    driver: str
    doubles: Sequence[int]
    """The weighted sums without that driver, as ``gaps`` and ``weight`` are."""
    gaps: Sequence[int]
    weight: int

    @classmethod
    def of(cls, board: Board, weights: Mapping[str, int], driver: str) -> "Change":
        others = {key: weight for key, weight in weights.items() if key != driver}
        doubles, gaps = board.weighed(board.sums, others), board.weighed(board.gaps, others)
        return cls(board, driver, doubles, gaps, sum(others.values()))

    def at(self, weight: int) -> list[tuple[int, int]]:
        """Return each framework's sum at a weight, and by how much its evidence reaches half."""
        full = (self.weight + weight) * self.board.unit
        rows = zip(self.doubles, self.gaps, self.board.sums[self.driver], self.board.gaps[self.driver], strict=True)
        return [(double + weight * more, full - 2 * (gap + weight * open_)) for double, gap, more, open_ in rows]

    def first(self, weight: int) -> tuple[int, ...]:
        """Return who is first at a weight, by number."""
        found = self.at(weight)
        best = max((double for double, spare in found if spare >= 0), default=None)
        return tuple(number for number, (double, spare) in enumerate(found) if spare >= 0 and double == best)


def flips(board: Board, weights: Mapping[str, int]) -> list[Flip]:
    """Return the nearest change of each driver's weight that gives another first place, in the order of the board.

    A driver without effect has none. With nothing ranked there is nothing to change.
    """
    if not sum(weights.values()):
        return []
    changes = [Change.of(board, weights, driver) for driver in board.sums]
    present = changes[0].first(weights.get(changes[0].driver, 0))
    found = (nearest_flip(change, weights.get(change.driver, 0), present) for change in changes) if present else ()
    return [flip for flip in found if flip]


def nearest_flip(change: Change, weight: int, present: Sequence[int]) -> Flip | None:
    """Return the nearest step of a weight that gives another first place; of two as near the one reached sooner."""
    found = [flip for flip in (flip_towards(change, weight, step, present) for step in (1, -1)) if flip]
    return min(found, key=lambda flip: (abs(flip.to - weight), abs(flip.threshold - weight)), default=None)


def flip_towards(change: Change, weight: int, step: int, present: Sequence[int]) -> Flip | None:
    """Return the first step up or down that gives another first place; none where nothing is ranked any more."""
    to = weight + step
    while to in STEPS and change.weight + to and (leaders := change.first(to)):
        if leaders != present:
            return flip_at(change, weight, to, step, present, leaders)
        to += step
    return None


def flip_at(change: Change, weight: int, to: int, step: int, present: Sequence[int], leaders: Sequence[int]) -> Flip:
    lines = [Line(*start, *end) for start, end in zip(change.at(to - step), change.at(to), strict=True)]
    names = tuple(change.board.frameworks[number] for number in leaders)
    full = 2 * (change.weight + to) * change.board.unit
    threshold = to - step + step * departure(lines, present)
    return Flip(change.driver, weight, to, threshold, names, Fraction(100 * lines[leaders[0]].total_end, full))


def departure(lines: Sequence[Line], leaders: Sequence[int]) -> Fraction:
    """Return after which share of the way the leaders, first at the start, are no longer first or no longer alone."""
    lead = lines[leaders[0]]
    points = (leaves(line, lead) if number in leaders else arrives(line, lead) for number, line in enumerate(lines))
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
    lead = ranking.places[0].midpoint
    others = (place for place in (*ranking.places, *ranking.apart) if place.rank != 1 and place.high > lead)
    return sorted(others, key=lambda place: (-place.high, place.framework))


def rank_ranges(board: Board, weights: Mapping[str, int], ranking: Ranking) -> dict[str, Range]:
    """Return the best and the worst rank of each ranked framework over ``DRAWS`` plausible weightings.

    Plausible is that each weight that counts stays, or is a step higher or lower, and counts still. The draws come from
    a fixed seed, so that the same weights give the same ranges.
    """
    if not ranking.places:
        return {}
    names = [place.framework for place in ranking.places]
    numbers = [board.frameworks.index(name) for name in names]
    columns = [[board.sums[driver][number] for number in numbers] for driver, weight in weights.items() if weight]
    versions = [stepped(column, weight) for column, weight in zip(columns, filter(None, weights.values()), strict=True)]
    ranks = [ranks_of(unpacked(total, len(names))) for total in drawn(versions)]
    return {name: Range(min(found), max(found)) for name, found in zip(names, zip(*ranks, strict=True), strict=True)}


def stepped(column: Sequence[int], weight: int) -> list[int]:
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


def packed(column: Sequence[int]) -> int:
    """Return whole numbers side by side in one, 64 bits each, so that one addition adds them all."""
    return int.from_bytes(array("Q", column).tobytes(), byteorder)


def unpacked(total: int, count: int) -> Sequence[int]:
    return array("Q", total.to_bytes(8 * count, byteorder))


def ranks_of(totals: Sequence[int]) -> list[int]:
    """Return the rank of each total, from 1; ties share it."""
    rising = sorted(totals)
    # Of equal totals the last one written is the one with the best rank.
    ranks = dict(zip(rising, range(len(rising), 0, -1), strict=True))
    return [ranks[total] for total in totals]
