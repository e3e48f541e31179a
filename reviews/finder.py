"""How frameworks rank for a reader's weights, and how sure that is. Exact fractions; no request, no query.

A total is ``100 · Σ(w·s) / Σw``: each driver's mark ``s``, from 0 to 1, counts by the weight ``w`` the reader gives it.
What nobody knows is an interval from 0 to 1 and never a zero, so a total is an interval too. The order goes by its
midpoint, which is an assumption; what is certain is said apart.
"""

from array import array
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress
from math import lcm
from operator import attrgetter, neg
from sys import byteorder
from typing import NamedTuple, TypeAlias

WIDE = "Q"
"""Whole numbers of 64 bits."""
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


Row: TypeAlias = tuple[int, str, int]
"""Twice a total, negative so that the highest comes first, with the framework's name and what is open."""
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


class Terms(NamedTuple):
    """What all places of one ranking have in common."""

    marks: Marks
    weights: Weights
    most: Mapping[str, Fraction]
    """The points that full marks would add, by driver with a weight."""
    full: int
    """What full marks on everything would be, in the units of a place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one framework stands: its rank and the interval of its total, in points out of 100."""

    framework: str
    rank: int
    """Counted from 1; ties share it; 0 for a framework that stands apart."""
    double: int
    """Twice the midpoint of its total, in a unit that makes it whole."""
    gap: int
    """What is open of its total, in the same unit."""
    terms: Terms

    @property
    def low(self) -> Fraction:
        return Fraction(50 * (self.double - self.gap), self.terms.full)

    @property
    def high(self) -> Fraction:
        return Fraction(50 * (self.double + self.gap), self.terms.full)

    @property
    def midpoint(self) -> Fraction:
        return Fraction(50 * self.double, self.terms.full)

    @property
    def marks(self) -> Mapping[str, Mark]:
        return self.terms.marks[self.framework]

    @property
    def known_share(self) -> Fraction:
        """The share of the weight with evidence; a driver known in part counts in part."""
        return 1 - Fraction(self.gap, self.terms.full)

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each driver with a weight adds, in the order of the weights; together they make the total."""
        marks, weights = self.marks, self.terms.weights
        return tuple(
            contribution(driver, weights[driver], marks.get(driver, UNKNOWN), most)
            for driver, most in self.terms.most.items()
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The drivers with a weight on which the evidence leaves something open."""
        return tuple(driver for driver in self.terms.most if not self.marks.get(driver, UNKNOWN).known)


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
        low = leader.double - leader.gap
        return all(low > other.double + other.gap for other in (*others, *self.apart))


class WholeMarks(NamedTuple):
    """Marks on one driver as whole numbers: twice the midpoint, and how much is open."""

    unit: int
    sums: "array[int]"
    gaps: "array[int]"

    @classmethod
    def of(cls, marks: Sequence[Mark]) -> "WholeMarks":
        # Thousands of frameworks share a few marks.
        different = {id(mark): mark for mark in marks}
        unit = lcm(*(end.denominator for mark in different.values() for end in (mark.low, mark.high)))
        lows = {key: whole(mark.low, unit) for key, mark in different.items()}
        highs = {key: whole(mark.high, unit) for key, mark in different.items()}
        sums = {key: low + highs[key] for key, low in lows.items()}
        gaps = {key: highs[key] - low for key, low in lows.items()}
        return cls(unit, *(array(WIDE, [found[id(mark)] for mark in marks]) for found in (sums, gaps)))

    def to(self, unit: int) -> "WholeMarks":
        """Return the same marks in a larger unit."""
        times, count = unit // self.unit, len(self.sums)
        return WholeMarks(unit, *(unpacked(times * packed(column), count) for column in (self.sums, self.gaps)))


