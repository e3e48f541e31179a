"""What follows from the answers, as the page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from reviews.addresses import comparison_address
from reviews.finder.page.changes import Sensitivity, sensitivity
from reviews.finder.page.finding import Finding
from reviews.finder.page.table import (
    Apart,
    FactorHead,
    RankingLine,
    Slice,
    apart,
    as_of,
    claim,
    heads,
    lines,
    page_of,
    slices,
)
from reviews.finder.page.truncated import FEW, TruncatedList
from reviews.finder.page.words import certainty, leaders, reason, spoken
from reviews.finder.points import span
from reviews.finder.requirements import RequirementCheck

TOP = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature that is missing, or not known to be there."""

    demand: str
    feature: str
    address: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """A framework that lacks something that must come with it, or may lack it."""

    name: str
    address: str
    reasons: list[Reason]


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
    def reason(self) -> str:
        return reason(self.finding)

    @property
    def certainty(self) -> str:
        return certainty(self.finding)

    @property
    def spoken(self) -> str:
        return spoken(self.finding)

    @cached_property
    def slices(self) -> list[Slice]:
        return slices(self.finding.ranking.places[0])

    @cached_property
    def heads(self) -> list[FactorHead]:
        return heads(self.finding)

    @cached_property
    def lines(self) -> TruncatedList[RankingLine]:
        return lines(self.finding)

    @cached_property
    def apart(self) -> TruncatedList[Apart]:
        return apart(self.finding)

    @cached_property
    def ruled_out(self) -> TruncatedList[Lacking]:
        return ruled_out(self.finding)

    @cached_property
    def not_known(self) -> TruncatedList[Lacking]:
        return not_known(self.finding)

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


def ruled_out(finding: Finding) -> TruncatedList[Lacking]:
    """Return the frameworks that are ruled out, each with the evidence of why."""
    return TruncatedList(list(finding.screening.excluded.items()), lambda pair: lacking(finding, *pair), cut_to=FEW)


def not_known(finding: Finding) -> TruncatedList[Lacking]:
    """Return the frameworks that stay although nothing shows that they have what must come with them."""
    return TruncatedList(list(finding.screening.not_known.items()), lambda pair: lacking(finding, *pair), cut_to=FEW)


def lacking(finding: Finding, key: str, checks: Iterable[RequirementCheck]) -> Lacking:
    framework, names = finding.rows.frameworks[key], finding.rows.feature_names
    day = finding.answers.day
    reasons = [
        Reason(check.need.label, names.get(feature, feature), claim(f"{key}/{feature}", day))
        for check in checks
        for feature in check.features
    ]
    return Lacking(framework.name, page_of(finding, framework), reasons)
