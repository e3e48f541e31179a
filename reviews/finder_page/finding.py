"""The finder's answer, reckoned once for the page and the API alike. No request, no query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from frameworks.models import Framework
from reviews.answers import Answers
from reviews.drivers import DRIVERS
from reviews.finder import Board, Marks, Place, Ranking, rank
from reviews.marks import Evidence
from reviews.questions import Choice, Settings
from reviews.requirements import Screening, clash, screen
from reviews.sensitivity import Flip, Range, challengers, flips, rank_ranges


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that an answer is reckoned from."""

    frameworks: Mapping[str, Framework]
    evidence: Evidence
    feature_names: Mapping[str, str] = field(default_factory=dict)
    """Of the features that must be there."""
    screenings: dict[tuple[str, ...], Screening] = field(default_factory=dict)
    """Those asked for before, by the keys of the demands."""

    def screening(self, needs: Sequence[Choice]) -> Screening:
        """Return which frameworks some demands leave; kept with the rows, because there are few sets of demands."""
        key = tuple(need.key for need in needs)
        if key not in self.screenings:
            self.screenings[key] = screen(self.frameworks, self.evidence.support, needs)
        return self.screenings[key]


@dataclass(frozen=True)
class Finding:
    """What follows from some answers."""

    answers: Answers
    rows: Rows

    @cached_property
    def settings(self) -> Settings:
        return self.answers.settings

    @cached_property
    def counted(self) -> list[str]:
        """The drivers with a weight, in their order."""
        return [driver for driver, weight in self.settings.weights.items() if weight]

    @cached_property
    def screening(self) -> Screening:
        """The frameworks that the demands leave, and why the others are out."""
        return self.rows.screening(self.settings.needs)

    @cached_property
    def clash(self) -> tuple[Choice, ...]:
        """The demands that together leave no framework; empty where one is left."""
        return clash(self.screening)

    @cached_property
    def weights(self) -> dict[str, int]:
        """The weights of the drivers that can be judged: their better end is the same for all, or was named."""
        weights, sides = self.settings.weights, self.settings.sides
        return {one.key: weights[one.key] for one in DRIVERS if not one.sides or one.key in sides}

    @cached_property
    def marks(self) -> Marks:
        """The marks of the frameworks that are not ruled out."""
        return self.rows.evidence.marks(self.screening.kept, self.weights, self.settings.sides)

    @cached_property
    def ranking(self) -> Ranking:
        return rank(self.marks, self.weights, self.board)

    @cached_property
    def board(self) -> Board:
        """The same marks as whole numbers."""
        rows, sides = self.rows, self.settings.sides
        return rows.evidence.board(tuple(rows.frameworks), self.weights, sides).without(self.screening.excluded)

    @cached_property
    def flips(self) -> list[Flip]:
        """For each driver the nearest change of its weight that gives another first place."""
        return flips(self.board, self.weights)

    @cached_property
    def challengers(self) -> list[Place]:
        """The frameworks that would be first with full marks on what is missing of them."""
        return challengers(self.ranking)

    @cached_property
    def ranges(self) -> dict[str, Range]:
        """The best and the worst rank of each ranked framework over plausible weightings."""
        return rank_ranges(self.board, self.weights, self.ranking)
