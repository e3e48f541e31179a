"""How frameworks rank for a reader's weights, and how sure that is. Exact fractions.

A total is ``100 · Σ(w·s) / Σw``: each factor's score ``s``, from 0 to 1, counts by the weight ``w`` that the reader
gives it. What nobody knows is an interval from 0 to 1 and never a zero, so a total is an interval too. The order goes
by its low end, which is what is confirmed; whom the unknown could bring to first place is said apart.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import NamedTuple, TypeAlias

from reviews.finder.scoring.board import UNKNOWN, Board, Score, Total, whole

Weight: TypeAlias = int | Fraction
Weights: TypeAlias = Mapping[str, Weight]
"""What each factor counts, from 0 (ignore) to 3 (decisive)."""


class Contribution(NamedTuple):
    """The points out of 100 that one factor adds to a total, at least and at most."""

    factor: str
    weight: Weight
    low: Fraction
    high: Fraction
    most: Fraction
    """What full marks would add at this weight."""
    basis: str = ""

    @property
    def known(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class RankedPlace:
    """Where one framework stands: its rank and the interval of its total, in points out of 100."""

    framework: str
    rank: int
    """Counted from 1; ties share it; 0 for a framework that stands apart."""
    tied: bool
    """Whether others have the same rank."""
    total: Total
    full: int
    """What full marks on everything would be, in the units of the total."""
    scores: Mapping[str, Score]
    weights: Weights
    """Of the factors that count."""
    most: Mapping[str, Fraction]
    """What full marks on each of them would add."""

    @cached_property
    def low(self) -> Fraction:
        return Fraction(100 * self.total.low, self.full)

    @cached_property
    def high(self) -> Fraction:
        return Fraction(100 * self.total.high, self.full)

    @property
    def midpoint(self) -> Fraction:
        return (self.low + self.high) / 2

    @property
    def known_share(self) -> Fraction:
        """The share of the weight with evidence; a factor known in part counts in part."""
        return 1 - Fraction(self.total.gap, self.full)

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each factor with a weight adds, in the order of the weights; together they make the total."""
        return tuple(
            contribution(factor, weight, self.scores.get(factor, UNKNOWN), self.most[factor])
            for factor, weight in self.weights.items()
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The factors with a weight on which the evidence leaves something open."""
        return tuple(factor for factor in self.weights if not self.scores.get(factor, UNKNOWN).known)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The frameworks in order, and those about which too little is known to rank them."""

    places: Sequence[RankedPlace] = ()
    apart: Sequence[RankedPlace] = ()
    """Frameworks with evidence on less than half of the weight, the best known first."""

    @property
    def all(self) -> Sequence[RankedPlace]:
        """The places in order, then those that stand apart."""
        return [*self.places, *self.apart]

    @property
    def first(self) -> Sequence[RankedPlace]:
        """The framework in first place; several where they tie."""
        return [place for place in self.places if place.rank == 1]

    @property
    def tied_first(self) -> bool:
        return len(self.first) > 1

    @property
    def certain(self) -> bool:
        """Whether the leader stays ahead whatever is still unknown, also of the frameworks that stand apart."""
        if not self.places:
            return False
        leader, *others = self.all
        return all(other.total.high < leader.total.low for other in others)


def contribution(factor: str, weight: Weight, score: Score, most: Fraction) -> Contribution:
    low = part_of(most, score.low)
    return Contribution(factor, weight, low, low if score.known else part_of(most, score.high), most, score.basis)


def part_of(most: Fraction, score: Fraction) -> Fraction:
    """Multiply; a score is mostly nothing or everything, and then that takes no time."""
    if not score.numerator:
        return score
    return most if score.numerator == score.denominator else most * score


def rank(board: Board, weights: Weights) -> Ranking:
    """Rank the frameworks; with nothing but zeros as weights the ranking is empty.

    Raises ``ValueError`` for a negative weight, which would turn good into bad.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("A weight cannot be negative.")
    counted = {factor: weight for factor, weight in weights.items() if weight}
    if not counted:
        return Ranking()
    whole_weights = in_whole_numbers(weights)
    totals, full = board.totals(whole_weights), board.full(whole_weights)
    known = sorted((-total.low, name) for name, total in totals.items() if 2 * total.gap <= full)
    too_little = sorted((total.gap, name) for name, total in totals.items() if 2 * total.gap > full)
    total_weight = sum(counted.values())
    most = {factor: Fraction(100 * weight, total_weight) for factor, weight in counted.items()}
    alike = Counter(low for low, _ in known)
    ranks: dict[int, int] = {}
    for position, (low, _) in enumerate(known, 1):
        ranks.setdefault(low, position)

    def placed(name: str, rank: int = 0, *, tied: bool = False) -> RankedPlace:
        return RankedPlace(name, rank, tied, totals[name], full, board.scores[name], counted, most)

    places = [placed(name, ranks[low], tied=alike[low] > 1) for low, name in known]
    return Ranking(places, [placed(name) for _, name in too_little])


def in_whole_numbers(weights: Weights) -> dict[str, int]:
    """Return weights in the same proportion without fractions."""
    unit = lcm(*(weight.denominator for weight in weights.values()))
    return {factor: whole(Fraction(weight), unit) for factor, weight in weights.items()}
