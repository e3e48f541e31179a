"""Scores of all frameworks as whole numbers.

Fractions brought to one denominator are whole numbers, which add up much faster. Nothing is rounded.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul
from typing import NamedTuple, TypeAlias


@dataclass(frozen=True)
class Score:
    """How well a framework does on one factor, from 0 (worst) to 1 (best); an interval where that is not known."""

    low: Fraction
    high: Fraction
    basis: str = ""
    """What it rests on, in words for the reader."""

    @classmethod
    def exactly(cls, value: Fraction, basis: str = "") -> "Score":
        return cls(value, value, basis)

    @cached_property
    def known(self) -> bool:
        return self.low == self.high

    @cached_property
    def told(self) -> bool:
        """Whether anything is known."""
        return self.high - self.low < 1


Scores: TypeAlias = Mapping[str, Mapping[str, Score]]
"""Scores by framework and factor; what is not named is unknown."""
UNKNOWN = Score(Fraction(0), Fraction(1))


class WholeScores(NamedTuple):
    """The scores of one framework as whole numbers, one for each factor of the board."""

    lows: tuple[int, ...]
    """What is certain."""
    gaps: tuple[int, ...]
    """How much is open."""


class Total(NamedTuple):
    """A weighted sum of one framework's scores, in a unit that makes it whole."""

    low: int
    """What of it is certain."""
    gap: int
    """How much of it is open."""

    @property
    def high(self) -> int:
        return self.low + self.gap


@dataclass(frozen=True, slots=True)
class Board:
    """The scores of frameworks on some factors."""

    factors: tuple[str, ...]
    scores: Scores
    rows: Mapping[str, WholeScores]
    """The same scores as whole numbers, by framework, in the order of their keys."""
    unit: int
    """What full marks are in these numbers."""

    @classmethod
    def of(cls, scores: Scores, factors: Iterable[str]) -> "Board":
        factors = tuple(factors)
        rows = {name: [scores[name].get(factor, UNKNOWN) for factor in factors] for name in sorted(scores)}
        unit = lcm(*{end.denominator for row in rows.values() for score in row for end in (score.low, score.high)})
        return cls(factors, scores, {name: whole_scores(row, unit) for name, row in rows.items()}, unit)

    def without(self, left_out: Collection[str]) -> "Board":
        """Return the board on which the other frameworks take part."""
        if not left_out:
            return self
        return replace(self, rows={name: row for name, row in self.rows.items() if name not in left_out})

    def full(self, weights: Mapping[str, int]) -> int:
        """Return what full marks on everything would be at some weights."""
        return self.unit * sum(weights.values())

    def totals(self, weights: Mapping[str, int]) -> dict[str, Total]:
        """Return the totals at some weights, by framework."""
        counts = [weights.get(factor, 0) for factor in self.factors]
        return {
            name: Total(sum(map(mul, counts, row.lows)), sum(map(mul, counts, row.gaps)))
            for name, row in self.rows.items()
        }

    def columns(self) -> Iterator[tuple[str, list[Total]]]:
        """Yield the factors, each with the scores of all frameworks on it."""
        for place, factor in enumerate(self.factors):
            yield factor, [Total(row.lows[place], row.gaps[place]) for row in self.rows.values()]


def whole_scores(scores: Iterable[Score], unit: int) -> WholeScores:
    ends = [(whole(score.low, unit), whole(score.high, unit)) for score in scores]
    return WholeScores(tuple(low for low, _ in ends), tuple(high - low for low, high in ends))


def whole(value: Fraction, unit: int) -> int:
    return value.numerator * (unit // value.denominator)
