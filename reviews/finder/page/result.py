"""What follows from the answers, as the page shows it."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reviews.addresses import comparison_address
from reviews.finder.page.changes import Sensitivity, sensitivity
from reviews.finder.page.finding import Finding
from reviews.finder.page.table import (
    RankingLine,
    as_of,
    lines,
    page_of,
)
from reviews.finder.page.truncated import TruncatedList
from reviews.finder.page.words import behind, confidence_words, leaders, reason, runner_up, spoken
from reviews.finder.ranking.confidence import Word
from reviews.finder.ranking.points import span

TOP = 3


class RunnerUp(NamedTuple):
    """The first framework behind first place."""

    name: str
    address: str
    behind: str


@dataclass(frozen=True)
class Result:
    """First place, the order with what it is made of, and what it leaves out."""

    finding: Finding

    @property
    def leaders(self) -> str:
        return leaders(self.finding)

    @property
    def tied(self) -> bool:
        return self.finding.ranking.tied_first

    @property
    def total(self) -> str:
        first = self.finding.ranking.places[0]
        return span(first.low, first.high)

    @property
    def address(self) -> str:
        """The page of the leader; empty where several tie."""
        finding = self.finding
        leader = finding.rows.frameworks[finding.ranking.places[0].framework]
        return "" if self.tied else page_of(finding, leader)

    @property
    def reason(self) -> str:
        return reason(self.finding)

    @property
    def confidence(self) -> str:
        """How firm first place is, in one word."""
        return str(self.finding.confidence.word)

    @property
    def is_close(self) -> bool:
        return self.finding.confidence.word == Word.CLOSE

    @property
    def marks(self) -> int:
        """How many of three marks are filled."""
        return 3 - list(Word).index(self.finding.confidence.word)

    @property
    def confidence_words(self) -> str:
        return confidence_words(self.finding)

    @cached_property
    def runner_up(self) -> RunnerUp | None:
        second = runner_up(self.finding)
        if second is None:
            return None
        framework = self.finding.rows.frameworks[second.framework]
        return RunnerUp(framework.name, page_of(self.finding, framework), behind(self.finding, second))

    @property
    def spoken(self) -> str:
        return spoken(self.finding)

    @cached_property
    def lines(self) -> TruncatedList[RankingLine]:
        return lines(self.finding)

    @cached_property
    def sensitivity(self) -> Sensitivity:
        return sensitivity(self.finding)

    @property
    def top(self) -> int:
        """How many of the first can be compared."""
        return min(len(self.finding.ranking.places), TOP)

    @property
    def comparison(self) -> str:
        """The address of the first three side by side; empty where fewer than two are ranked."""
        slugs = [self.finding.rows.frameworks[place.framework].slug for place in self.finding.ranking.places[:TOP]]
        return f"{comparison_address(sorted(slugs))}{as_of(self.finding.answers.day)}" if len(slugs) > 1 else ""
