"""Marks of all frameworks as whole numbers, one column for each driver. No request, no query.

Fractions brought to one denominator are whole numbers, and those are added a column at a time, thousands at once.
Nothing is rounded: totals too large for 64 bits are reckoned with Python's own numbers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

SAFE = 2**60
"""Far below what 64 bits hold, so that sums and differences of totals are held too."""


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

Numbers: TypeAlias = NDArray[Any]
"""One whole number for each framework, or some frameworks by number."""
NONE: Numbers = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class WholeMarks:
    """Marks on one driver as whole numbers, one for each framework."""

    unit: int
    """What full marks are in these numbers."""
    sums: Numbers
    """Twice the midpoints."""
    gaps: Numbers
    """How much is open."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WholeMarks):
            return NotImplemented
        pairs = (self.sums, other.sums), (self.gaps, other.gaps)
        return self.unit == other.unit and all(np.array_equal(*pair) for pair in pairs)

    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def of(cls, marks: Sequence[Mark]) -> "WholeMarks":
        # Thousands of frameworks share a few marks.
        different = {id(mark): mark for mark in marks}
        unit = lcm(*(end.denominator for mark in different.values() for end in (mark.low, mark.high)))
        lows = {key: whole(mark.low, unit) for key, mark in different.items()}
        highs = {key: whole(mark.high, unit) for key, mark in different.items()}
        sums = [lows[id(mark)] + highs[id(mark)] for mark in marks]
        gaps = [highs[id(mark)] - lows[id(mark)] for mark in marks]
        return cls(unit, np.array(sums, holding(2 * unit)), np.array(gaps, holding(unit)))


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """The weighted sums of all frameworks, in a unit that makes them whole."""

    doubles: Numbers
    """Twice the midpoint of each total."""
    gaps: Numbers
    """What is open of each total."""
    full: int
    """What full marks on everything would be."""
    order: Numbers
    """The frameworks that take part, by number: the highest total first, equal ones by name."""

    @property
    def known(self) -> Numbers:
        """Of which frameworks there is evidence on half of the weight or more."""
        return 2 * self.gaps <= self.full

    @property
    def highs(self) -> Numbers:
        """Twice the upper end of each total."""
        return self.doubles + self.gaps


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """The marks of frameworks on some drivers."""

    frameworks: Sequence[str]
    """In the order of their names."""
    columns: Mapping[str, WholeMarks]
    members: Numbers
    """The frameworks that take part, by number."""
    unit: int
    """What full marks are once all columns are brought to one unit."""

    @classmethod
    def of(cls, marks: Marks, drivers: Iterable[str]) -> "Board":
        names = sorted(marks)
        return cls.made(
            names, {one: WholeMarks.of([marks[name].get(one, UNKNOWN) for name in names]) for one in drivers}
        )

    @classmethod
    def made(cls, frameworks: Sequence[str], columns: Mapping[str, WholeMarks]) -> "Board":
        unit = lcm(*(column.unit for column in columns.values()))
        return cls(frameworks, columns, np.arange(len(frameworks)), unit)

    def without(self, left_out: Collection[str]) -> "Board":
        """Return the board on which the other frameworks take part."""
        if not left_out:
            return self
        kept = [one for one in self.members.tolist() if self.frameworks[one] not in left_out]
        return replace(self, members=np.array(kept, np.int64))

    def totals(self, weights: Mapping[str, int]) -> Totals:
        """Return the totals at some weights."""
        full = self.unit * sum(weights.values())
        kind = holding(2 * full)
        nothing: Numbers = np.zeros(len(self.frameworks), kind)
        counted = [(weight * self.times(driver), self.columns[driver]) for driver, weight in weights.items() if weight]
        doubles: Numbers = sum((times * column.sums.astype(kind) for times, column in counted), nothing)
        gaps: Numbers = sum((times * column.gaps.astype(kind) for times, column in counted), nothing)
        return Totals(doubles, gaps, full, falling(self.members, doubles))

    def times(self, driver: str) -> int:
        """Return what brings a column to the board's unit."""
        return self.unit // self.columns[driver].unit


def whole(value: Fraction, unit: int) -> int:
    return value.numerator * (unit // value.denominator)


def holding(highest: int) -> type:
    """Return what an array is made of that holds whole numbers up to ``highest`` exactly."""
    return np.int64 if highest <= SAFE else object


def falling(some: Numbers, by: Numbers) -> Numbers:
    """Return some frameworks in another order: the highest first, equal ones as they were."""
    return some[np.argsort(-by[some], kind="stable")]
