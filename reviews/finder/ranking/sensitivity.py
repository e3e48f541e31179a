"""What would change the order: the nearest change of one weight, what is still unknown, and the range of ranks.

The order goes by the low end of each total. That is linear in each weight, so the point at which first place changes is
found exactly and not by trying.
"""

import random
import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from operator import mul
from typing import NamedTuple

from reviews.finder.ranking.ranking import RankedPlace, Ranking
from reviews.finder.scoring.board import Board, Total

HIGHEST = 3
STEPS = range(HIGHEST + 1)
DRAWS = 400
FIELD = 25
"""How many frameworks, the first ones, take part in the draws."""
SEED = "plumb line"


@dataclass(frozen=True, slots=True)
class Flip:
    """The nearest change of one weight that gives another first place."""

    factor: str
    weight: int
    to: int
    threshold: Fraction
    """The weight at which the present first place ends, between the step before ``to`` and ``to``."""
    leaders: tuple[str, ...]
    """Who is first at ``to``, by name; several where they tie."""
    total: Fraction
    """The low end of their total at ``to``."""


class Range(NamedTuple):
    """The best and the worst rank that a framework takes."""

    best: int
    worst: int


class Movement(NamedTuple):
    """What becomes of a framework between two weights: how far it is ahead of the leader, and how much is known."""

    ahead_start: int
    spare_start: int
    """By how much its evidence exceeds half of the weight; negative where it falls short."""
    ahead_end: int
    spare_end: int


class WeightStep(NamedTuple):
    """A weight at which others are first."""

    to: int
    leaders: tuple[int, ...]
    threshold: Fraction


@dataclass(frozen=True, slots=True)
class WeightChange:
    """The frameworks that take part while the weight of one factor changes and the others stay."""

    factor: str
    frameworks: Sequence[str]
    totals: Sequence[Total]
    """Their totals now."""
    scores: Sequence[Total]
    """Their scores on the factor, in the same unit."""
    weight: int
    """What the factor counts now."""
    full_now: int
    unit: int
    """What full marks on the factor are."""

    def full(self, weight: int) -> int:
        """Return what full marks on everything would be at a weight."""
        return self.full_now + (weight - self.weight) * self.unit

    def at(self, weight: int) -> list[tuple[int, int]]:
        """Return the low ends at a weight, and by how much the evidence exceeds half of what counts then."""
        steps, full = weight - self.weight, self.full(weight)
        return [
            (low + steps * score, full - 2 * (gap + steps * open_))
            for (low, gap), (score, open_) in zip(self.totals, self.scores, strict=True)
        ]

    def first(self, weight: int) -> tuple[int, ...]:
        """Return who is first at a weight, by place among those who take part."""
        # One pass without lists between, because a page asks this of a hundred weights.
        steps, full, best, leaders = weight - self.weight, self.full(weight), 0, list[int]()
        for place, ((total, gap), (score, open_)) in enumerate(zip(self.totals, self.scores, strict=True)):
            low = total + steps * score
            if low < best or 2 * (gap + steps * open_) > full:
                continue
            if low > best:
                best, leaders = low, []
            leaders.append(place)
        return tuple(leaders)

    def movements(self, leader: int, start: int, end: int) -> list[Movement]:
        """Return how each framework moves against the one that leads at the start."""
        before, after = self.at(start), self.at(end)
        leading_before, leading_after = before[leader][0], after[leader][0]
        return [
            Movement(low - leading_before, spare, low_then - leading_after, spare_then)
            for (low, spare), (low_then, spare_then) in zip(before, after, strict=True)
        ]


def changes_of(board: Board, weights: Mapping[str, int]) -> Iterator[WeightChange]:
    """Yield how the weight of each factor may change, in the order of the board."""
    frameworks, totals = list(board.rows), list(board.totals(weights).values())
    for factor, scores in board.columns():
        yield WeightChange(factor, frameworks, totals, scores, weights.get(factor, 0), board.full(weights), board.unit)


def flips(board: Board, weights: Mapping[str, int]) -> list[Flip]:
    """Return the nearest change of each factor's weight that gives another first place, in the order of the board.

    A factor without effect has none. With nothing ranked there is nothing to change.
    """
    if not sum(weights.values()):
        return []
    changes = list(changes_of(board, weights))
    present = changes[0].first(changes[0].weight)
    steps = [nearest_step(change, present) for change in changes]
    return [flip(change, step) for change, step in zip(changes, steps, strict=True) if step]


def nearest_step(change: WeightChange, present: Sequence[int]) -> WeightStep | None:
    """Return the nearest step of a weight that gives another first place; of two as near the one reached sooner."""
    steps = [step for step in (step_towards(change, present, 1), step_towards(change, present, -1)) if step]
    return min(
        steps, key=lambda step: (abs(step.to - change.weight), abs(step.threshold - change.weight)), default=None
    )


def step_towards(change: WeightChange, present: Sequence[int], way: int) -> WeightStep | None:
    """Return the first step up or down that gives another first place; none where nothing is ranked any more."""
    to = change.weight + way
    while present and to in STEPS and change.full(to) and (leaders := change.first(to)):
        if leaders != present:
            return WeightStep(to, leaders, to - way + way * departure(change, present, to - way, to))
        to += way
    return None


def flip(change: WeightChange, step: WeightStep) -> Flip:
    names = tuple(change.frameworks[place] for place in step.leaders)
    total = Fraction(100 * change.at(step.to)[step.leaders[0]][0], change.full(step.to))
    return Flip(change.factor, change.weight, step.to, step.threshold, names, total)


