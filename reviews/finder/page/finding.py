"""The finder's answer, reckoned once for the page and the API alike. No request, no query."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reviews.finder.answers import Answers
from reviews.finder.questions import Choice, Settings
from reviews.finder.ranking import Places, Ranking, rank
from reviews.finder.requirements import Screening, clash, screen
from reviews.finder.scoring.board import Board
from reviews.finder.scoring.columns import Columns, Named, Wanted, column_name
from reviews.finder.scoring.factors import DRIVERS, Driver
from reviews.finder.sensitivity import Flip, Range, challengers, flips, rank_ranges


@dataclass(frozen=True, slots=True)
class Rows:
    """What an answer is reckoned from."""

    columns: Columns
    feature_names: Mapping[str, str] = field(default_factory=dict)
    """Of the features that must be there."""

    @property
    def frameworks(self) -> Mapping[str, Named]:
        return self.columns.names


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
        columns = self.rows.columns
        levels = {feature: column.each() for feature, column in columns.features.items()}
        return screen(columns.names.keys_in_order, levels, self.settings.needs)

    @cached_property
    def clash(self) -> tuple[Choice, ...]:
        """The demands that together leave no framework; empty where one is left."""
        return clash(self.screening)

    @cached_property
    def weights(self) -> dict[str, int]:
        """The weights of the drivers that can be judged: their better end is the same for all, or was named."""
        weights, sides = self.settings.weights, self.settings.sides
        return {one.key: weights[one.key] for one in judged(sides)}

    @cached_property
    def ranking(self) -> Ranking:
        return rank(self.rows.columns.marks(self.weights, self.settings.sides), self.weights, self.board)

    def rank_of(self, framework: str) -> int:
        """Return a framework's rank; 0 where it is not ranked."""
        places = self.ranking.places
        return places.terms.rank(self.rows.columns.names.number(framework)) if places else 0

    @cached_property
    def board(self) -> Board:
        """The marks of the frameworks that are not ruled out."""
        return self.rows.columns.board(self.weights, self.settings.sides).without(self.screening.excluded)

    @cached_property
    def flips(self) -> list[Flip]:
        """For each driver the nearest change of its weight that gives another first place."""
        return flips(self.board, self.weights, self.ranking.totals)

    @cached_property
    def challengers(self) -> Places:
        """The frameworks that would be first with full marks on what is missing of them."""
        return challengers(self.ranking)

    @cached_property
    def ranges(self) -> dict[str, Range]:
        """The best and the worst rank of each ranked framework over plausible weightings."""
        return rank_ranges(self.board, self.weights, self.ranking)


def judged(sides: Mapping[str, str]) -> Iterator[Driver]:
    """Yield the drivers whose better end is the same for all, or was named."""
    return (driver for driver in DRIVERS if not driver.sides or driver.key in sides)


def wanted(settings: Settings) -> Wanted:
    """Return the columns from which an answer with these settings is reckoned."""
    sides = settings.sides
    drivers = [column_name(driver.key, sides.get(driver.key, "")) for driver in judged(sides)]
    return Wanted(drivers, sorted({feature for need in settings.needs for feature in need.features}))
