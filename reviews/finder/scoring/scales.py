"""What the facts that the finder weighs are worth: each is read as a number and placed on steps.

``/method/`` prints these tables, so it says what the finder counts with.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from frameworks.models import FactName
from frameworks.models.fact_values import read_values

NOTHING = Fraction(0)
EVERYTHING = Fraction(1)
MEGABYTE = 1_000_000


class Dated(NamedTuple):
    """A fact's value, and the day it was read."""

    value: str
    read_on: datetime.date


@dataclass(frozen=True, slots=True)
class FactMeasure:
    """How a fact becomes a score: ``read`` gives a number, or None where the fact has none, and steps its worth."""

    evidence: str
    """What is measured, in words."""
    read: Callable[[Dated], float | Fraction | None]
    unit: str = ""
    steps: tuple[tuple[int, Fraction], ...] = ()
    """What at most so much is worth; more is worth nothing. Without steps the number is the score itself."""

    def worth(self, fact: Dated) -> Fraction | None:
        """Return the score of a fact; None where it cannot be measured."""
        number = self.read(fact)
        if number is None or not self.steps:
            return None if number is None else Fraction(number)
        return next((worth for most, worth in self.steps if number <= most), NOTHING)


def steps(*limits: int) -> tuple[tuple[int, Fraction], ...]:
    """Return three limits with what is worth everything, two thirds and one third."""
    return tuple(zip(limits, (EVERYTHING, Fraction(2, 3), Fraction(1, 3)), strict=True))


def age(fact: Dated) -> int | None:
    """Return the days from a release to the day it was read."""
    released = read_values(FactName.RELEASED, fact.value).date
    return (fact.read_on - released).days if released else None


def interval(fact: Dated) -> float | None:
    """Return the days in “20.5 days (median)”."""
    return read_values(FactName.CADENCE, fact.value).interval_days


def megabytes(fact: Dated) -> float | None:
    """Return the megabytes in “2.3 MB” or “196 kB”."""
    size = read_values(FactName.INSTALLED_SIZE, fact.value).size_bytes
    return None if size is None else size / MEGABYTE


def share(fact: Dated) -> Fraction | None:
    """Return the share in “4 of 5”; 0 of 0 is undefined."""
    values = read_values(FactName.SUPPORTED_PYTHONS, fact.value)
    if values.number is None or not values.number_of or values.number > values.number_of:
        return None
    return Fraction(values.number, values.number_of)


MEASURES: Mapping[str, FactMeasure] = MappingProxyType(
    {
        FactName.RELEASED: FactMeasure("the age of the latest release when read", age, "days", steps(183, 366, 731)),
        FactName.CADENCE: FactMeasure("the median time between final releases", interval, "days", steps(92, 183, 366)),
        FactName.INSTALLED_SIZE: FactMeasure(
            "what one install brings, measured without extras", megabytes, "MB", steps(5, 20, 50)
        ),
        FactName.SUPPORTED_PYTHONS: FactMeasure(
            "the share of the Python versions with security fixes that it supports", share
        ),
    }
)
