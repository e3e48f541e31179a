"""How frameworks rank for a reader's weights, and how sure that is. Exact fractions; no request, no query.

A total is ``100 · Σ(w·s) / Σw``: each driver's mark ``s``, from 0 to 1, counts by the weight ``w`` the reader gives it.
What nobody knows is an interval from 0 to 1 and never a zero, so a total is an interval too. The order goes by its
midpoint, which is an assumption; what is certain is said apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import TypeAlias, overload

import numpy as np

from reviews.finder.scoring.board import NONE, UNKNOWN, Board, Mark, Marks, Numbers, Totals, falling, whole

Weight: TypeAlias = int | Fraction
Weights: TypeAlias = Mapping[str, Weight]
"""What each driver counts, from 0 (ignore) to 3 (decisive)."""


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


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What all places of one ranking have in common."""

    marks: Marks
    weights: Weights
    most: Mapping[str, Fraction]
    """The points that full marks would add, by driver with a weight."""
    board: Board
    totals: Totals
    ranked: Numbers
    """The frameworks about which enough is known, by number, the highest total first."""

    @property
    def full(self) -> int:
        """What full marks on everything would be, in the units of a total."""
        return self.totals.full

    def level(self, number: int) -> range:
        """Return which of the ranked have the same total as a framework, counted from 0; empty where none has."""
        rising, total = -self.totals.doubles[self.ranked], -self.totals.doubles[number]
        return range(int(np.searchsorted(rising, total)), int(np.searchsorted(rising, total, "right")))

    def rank(self, number: int) -> int:
        """Return the rank of a framework, counted from 1; ties share it; 0 for one that is not ranked."""
        level = self.level(number)
        return level.start + 1 if number in self.ranked[level.start : level.stop] else 0


NO_TERMS = Terms({}, {}, {}, Board((), {}, NONE, 1), Totals(NONE, NONE, 0, NONE), NONE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one framework stands: its rank and the interval of its total, in points out of 100."""

    number: int
    """The framework, as the board counts them."""
    terms: Terms

    @property
    def framework(self) -> str:
        return self.terms.board.frameworks[self.number]

    @property
    def rank(self) -> int:
        """Counted from 1; ties share it; 0 for a framework that stands apart."""
        return self.terms.rank(self.number)

    @property
    def tied(self) -> bool:
        """Whether others have the same rank."""
        return len(self.terms.level(self.number)) > 1

    @property
    def double(self) -> int:
        """Twice the midpoint of its total, in a unit that makes it whole."""
        return int(self.terms.totals.doubles[self.number])

    @property
    def gap(self) -> int:
        """What is open of its total, in the same unit."""
        return int(self.terms.totals.gaps[self.number])

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
        columns = self.terms.board.columns
        return tuple(driver for driver in self.terms.most if columns[driver].gaps[self.number])


class Places(Sequence[Place]):
    """Some places of a ranking in order, each put together when it is asked for: of thousands a page shows few."""

    def __init__(self, terms: Terms = NO_TERMS, numbers: Numbers = NONE) -> None:
        self.terms = terms
        self.numbers = numbers
        """The frameworks, as the board counts them."""

    @overload
    def __getitem__(self, index: int) -> Place: ...

    @overload
    def __getitem__(self, index: slice) -> "Places": ...

    def __getitem__(self, index: int | slice) -> "Place | Places":
        if isinstance(index, slice):
            return Places(self.terms, self.numbers[index])
        return Place(int(self.numbers[index]), self.terms)

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The frameworks in order, and those about which too little is known to rank them."""

    places: Places = field(default_factory=Places)
    apart: Places = field(default_factory=Places)
    """Frameworks with evidence on less than half of the weight, the best known first."""
    total_weight: Weight = 0
    """0 when everything is ignored; then nothing is ranked."""

    @property
    def totals(self) -> Totals:
        return self.places.terms.totals

    @property
    def first(self) -> Places:
        """The framework in first place; several where they tie."""
        return self.places[: len(self.places.terms.level(self.places.numbers[0]))] if self.places else self.places

    @property
    def tied_first(self) -> bool:
        return len(self.first) > 1

    @property
    def certain(self) -> bool:
        """Whether the leader stays ahead whatever is still unknown, also of the frameworks that stand apart."""
        if not self.places:
            return False
        leader, others = self.places[0], np.concatenate((self.places.numbers[1:], self.apart.numbers))
        return bool((self.totals.highs[others] < leader.double - leader.gap).all())


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
    totals = board.totals(in_whole_numbers(weights))
    known = totals.known
    ranked, left = totals.order[known[totals.order]], board.members[~known[board.members]]
    terms = Terms(marks, weights, most, board, totals, ranked)
    return Ranking(Places(terms, ranked), Places(terms, falling(left, -totals.gaps)), total)


def in_whole_numbers(weights: Weights) -> dict[str, int]:
    """Return weights in the same proportion without fractions."""
    unit = lcm(*(weight.denominator for weight in weights.values()))
    return {driver: whole(Fraction(weight), unit) for driver, weight in weights.items()}