def departure(change: WeightChange, leaders: Sequence[int], start: int, end: int) -> Fraction:
    """Return after which share of the way the leaders, first at the start, are no longer first or no longer alone."""
    movements = change.movements(leaders[0], start, end)
    points = [leaves(movement) if place in leaders else arrives(movement) for place, movement in enumerate(movements)]
    return min(point for point in points if point is not None)


NOW, AT_THE_END = Fraction(0), Fraction(1)
"""The two ends of a way, as shares of it."""


def leaves(movement: Movement) -> Fraction | None:
    """Return when a framework that is first at the start is so no longer: a tie ends, or too little of it is known."""
    if movement.ahead_end:
        return NOW
    return stretch(movement.spare_start, movement.spare_end)[1] if movement.spare_end < 0 else None


def arrives(movement: Movement) -> Fraction | None:
    """Return when a framework has drawn level with the leader and enough of it is known; None where it never has."""
    if max(movement.ahead_start, movement.ahead_end) < 0 or max(movement.spare_start, movement.spare_end) < 0:
        return None
    ahead = stretch(movement.ahead_start, movement.ahead_end)
    known = stretch(movement.spare_start, movement.spare_end)
    begin, end = max(ahead[0], known[0]), min(ahead[1], known[1])
    return begin if begin <= end else None


def stretch(start: int, end: int) -> tuple[Fraction, Fraction]:
    """Return between which shares of the way a value is at least 0 that moves evenly, and is so at one end at least."""
    if start >= 0 and end >= 0:
        return NOW, AT_THE_END
    crossing = Fraction(start, start - end)
    return (crossing, AT_THE_END) if start < 0 else (NOW, crossing)


def challengers(ranking: Ranking) -> list[RankedPlace]:
    """Return the frameworks that would be first with full marks on what is missing, the highest first."""
    if not ranking.places:
        return []
    leader = ranking.places[0].total.low
    others = [place for place in (*ranking.places, *ranking.apart) if place.rank != 1 and place.total.high > leader]
    return sorted(others, key=lambda place: (-place.total.high, place.framework))


@dataclass(frozen=True)
class RanksByDraw:
    """The ranks of the first ``FIELD`` frameworks over ``DRAWS`` plausible weightings.

    Plausible is that each weight that counts stays, or is a step higher or lower, and counts still. The draws come from
    a fixed seed, so that the same weights give the same ranks.
    """

    names: Sequence[str]
    """In the order of the ranking."""
    ranks: Mapping[Sequence[int], int]
    """How often they had which ranks."""

    @property
    def ranges(self) -> dict[str, Range]:
        """The best and the worst rank of each."""
        each = zip(*self.ranks, strict=True)
        return {name: Range(min(every), max(every)) for name, every in zip(self.names, each, strict=True)}

    @property
    def steadiness(self) -> Fraction:
        """In which share of the draws the leader is first, a tie included; 0 where nothing is ranked."""
        led = sum(times for ranks, times in self.ranks.items() if ranks and ranks[0] == 1)
        return Fraction(led, DRAWS)


def drawn_ranks(board: Board, weights: Mapping[str, int], ranking: Ranking) -> RanksByDraw:
    """Return the ranks over plausible weightings, reckoned on the low ends of the totals."""
    names = [place.framework for place in ranking.places[:FIELD]]
    counted = [place for place, factor in enumerate(board.factors) if weights.get(factor)]
    drawn = [lanes(weights[board.factors[place]], number, len(counted)) for number, place in enumerate(counted)]
    totals = [totals_in(sum(map(mul, drawn, (board.rows[name].lows[place] for place in counted)))) for name in names]
    return RanksByDraw(names, Counter(map(ranks_of, zip(*totals, strict=True))))


LANE = 8
"""How many bytes a total has in a number that holds those of all draws: far more than any total needs."""


@cache
def lanes(weight: int, number: int, factors: int) -> int:
    """Return the weights that a factor has in the draws side by side in one number, in a lane of bytes for each draw.

    Multiplied and added up, each lane reckons for itself. One sum is thus that of all draws, in a tenth of the time.
    """
    nearby = plausible(weight)
    return int.from_bytes(b"".join(nearby[draw[number]].to_bytes(LANE, "little") for draw in draws(factors)), "little")


def totals_in(number: int) -> tuple[int, ...]:
    """Return the total of each draw from the lanes of a number."""
    return struct.unpack(f"<{DRAWS}Q", number.to_bytes(LANE * DRAWS, "little"))


def plausible(weight: int) -> tuple[int, int, int]:
    """Return a weight, the one a step above it and, for -1 as for 2, the one a step below; each counts."""
    return weight, min(weight + 1, HIGHEST), max(weight - 1, 1)


@cache
def draws(factors: int) -> list[list[int]]:
    """Return by how many steps each draw moves each weight: one down, none, or one up; the same at every call."""
    generator = random.Random(SEED)  # noqa: S311 - nothing secret: it has to be the same every time
    return [generator.choices((-1, 0, 1), k=factors) for _ in range(DRAWS)]


def ranks_of(totals: Sequence[int]) -> tuple[int, ...]:
    """Return the rank of each total, from 1: how many are higher; ties share it."""
    # First place stands at 1 of the list, and of equal totals the first is found.
    return tuple(map([None, *sorted(totals, reverse=True)].index, totals))
