"""Where guides stand on one criterion for one framework, and whether they agree.

Levels are ordinal: they are put in order and counted in steps, never averaged. Guides that speak of different
situations are not held against each other.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reviews.guides.opinions.lines import LevelLine, RatingLine
from reviews.models import Basis, Better, Criterion, Level, Rating, ScaleKind


class ConsensusVerdict(StrEnum):
    """How the guides with a level stand to each other; the values are CSS classes."""

    AGREE = "agree"
    STEP = "step"
    SPLIT = "split"
    SCOPE = "scope"
    THIN = "thin"
    NONE = "none"


WORDS = {
    ConsensusVerdict.AGREE: "Agree",
    ConsensusVerdict.STEP: "A step apart",
    ConsensusVerdict.SPLIT: "Split",
    ConsensusVerdict.SCOPE: "Different scope",
    ConsensusVerdict.NONE: "No guide says",
}
APART = {0: ConsensusVerdict.SCOPE, 1: ConsensusVerdict.STEP}
"""The verdict on different levels by the steps between guides of one situation; any more steps are a split."""
GRADED = Basis.GRADED.value


@dataclass(frozen=True, slots=True)
class Scale:
    """The levels of a criterion from left to right: where one end is better, it is the right one."""

    labels: dict[str, str]
    """Labels by level key, in the order of the axis."""
    places: dict[str, int]
    """Places on the axis by level key, counted from 0."""
    ordered: bool
    left: str = ""
    right: str = ""

    @classmethod
    def of(cls, criterion: Criterion, levels: "Iterable[Level | LevelLine]") -> "Scale":
        """Return the scale of a criterion whose levels are given in rising order."""
        in_order = list(levels)
        ends = criterion.low_end, criterion.high_end
        if criterion.better == Better.LOWER:
            in_order.reverse()
            ends = ends[1], ends[0]
        labels = {level.key: level.label for level in in_order}
        places = {key: place for place, key in enumerate(labels)}
        return cls(labels, places, criterion.scale == ScaleKind.ORDERED, *ends)


class Position(NamedTuple):
    """The level at which one guide stands."""

    guide: str
    level: str
    graded: bool
    """Whether the guide graded it itself; otherwise the level is coded from its words."""
    scope: str
    """The situation the guide speaks of; empty where it sets no limit."""


class Consensus(NamedTuple):
    """What the guides together say of one framework on one criterion."""

    verdict: ConsensusVerdict
    positions: tuple[Position, ...] = ()
    """The guides with a level, in the order of the guides."""
    unplaced: tuple[str, ...] = ()
    """The guides that speak of it without naming a level."""
    silent: tuple[str, ...] = ()
    """The guides with no view."""
    hidden: tuple[str, ...] = ()
    """The guides left out, because their level is coded or because of their interest, where such do not count."""
    median: tuple[str, ...] = ()
    """The middle level; the lower and the upper one where an even number of guides stands around the middle.

    Of guides that speak of different situations, the middle of those that speak of the commonest; none without one.
    """
    spread: int = 0
    """The most steps between two guides that speak of the same situation."""
    guides: int = 0
    """How many guides there are in all."""

    @property
    def words(self) -> str:
        """The verdict in words; where guides speak of it and none names a level, that is said instead of “No guide”."""
        if self.verdict is ConsensusVerdict.NONE and self.unplaced:
            return "No level named"
        return WORDS.get(self.verdict) or f"Thin: {len(self.positions)} of {self.guides}"

    def by_level(self) -> dict[str, list[Position]]:
        """Return the positions by level."""
        by_level: dict[str, list[Position]] = {}
        for position in self.positions:
            by_level.setdefault(position.level, []).append(position)
        return by_level


class SortedGuides(NamedTuple):
    """The guides by what each says on one criterion: parts of a ``Consensus``, in the order of the guides."""

    positions: list[Position]
    unplaced: list[str]
    silent: list[str]
    hidden: list[str]


def consensus(
    scale: Scale,
    ratings: "Iterable[Rating | RatingLine]",
    guides: Sequence[str],
    *,
    graded_only: bool = False,
    left_out: Collection[str] = (),
) -> Consensus:
    """Return what the ratings of one framework on one criterion amount to; ``guides`` are all guides, in order.

    With ``graded_only``, levels coded from a guide's words do not count; nothing counts of the guides ``left_out``.
    """
    by_guide = {rating.guide_id: rating for rating in ratings}
    if not by_guide:
        return Consensus(ConsensusVerdict.NONE, silent=tuple(guides), guides=len(guides))
    sorted_guides = sort_guides(by_guide, guides, graded_only=graded_only, left_out=left_out)
    spread = widest_spread(scale, sorted_guides.positions)
    return Consensus(
        verdict=verdict(sorted_guides.positions, spread),
        positions=tuple(sorted_guides.positions),
        unplaced=tuple(sorted_guides.unplaced),
        silent=tuple(sorted_guides.silent),
        hidden=tuple(sorted_guides.hidden),
        median=median(scale, sorted_guides.positions) if scale.ordered else (),
        spread=spread,
        guides=len(guides),
    )


def sort_guides(
    by_guide: "Mapping[str, Rating | RatingLine]",
    guides: Sequence[str],
    *,
    graded_only: bool,
    left_out: Collection[str] = (),
) -> SortedGuides:
    """Sort guides by whether each rates, and whether its rating has a level that counts."""
    positions: list[Position] = []
    unplaced, silent, hidden = [], [], []
    # One pass, because a comparison asks for a hundred of these.
    for guide in guides:
        rating = by_guide.get(guide)
        if rating is None:
            silent.append(guide)
        elif guide in left_out:
            hidden.append(guide)
        elif not rating.level_id:
            unplaced.append(guide)
        elif graded_only and is_coded(rating):
            hidden.append(guide)
        else:
            graded = rating.basis == GRADED
            positions.append(Position(guide, rating.level_id, graded, rating.applies_to.casefold()))
    return SortedGuides(positions, unplaced, silent, hidden)


def is_coded(rating: "Rating | RatingLine") -> bool:
    """Tell whether a rating's level is coded from the guide's words; without a level there is nothing to code."""
    return bool(rating.level_id) and rating.basis != GRADED


def verdict(positions: Sequence[Position], spread: int) -> ConsensusVerdict:
    """Return the verdict on positions; ``spread`` is the most steps between two of the same situation."""
    if len(positions) < 2:
        return ConsensusVerdict.THIN if positions else ConsensusVerdict.NONE
    if len({position.level for position in positions}) == 1:
        return ConsensusVerdict.AGREE
    return APART.get(spread, ConsensusVerdict.SPLIT)


def widest_spread(scale: Scale, positions: Sequence[Position]) -> int:
    """Return the most steps between two positions of the same situation.

    Without an order there are no steps: different values count as two, which makes them a split.
    """
    if len(positions) < 2:
        return 0
    places: dict[str, set[int]] = defaultdict(set)
    for position in positions:
        places[position.scope].add(scale.places[position.level])
    if not scale.ordered:
        return 2 if any(len(levels) > 1 for levels in places.values()) else 0
    return max((max(levels) - min(levels) for levels in places.values()), default=0)


def median(scale: Scale, positions: Iterable[Position]) -> tuple[str, ...]:
    """Return the middle level, or the two around the middle where these differ.

    There is no middle between what is said of different situations, unless all of it is the same: it is that of the
    situation of which most guides speak.
    """
    in_order = sorted(levels_of_one_situation(positions), key=scale.places.__getitem__)
    if not in_order:
        return ()
    lower, upper = in_order[(len(in_order) - 1) // 2], in_order[len(in_order) // 2]
    return (lower,) if lower == upper else (lower, upper)


def levels_of_one_situation(positions: Iterable[Position]) -> list[str]:
    """Return the levels named for the situation of which most guides speak; none where no single one is commonest."""
    by_scope: dict[str, list[str]] = defaultdict(list)
    for position in positions:
        by_scope[position.scope].append(position.level)
    every = [level for levels in by_scope.values() for level in levels]
    if len(by_scope) < 2 or len(set(every)) == 1:
        return every
    first, second = sorted(by_scope.values(), key=len, reverse=True)[:2]
    return first if len(first) > len(second) else []
