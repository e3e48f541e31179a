"""The finder's order for the same answers in two states of the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from frameworks.addresses import framework_address
from reviews.finder.page.finding import FinderRows, Finding
from reviews.finder.page.page import FinderPage
from reviews.finder.page.result import TOP
from reviews.finder.page.truncated import TruncatedList
from reviews.finder.page.words import inside, leaders
from reviews.finder.questions.answers import Answers
from reviews.finder.ranking.points import span
from reviews.finder.ranking.ranking import RankedPlace
from reviews.finder.scoring.scores import FrameworkScores

STATES = {
    "clash": "What must come with it leaves no framework",
    "ignored": "Nothing has a weight",
    "unranked": "Too little is known to rank any",
}
"""Why there is no order, by the state of the finder's page."""
NO_TOTAL = "none"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one framework stands in one of the two orders."""

    rank: str
    """In words where it has none."""
    total: str
    """In points out of 100; ``NO_TOTAL`` where it is not weighed."""

    @property
    def words(self) -> str:
        rank = f"Rank {self.rank}" if self.rank.isdecimal() else self.rank.capitalize()
        return rank if self.total == NO_TOTAL else f"{rank}, {self.total} points"


@dataclass(frozen=True, slots=True)
class Move:
    """Where one framework stood, and where it stands."""

    name: str
    address: str
    before: Stand
    after: Stand

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Order:
    """What follows from the answers in one state."""

    finding: Finding

    @cached_property
    def places(self) -> dict[str, RankedPlace]:
        return {place.framework: place for place in (*self.finding.ranking.places, *self.finding.ranking.apart)}

    @cached_property
    def first(self) -> str:
        """First place, or why there is none."""
        state = FinderPage(self.finding.answers, self.finding).state
        return STATES.get(state) or leaders(self.finding)

    @property
    def ranks(self) -> list[tuple[str, int]]:
        return [(place.framework, place.rank) for place in self.finding.ranking.places]

    def stand(self, framework: str) -> Stand:
        if place := self.places.get(framework):
            return Stand(f"{place.rank}" if place.rank else "stands apart", span(place.low, place.high))
        return Stand(self.left_out(framework), NO_TOTAL)

    def left_out(self, framework: str) -> str:
        """Say why a framework is not weighed."""
        if framework not in self.finding.rows.frameworks:
            return "not on record"
        if framework in self.finding.inactive:
            return "inactive"
        return "ruled out" if framework in self.finding.screening.ruled_out else "unconfirmed"


@dataclass(frozen=True)
class Orders:
    """The order then and the order now, both computed by the finder as it is today."""

    before: Order
    after: Order

    @classmethod
    def of(cls, answers: Answers, then: FrameworkScores, now: FrameworkScores) -> "Orders":
        return cls(*(Order(Finding(answers, FinderRows(scores))) for scores in (then, now)))

    @property
    def headline(self) -> str:
        """Whether first place stands, and the order behind it."""
        first, second = self.before.first, self.after.first
        if first != second:
            return f"First place has changed: {second} now, {first} then"
        if self.before.ranks != self.after.ranks:
            return f"First place stands: {second}. The order behind it has changed"
        return f"The order stands: {second} first" if self.after.ranks else f"Still no order: {inside(second)}"

    @cached_property
    def moves(self) -> TruncatedList[Move]:
        """The first of today, and all others that have moved."""
        return TruncatedList(
            [move for place, move in enumerate(self.every) if place < TOP or move.changed], lambda move: move
        )

    @property
    def steady(self) -> int:
        """How many others stand where they stood."""
        return len(list(self.every)) - len(self.moves) - self.moves.further

    @property
    def every(self) -> Iterator[Move]:
        """Yield the frameworks that have a place in either order, in that of today."""
        names = {**self.before.finding.rows.frameworks, **self.after.finding.rows.frameworks}
        for key in {**self.after.places, **self.before.places}:
            here = key in self.after.finding.rows.frameworks
            address = framework_address(names[key].slug) if here else ""
            yield Move(names[key].name, address, self.before.stand(key), self.after.stand(key))
