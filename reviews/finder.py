"""How frameworks rank for a reader's weights, and how sure that is. Exact fractions; no request, no query.

A total is ``100 · Σ(w·s) / Σw``: each driver's mark ``s``, from 0 to 1, counts by the weight ``w`` the reader gives it.
What nobody knows is an interval from 0 to 1 and never a zero, so a total is an interval too. The order goes by its
midpoint, which is an assumption; what is certain is said apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import lcm
from operator import mul
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
        point = Fraction(100) / sum(self.weights.values())
        return tuple(
            contribution(driver, weight, self.marks.get(driver, UNKNOWN), point * weight)
            for driver, weight in self.weights.items()
            if weight
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The drivers with a weight on which the evidence leaves something open."""
        return tuple(
            driver for driver, weight in self.weights.items() if weight and not self.marks.get(driver, UNKNOWN).known
        )


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


class Tally(NamedTuple):
    """Sums of weight times mark of one framework, counted in the unit that makes them whole numbers."""

    framework: str
    low: Weight
    high: Weight


def contribution(driver: str, weight: Weight, mark: Mark, most: Fraction) -> Contribution:
    return Contribution(driver, weight, most * mark.low, most * mark.high, most, mark.basis)


def rank(marks: Marks, weights: Weights) -> Ranking:
    """Rank the frameworks; with nothing but zeros as weights the ranking is empty.

    Raises ``ValueError`` for a negative weight, which would turn good into bad.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("A weight cannot be negative.")
    total = sum(weights.values())
    if not total:
        return Ranking()
    unit, tallies = tally(marks, weights)
    full = total * unit
    ranked = sorted((row for row in tallies if enough(row, full)), key=lambda row: (-(row.low + row.high), row[0]))
    apart = sorted(row for row in tallies if not enough(row, full))
    return Ranking(
        tuple(place(row, number, full, marks, weights) for number, row in numbered(ranked)),
        tuple(place(row, 0, full, marks, weights) for row in apart),
        total,
    )


def tally(marks: Marks, weights: Weights) -> tuple[int, list[Tally]]:
    """Return the unit that makes every mark a whole number, and the sums in it: adding these is much cheaper."""
    counted = [driver for driver, weight in weights.items() if weight]
    factors = [weights[driver] for driver in counted]
    rows = {name: [row.get(driver, UNKNOWN) for driver in counted] for name, row in marks.items()}
    unit = common_unit(rows.values())
    return unit, [
        Tally(
            name,
            sum(map(mul, factors, [whole(mark.low, unit) for mark in row])),
            sum(map(mul, factors, [whole(mark.high, unit) for mark in row])),
        )
        for name, row in rows.items()
    ]


def common_unit(rows: Iterable[Iterable[Mark]]) -> int:
    return lcm(*{end.denominator for row in rows for mark in row for end in (mark.low, mark.high)})


def whole(value: Fraction, unit: int) -> int:
    return value.numerator * (unit // value.denominator)


def enough(row: Tally, full: Weight) -> bool:
    """Whether the evidence reaches half of the weight: what is missing is as wide as the interval."""
    return (row.high - row.low) * 2 <= full


def numbered(rows: list[Tally]) -> Iterable[tuple[int, Tally]]:
    """Number rows that are in order from 1; equal sums share a number."""
    done = 0
    for _, group in groupby(rows, key=lambda row: row.low + row.high):
        tied = list(group)
        yield from ((done + 1, row) for row in tied)
        done += len(tied)


def place(row: Tally, number: int, full: Weight, marks: Marks, weights: Weights) -> Place:
    low, high = Fraction(row.low * 100) / full, Fraction(row.high * 100) / full
    return Place(row.framework, number, low, high, marks[row.framework], weights)
