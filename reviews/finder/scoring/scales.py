"""What the facts that the finder weighs are worth: each is read as a number and placed on steps.

``/method/`` prints these tables, so it says what the finder counts with.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from frameworks.models import FactName

NOTHING = Fraction(0)
EVERYTHING = Fraction(1)
MEGABYTES: Mapping[str, float] = MappingProxyType({"kB": 0.001, "MB": 1})


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
    try:
        return (fact.read_on - datetime.date.fromisoformat(fact.value)).days
    except ValueError:
        return None


def interval(fact: Dated) -> float | None:
    """Return the days in “20.5 days (median)”."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?) days? \(median\)", fact.value)
    return float(match[1]) if match else None


def megabytes(fact: Dated) -> float | None:
    """Return the megabytes in “2.3 MB” or “196 kB”."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?) (kB|MB)", fact.value)
    return float(match[1]) * MEGABYTES[match[2]] if match else None


def share(fact: Dated) -> Fraction | None:
    """Return the share in “4 of 5”; 0 of 0 is undefined."""
    match = re.fullmatch(r"(\d{1,3}) of (\d{1,3})", fact.value)
    return Fraction(int(match[1]), int(match[2])) if match and 0 < int(match[2]) >= int(match[1]) else None


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
