"""The frameworks that are not in the ranking, in groups, each with the evidence of why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from frameworks.models import FactName, SupportLevel
from reviews.finder.page.finding import Finding
from reviews.finder.page.table import claim, page_of
from reviews.finder.page.truncated import FEW, TruncatedList
from reviews.finder.ranking.requirements import Checks, RequirementCheck


class Reason(NamedTuple):
    """One thing that keeps a framework out: what was asked of it, and what is on record."""

    demand: str
    subject: str
    """The feature or the fact that it is about."""
    finding: str
    address: str
    """The evidence."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A framework that is not in the ranking."""

    key: str
    name: str
    address: str
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class LeftOutGroup:
    """The frameworks that are left out in one way."""

    key: str
    title: str
    meaning: str
    frameworks: TruncatedList[LeftOut]

    @property
    def count(self) -> int:
        return len(self.frameworks) + self.frameworks.further


def groups(finding: Finding) -> list[LeftOutGroup]:
    """Return the groups of the page; those that stand apart are told elsewhere."""
    screening = finding.screening
    return [
        group(finding, "unconfirmed", "Unconfirmed", UNCONFIRMED, screening.unconfirmed),
        group(finding, "ruled-out", "Ruled out", RULED_OUT, screening.ruled_out),
        LeftOutGroup(
            "inactive",
            "Inactive",
            INACTIVE,
            TruncatedList(list(finding.inactive), lambda key: left_behind(finding, key), cut_to=FEW),
        ),
    ]


UNCONFIRMED = "Not checked, or searched for and not found. That is no “no”; see for yourself."
RULED_OUT = "A document says “no”, or only packages of others offer it."
INACTIVE = "Never recommended, whatever comes with it."


def group(finding: Finding, key: str, title: str, meaning: str, checks: Checks) -> LeftOutGroup:
    frameworks = TruncatedList(list(checks), lambda name: lacking(finding, name, checks), cut_to=FEW)
    return LeftOutGroup(key, title, meaning, frameworks)


def lacking(finding: Finding, key: str, checks: Checks) -> LeftOut:
    framework = finding.rows.frameworks[key]
    reasons = [reason for check in checks[key] for reason in reasons_of(finding, key, check)]
    return LeftOut(key, framework.name, page_of(finding, framework), reasons)


def reasons_of(finding: Finding, key: str, check: RequirementCheck) -> Iterator[Reason]:
    names = finding.rows.feature_names
    for feature in check.features:
        words = on_record(finding, f"{key}/{feature}", check)
        yield Reason(check.need.label, names.get(feature, feature), words, record_of(finding, key, feature))


def record_of(finding: Finding, key: str, feature: str) -> str:
    """Return where it stands what is on record of a feature: its evidence, or the framework's page where nothing is."""
    if f"{key}/{feature}" in finding.rows.checked:
        return claim(f"{key}/{feature}", finding.answers.day)
    return f"{page_of(finding, finding.rows.frameworks[key])}#features"


def on_record(finding: Finding, key: str, check: RequirementCheck) -> str:
    """Say what is on record of a feature: the packages of others, or when a search found nothing."""
    cell = finding.rows.checked.get(key)
    if cell and check.level == SupportLevel.NONE_FOUND:
        return f"searched for on {cell.checked_on}, none found"
    if cell and check.level == SupportLevel.THIRD_PARTY:
        return f"third-party only, {cell.package}"
    return check.words


def left_behind(finding: Finding, key: str) -> LeftOut:
    framework, day = finding.rows.frameworks[key], finding.answers.day
    reasons = [
        Reason("Active", str(FactName(fact).label), words, claim(f"{key}/{fact}", day))
        for fact, words in finding.inactive[key]
    ]
    return LeftOut(key, framework.name, page_of(finding, framework), reasons)
