"""Marks of all frameworks as whole numbers, one column for each driver. No request, no query.

Fractions brought to one denominator are whole numbers, and those can be added a column at a time: side by side in one
large number, each in a lane wide enough for the sum, so that a single addition adds thousands. Nothing is rounded.
"""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from sys import byteorder
from typing import NamedTuple, TypeAlias

LANES = {2: "H", 4: "I", 8: "Q"}
"""The widths of lanes in bytes, with the type of array that has them."""
HIGHEST_BYTE = 255


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

Numbers: TypeAlias = bytes | tuple[int, ...]
"""One whole number for each framework; bytes where they are small, as they nearly always are."""


class WholeMarks(NamedTuple):
    """Marks on one driver as whole numbers, one for each framework."""

    unit: int
    """What full marks are in these numbers."""
    sums: Numbers
    """Twice the midpoints."""
    gaps: Numbers
    """How much is open."""

    @classmethod
    def of(cls, marks: Sequence[Mark]) -> "WholeMarks":
        # Thousands of frameworks share a few marks.
        different = {id(mark): mark for mark in marks}
        unit = lcm(*(end.denominator for mark in different.values() for end in (mark.low, mark.high)))
        lows = {key: whole(mark.low, unit) for key, mark in different.items()}
        highs = {key: whole(mark.high, unit) for key, mark in different.items()}
        sums = numbers([lows[id(mark)] + highs[id(mark)] for mark in marks])
        gaps = numbers([highs[id(mark)] - lows[id(mark)] for mark in marks])
        return cls(unit, sums, gaps)


class Totals(NamedTuple):
    """The weighted sums of all frameworks, in a unit that makes them whole."""

    doubles: Sequence[int]
    """Twice the midpoint of each total."""
    gaps: Sequence[int]
    """What is open of each total."""
    full: int
    """What full marks on everything would be."""
    order: Sequence[int]
    """The frameworks that take part, by number: the highest total first, equal ones by name."""


@dataclass(frozen=True, slots=True)
class Board:
    """The marks of frameworks on some drivers."""

    frameworks: Sequence[str]
    """In the order of their names."""
    columns: Mapping[str, WholeMarks]
    members: Sequence[int]
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
        return cls(frameworks, columns, range(len(frameworks)), unit)

    def without(self, left_out: Collection[str]) -> "Board":
        """Return the board on which the other frameworks take part."""
        if not left_out:
            return self
        return replace(self, members=[one for one in self.members if self.frameworks[one] not in left_out])

    def totals(self, weights: Mapping[str, int]) -> Totals:
        """Return the totals at some weights."""
        full = self.unit * sum(weights.values())
        width = lane(2 * full)
        doubles = self.weighed(weights, {driver: column.sums for driver, column in self.columns.items()}, width)
        gaps = self.weighed(weights, {driver: column.gaps for driver, column in self.columns.items()}, width)
        return Totals(doubles, gaps, full, sorted(self.members, key=doubles.__getitem__, reverse=True))

    def weighed(self, weights: Mapping[str, int], columns: Mapping[str, Numbers], width: int) -> Sequence[int]:
        """Return the weighted sum of some columns for each framework."""
        counted = ((driver, weight * self.times(driver)) for driver, weight in weights.items() if weight)
        total = sum(times * side_by_side(columns[driver], width) for driver, times in counted)
        return apart(total, len(self.frameworks), width)

    def times(self, driver: str) -> int:
        """Return what brings a column to the board's unit."""
        return self.unit // self.columns[driver].unit


def whole(value: Fraction, unit: int) -> int:
    return value.numerator * (unit // value.denominator)


def numbers(values: Sequence[int]) -> Numbers:
    return bytes(values) if max(values, default=0) <= HIGHEST_BYTE else tuple(values)


def lane(highest: int) -> int:
    """Return how many bytes a lane needs, so that sums up to ``highest`` stay in it.

    Two are enough for the catalogue: its marks are shares of 60, counted twice, and all weights together are below 60.
    """
    return next((width for width in LANES if highest < 1 << 8 * width), highest.bit_length() // 8 + 1)


def side_by_side(values: Sequence[int], width: int) -> int:
    """Return whole numbers in one, each in its lane."""
    if not isinstance(values, bytes):
        return int.from_bytes(b"".join([one.to_bytes(width, "little") for one in values]), "little")
    lanes = bytearray(width * len(values))
    lanes[::width] = values
    return int.from_bytes(lanes, "little")


def apart(total: int, count: int, width: int) -> Sequence[int]:
    """Return the whole numbers that stand side by side in one."""
    if width in LANES:
        return array(LANES[width], total.to_bytes(width * count, byteorder))
    text = total.to_bytes(width * count, "little")
    return [int.from_bytes(text[place : place + width], "little") for place in range(0, len(text), width)]
