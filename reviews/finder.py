"""How frameworks rank for a reader's weights, and how sure that is. Exact fractions; no request, no query.

A total is ``100 · Σ(w·s) / Σw``: each driver's mark ``s``, from 0 to 1, counts by the weight ``w`` the reader gives it.
What nobody knows is an interval from 0 to 1 and never a zero, so a total is an interval too. The order goes by its
midpoint, which is an assumption; what is certain is said apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import lcm
from operator import attrgetter
from typing import NamedTuple, TypeAlias

Weight: TypeAlias = int | Fraction
Weights: TypeAlias = Mapping[str, Weight]
"""What each driver counts, from 0 (ignore) to 3 (decisive)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How well a framework does on one driver, from 0 (worst) to 1 (best); an interval where that is not known."""

    low: Fraction
    high: Fraction
    basis: str = ""
    """What it rests on, in words for the reader."""

    @classmethod
    def exactly(cls, value: Fraction, basis: str = "") -> "Mark":
        return cls(value, value, basis)

    @property
    def known(self) -> bool:
        return self.low == self.high


Marks: TypeAlias = Mapping[str, Mapping[str, Mark]]
"""Marks by framework and driver; what is not named is unknown."""

UNKNOWN = Mark(Fraction(0), Fraction(1))


@dataclass(frozen=True, slots=True)
class Contribution:
    """The points out of 100 that one driver adds to a total, at least and at most."""

    driver: str
    weight: Weight
    low: Fraction
    high: Fraction
    most: Fraction
    """What full marks would add at this weight."""
    basis: str = ""

    @property
    def known(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Place:
    """Where one framework stands: its rank and the interval of its total, in points out of 100."""

    framework: str
    rank: int
    """Counted from 1; ties share it; 0 for a framework that stands apart."""
    low: Fraction
    high: Fraction
    marks: Mapping[str, Mark]
    weights: Weights
    most: Mapping[str, Fraction]
    """The points that full marks would add, by driver with a weight."""

    @property
    def midpoint(self) -> Fraction:
        return (self.low + self.high) / 2

    @property
    def known_share(self) -> Fraction:
        """The share of the weight with evidence; a driver known in part counts in part."""
        return 1 - (self.high - self.low) / 100

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each driver with a weight adds, in the order of the weights; together they make the total."""
        return tuple(
            contribution(driver, self.weights[driver], self.marks.get(driver, UNKNOWN), most)
            for driver, most in self.most.items()
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The drivers with a weight on which the evidence leaves something open."""
        return tuple(driver for driver in self.most if not self.marks.get(driver, UNKNOWN).known)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The frameworks in order, and those about which too little is known to rank them."""

    places: tuple[Place, ...] = ()
    apart: tuple[Place, ...] = ()
    """Frameworks with evidence on less than half of the weight, by name."""
    total_weight: Weight = 0
    """0 when everything is ignored; then nothing is ranked."""

    @property
    def first(self) -> tuple[Place, ...]:
        """The framework in first place; several where they tie."""
        return tuple(place for place in self.places if place.rank == 1)

    @property
    def tied_first(self) -> bool:
        return len(self.first) > 1

    @property
    def certain(self) -> bool:
        """Whether the leader stays ahead whatever is still unknown, also of the frameworks that stand apart."""
        if not self.places:
            return False
        leader, *others = self.places
        return all(leader.low > other.high for other in (*others, *self.apart))


@dataclass(frozen=True, slots=True)
class Board:
    """Marks as whole numbers, because adding these is much cheaper than adding fractions, and just as exact."""

    frameworks: tuple[str, ...]
    unit: int
    """What full marks are in these numbers."""
    sums: Mapping[str, Sequence[int]]
    """Twice the midpoint of each framework's mark, by driver."""
    gaps: Mapping[str, Sequence[int]]
    """How much of each framework's mark is open, by driver."""

    @classmethod
    def of(cls, marks: Marks, drivers: Iterable[str]) -> "Board":
        columns = {driver: [row.get(driver, UNKNOWN) for row in marks.values()] for driver in drivers}
        unit = lcm(
            *{end.denominator for column in columns.values() for mark in column for end in (mark.low, mark.high)}
        )
        sums, gaps = {}, {}
        for driver, column in columns.items():
            ends = [(whole(mark.low, unit), whole(mark.high, unit)) for mark in column]
            sums[driver] = [low + high for low, high in ends]
            gaps[driver] = [high - low for low, high in ends]
        return cls(tuple(marks), unit, sums, gaps)

    def weighed(self, columns: Mapping[str, Sequence[int]], weights: Mapping[str, int]) -> list[int]:
        """Return the weighted sum of some columns for each framework."""
        found = [0] * len(self.frameworks)
        for driver, weight in weights.items():
            if weight:
                found = [sum_ + weight * value for sum_, value in zip(found, columns[driver], strict=True)]
        return found


class Tally(NamedTuple):
    """The weighted sums of one framework in the units of a board: twice its midpoint, and what is open of it."""

    framework: str
    double: int
    gap: int


class Places(NamedTuple):
    """What all places of one ranking have in common."""

    marks: Marks
    weights: Weights
    most: Mapping[str, Fraction]
    full: int

    def of(self, row: Tally, rank: int) -> Place:
        low, high = (Fraction(50 * (row.double + side * row.gap), self.full) for side in (-1, 1))
        return Place(row.framework, rank, low, high, self.marks[row.framework], self.weights, self.most)


def contribution(driver: str, weight: Weight, mark: Mark, most: Fraction) -> Contribution:
    low = most * mark.low
    return Contribution(driver, weight, low, low if mark.known else most * mark.high, most, mark.basis)


def rank(marks: Marks, weights: Weights) -> Ranking:
    """Rank the frameworks; with nothing but zeros as weights the ranking is empty.

    Raises ``ValueError`` for a negative weight, which would turn good into bad.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("A weight cannot be negative.")
    total = sum(weights.values())
    if not total:
        return Ranking()
    most = {driver: Fraction(100 * weight) / total for driver, weight in weights.items() if weight}
    board = Board.of(marks, most)
    counts = in_whole_numbers(weights)
    rows = tallies(board, counts)
    full = sum(counts.values()) * board.unit
    places = Places(marks, weights, most, full)
    ranked = sorted((row for row in rows if enough(row.gap, full)), key=lambda row: (-row.double, row.framework))
    apart = sorted(row for row in rows if not enough(row.gap, full))
    return Ranking(
        tuple(places.of(row, number) for number, row in numbered(ranked)),
        tuple(places.of(row, 0) for row in apart),
        total,
    )


def in_whole_numbers(weights: Weights) -> dict[str, int]:
    """Return weights in the same proportion without fractions."""
    unit = lcm(*(weight.denominator for weight in weights.values()))
    return {driver: whole(Fraction(weight), unit) for driver, weight in weights.items()}


def tallies(board: Board, weights: Mapping[str, int]) -> list[Tally]:
    doubles, gaps = board.weighed(board.sums, weights), board.weighed(board.gaps, weights)
    return [Tally(*row) for row in zip(board.frameworks, doubles, gaps, strict=True)]


def whole(value: Fraction, unit: int) -> int:
    return value.numerator * (unit // value.denominator)


def enough(gap: int, full: int) -> bool:
    """Whether the evidence reaches half of the weight: what is missing is what is open of the total."""
    return gap * 2 <= full


def numbered(rows: Iterable[Tally]) -> Iterator[tuple[int, Tally]]:
    """Number rows that are in order from 1; equal sums share a number."""
    done = 0
    for _, group in groupby(rows, key=attrgetter("double")):
        tied = list(group)
        yield from ((done + 1, row) for row in tied)
        done += len(tied)