@dataclass(frozen=True, slots=True)
class Board:
    """Marks as whole numbers, because adding these is much cheaper than adding fractions, and just as exact."""

    frameworks: tuple[str, ...]
    unit: int
    """What full marks are in these numbers."""
    sums: Mapping[str, "array[int]"]
    """Twice the midpoint of each framework's mark, by driver."""
    gaps: Mapping[str, "array[int]"]
    """How much of each framework's mark is open, by driver."""

    @classmethod
    def of(cls, marks: Marks, drivers: Iterable[str]) -> "Board":
        return cls.made(
            tuple(marks),
            {driver: WholeMarks.of([row.get(driver, UNKNOWN) for row in marks.values()]) for driver in drivers},
        )

    @classmethod
    def made(cls, frameworks: tuple[str, ...], columns: Mapping[str, WholeMarks]) -> "Board":
        """Return the board of some columns, brought to one unit."""
        unit = lcm(*(column.unit for column in columns.values()))
        alike = {driver: column.to(unit) for driver, column in columns.items()}
        sums = {driver: column.sums for driver, column in alike.items()}
        return cls(frameworks, unit, sums, {driver: column.gaps for driver, column in alike.items()})

    def without(self, left_out: Container[str]) -> "Board":
        """Return the board of the other frameworks."""
        stays = [name not in left_out for name in self.frameworks]
        if all(stays):
            return self
        names = tuple(compress(self.frameworks, stays))
        sums, gaps = (
            {driver: array(WIDE, compress(column, stays)) for driver, column in columns.items()}
            for columns in (self.sums, self.gaps)
        )
        return Board(names, self.unit, sums, gaps)

    def weighed(self, columns: Mapping[str, "array[int]"], weights: Mapping[str, int]) -> "array[int]":
        """Return the weighted sum of some columns for each framework."""
        total = sum(weight * packed(columns[driver]) for driver, weight in weights.items() if weight)
        return unpacked(total, len(self.frameworks))


def packed(column: "array[int]") -> int:
    """Return whole numbers side by side in one, 64 bits each, so that one addition adds them all."""
    return int.from_bytes(column.tobytes(), byteorder)


def unpacked(total: int, count: int) -> "array[int]":
    return array(WIDE, total.to_bytes(8 * count, byteorder))


def contribution(driver: str, weight: Weight, mark: Mark, most: Fraction) -> Contribution:
    low = most * mark.low
    return Contribution(driver, weight, low, low if mark.known else most * mark.high, most, mark.basis)


def rank(marks: Marks, weights: Weights, board: Board | None = None) -> Ranking:
    """Rank the frameworks; with nothing but zeros as weights the ranking is empty.

    ``board`` is that of the marks where it is known already. Raises ``ValueError`` for a negative weight, which would
    turn good into bad.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("A weight cannot be negative.")
    total = sum(weights.values())
    if not total:
        return Ranking()
    most = {driver: Fraction(100 * weight) / total for driver, weight in weights.items() if weight}
    board = board or Board.of(marks, most)
    counts = in_whole_numbers(weights)
    doubles, gaps = board.weighed(board.sums, counts), board.weighed(board.gaps, counts)
    terms = Terms(marks, weights, most, sum(counts.values()) * board.unit)
    rows = sorted(zip(map(neg, doubles), board.frameworks, gaps, strict=True))
    ranked = [row for row in rows if enough(row[2], terms.full)]
    places = (Place(name, number, -double, gap, terms) for number, (double, name, gap) in numbered(ranked))
    apart = [Place(name, 0, -double, gap, terms) for double, name, gap in rows if not enough(gap, terms.full)]
    return Ranking(tuple(places), tuple(sorted(apart, key=attrgetter("framework"))), total)


def in_whole_numbers(weights: Weights) -> dict[str, int]:
    """Return weights in the same proportion without fractions."""
    unit = lcm(*(weight.denominator for weight in weights.values()))
    return {driver: whole(Fraction(weight), unit) for driver, weight in weights.items()}


def whole(value: Fraction, unit: int) -> int:
    return value.numerator * (unit // value.denominator)


def enough(gap: int, full: int) -> bool:
    """Whether the evidence reaches half of the weight: what is missing is what is open of the total."""
    return gap * 2 <= full


def numbered(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    """Number rows that are in order from 1; equal totals share a number."""
    rank, before = 0, None
    for number, row in enumerate(rows, 1):
        rank = rank if row[0] == before else number
        before = row[0]
        yield rank, row
