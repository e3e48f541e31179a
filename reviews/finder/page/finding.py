"""The finder's answer, computed once for the page and the API."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from reviews.finder.questions.answers import Answers
from reviews.finder.questions.choices import Choice, Settings
from reviews.finder.ranking.activity import Inactivity
from reviews.finder.ranking.confidence import Confidence, confidence
from reviews.finder.ranking.ranking import RankedPlace, Ranking, rank
from reviews.finder.ranking.requirements import Screening, clash, screen
from reviews.finder.ranking.sensitivity import Flip, Range, RanksByDraw, challengers, drawn_ranks, flips
from reviews.finder.scoring.board import Board
from reviews.finder.scoring.scores import FrameworkName, FrameworkScores


class CheckedCell(NamedTuple):
    """When a claim of support was last read, and the package that provides it."""

    package: str
    checked_on: datetime.date


@dataclass(frozen=True, slots=True)
class FinderRows:
    """What an answer is computed from."""

    scores: FrameworkScores
    feature_names: Mapping[str, str] = field(default_factory=dict)
    """Of the features that must be there."""
    checked: Mapping[str, CheckedCell] = field(default_factory=dict)
    """What was read of them, by the key of the claim."""

    @property
    def frameworks(self) -> Mapping[str, FrameworkName]:
        return self.scores.frameworks


@dataclass(frozen=True)
class Finding:
    """What follows from some answers."""

    answers: Answers
    rows: FinderRows

    @cached_property
    def settings(self) -> Settings:
        return self.answers.settings

    @cached_property
    def counted(self) -> list[str]:
        """The factors with a weight, in their order."""
        return [factor for factor, weight in self.weights.items() if weight]

    @cached_property
    def inactive(self) -> Mapping[str, tuple[Inactivity, ...]]:
        """Why those frameworks are inactive that are; they are not recommended, whatever they come with."""
        inactive = self.rows.scores.evidence.inactive
        return {key: inactive[key] for key in self.rows.frameworks if key in inactive}

    @cached_property
    def screening(self) -> Screening:
        """The active frameworks that the demands leave, and why the others are out."""
        return self.screened(third_party=self.settings.third_party)

    def screened(self, *, third_party: bool) -> Screening:
        active = [key for key in self.rows.frameworks if key not in self.inactive]
        support = self.rows.scores.evidence.support
        return screen(active, support, self.settings.needs, third_party=third_party)

    @cached_property
    def clash(self) -> tuple[Choice, ...]:
        """The fewest demands that leave no framework together; empty where one is left."""
        return clash(self.screening)

    @cached_property
    def weights(self) -> dict[str, int]:
        """The weights of the factors that can count: their better end is known, and guides have views enough."""
        return {factor: self.settings.weights[factor] for factor in self.board.factors}

    @cached_property
    def ranking(self) -> Ranking:
        return rank(self.board, self.weights)

    def rank_of(self, framework: str) -> int:
        """Return a framework's rank; 0 where it is not ranked."""
        return next((place.rank for place in self.ranking.places if place.framework == framework), 0)

    @cached_property
    def board(self) -> Board:
        """The scores of the frameworks that are active and confirmed to have what must come with them."""
        left_out = self.rows.frameworks.keys() - set(self.screening.kept)
        return self.rows.scores.board(self.settings.sides).without(left_out)

    @cached_property
    def flips(self) -> list[Flip]:
        """For each factor the nearest change of its weight that gives another first place."""
        return flips(self.board, self.weights)

    @cached_property
    def challengers(self) -> Sequence[RankedPlace]:
        """The frameworks that would be first with full marks on what is missing of them."""
        return challengers(self.ranking)

    @cached_property
    def drawn(self) -> RanksByDraw:
        """The ranks of the first frameworks over plausible weightings."""
        return drawn_ranks(self.board, self.weights, self.ranking)

    @cached_property
    def ranges(self) -> dict[str, Range]:
        """The best and the worst rank of each ranked framework over plausible weightings."""
        return self.drawn.ranges

    @cached_property
    def confidence(self) -> Confidence:
        """How firm first place is, by the rule that ``/method/`` states."""
        return confidence(self.ranking, self.drawn.steadiness)
