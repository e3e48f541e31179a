"""How frameworks rank for a reader's weights, and how sure that is. Exact fractions; no request, no query.

A total is ``100 · Σ(w·s) / Σw``: each driver's mark ``s``, from 0 to 1, counts by the weight ``w`` the reader gives it.
What nobody knows is an interval from 0 to 1 and never a zero, so a total is an interval too. The order goes by its
midpoint, which is an assumption; what is certain is said apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, takewhile
from math import lcm
from typing import NamedTuple, TypeAlias, overload

from reviews.board import UNKNOWN, Board, Mark, Marks, Totals, whole

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


class Terms(NamedTuple):
    """What all places of one ranking have in common."""

    marks: Marks
    weights: Weights
    most: Mapping[str, Fraction]
    """The points that full marks would add, by driver with a weight."""
    frameworks: Sequence[str]
    totals: Totals

    @property
    def full(self) -> int:
        """What full marks on everything would be, in the units of a place."""
        return self.totals.full


NO_TERMS = Terms({}, {}, {}, (), Totals((), (), 0, ()))


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


class Places(Sequence[Place]):
    """Some places of a ranking in order, each put together when it is asked for: of thousands a page shows few."""

    def __init__(self, terms: Terms = NO_TERMS, numbers: Sequence[int] = (), ranks: Sequence[int] = ()) -> None:
        self.terms = terms
        self.numbers = numbers
        """The frameworks, as the board counts them."""
        self.ranks = ranks

    @overload
    def __getitem__(self, index: int) -> Place: ...

    @overload
    def __getitem__(self, index: slice) -> "Places": ...

    def __getitem__(self, index: int | slice) -> "Place | Places":
        if isinstance(index, slice):
            return Places(self.terms, self.numbers[index], self.ranks[index])
        number, totals = self.numbers[index], self.terms.totals
        name = self.terms.frameworks[number]
        return Place(name, self.ranks[index], totals.doubles[number], totals.gaps[number], self.terms)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def rank_by_framework(self) -> dict[str, int]:
        return dict(zip(map(self.terms.frameworks.__getitem__, self.numbers), self.ranks, strict=True))


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
    def first(self) -> tuple[Place, ...]:
        """The framework in first place; several where they tie."""
        return tuple(takewhile(lambda place: place.rank == 1, self.places))

    @property
    def tied_first(self) -> bool:
        return self.places.ranks[1:2] == [1]

    @property
    def certain(self) -> bool:
        """Whether the leader stays ahead whatever is still unknown, also of the frameworks that stand apart."""
        if not self.places:
            return False
        doubles, gaps = self.totals.doubles, self.totals.gaps
        leader, *others = chain(self.places.numbers, self.apart.numbers)
        low = doubles[leader] - gaps[leader]
        return all(low > doubles[other] + gaps[other] for other in others)


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
    gaps, most_open = totals.gaps, open_at_most(totals.full)
    terms = Terms(marks, weights, most, board.frameworks, totals)
    ranked = [number for number in totals.order if gaps[number] <= most_open]
    left = sorted(sorted({*totals.order}.difference(ranked)), key=gaps.__getitem__)
    ranks = list(ranks_of([totals.doubles[number] for number in ranked]))
    return Ranking(Places(terms, ranked, ranks), Places(terms, left, [0] * len(left)), total)


def in_whole_numbers(weights: Weights) -> dict[str, int]:
    """Return weights in the same proportion without fractions."""
    unit = lcm(*(weight.denominator for weight in weights.values()))
    return {driver: whole(Fraction(weight), unit) for driver, weight in weights.items()}


def open_at_most(full: int) -> int:
    """Return how much may be open of a total that is ranked: evidence on half of the weight is enough."""
    return full // 2


def ranks_of(totals: Sequence[int]) -> Iterator[int]:
    """Yield the rank of each total, the highest first, counted from 1; equal totals share one."""
    rank, before = 0, None
    for number, total in enumerate(totals, 1):
        rank = rank if total == before else number
        before = total
        yield rank
