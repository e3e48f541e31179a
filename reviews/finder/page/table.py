"""The ranking as a table: for each framework its total, and what each factor adds to it."""

from dataclasses import dataclass
from typing import NamedTuple

from curation.web.addresses import evidence_address
from frameworks.addresses import framework_address
from reviews.finder.page.finding import Finding
from reviews.finder.page.truncated import FEW, TruncatedList
from reviews.finder.ranking.points import ordinal, points, span
from reviews.finder.ranking.ranking import Contribution, RankedPlace
from reviews.finder.scoring.board import Score
from reviews.finder.scoring.factors import BY_KEY
from reviews.finder.scoring.scores import FrameworkName

BAR_WIDTH = 1000


class FactorCell(NamedTuple):
    """What one factor adds to one total."""

    name: str
    words: str
    basis: str
    address: str


@dataclass(frozen=True, slots=True)
class RankingLine:
    """One framework of the ranking."""

    name: str
    address: str
    rank: str
    low: str
    high: str
    """The upper end in words; empty where the total is certain."""
    position: int
    bar: tuple[int, int]
    """How far its bar reaches for certain, and at most."""
    cells: list[FactorCell]

    @property
    def leads(self) -> bool:
        return self.position == 1


@dataclass(frozen=True, slots=True)
class Apart:
    """A framework about which too little is known to rank it."""

    name: str
    address: str
    known: int
    """Per cent of the weight with evidence."""
    total: str
    missing: str


def lines(finding: Finding) -> TruncatedList[RankingLine]:
    return TruncatedList(finding.ranking.places, lambda place: line(finding, place))


def line(finding: Finding, place: RankedPlace) -> RankingLine:
    framework = finding.rows.frameworks[place.framework]
    return RankingLine(
        name=framework.name,
        address=page_of(finding, framework),
        rank=f"{'tied ' if place.tied else ''}{ordinal(place.rank)}",
        low=f"{points(place.low)}",
        high=f"to {points(place.high)}" if points(place.high) > points(place.low) else "",
        position=place.rank,
        bar=(round(BAR_WIDTH * place.total.low / place.full), round(BAR_WIDTH * place.total.high / place.full)),
        cells=[
            cell(finding, framework, place.scores[contribution.factor], contribution)
            for contribution in place.contributions
        ],
    )


def cell(finding: Finding, framework: FrameworkName, score: Score, contribution: Contribution) -> FactorCell:
    told = f"{span(contribution.low, contribution.high)} of {points(contribution.most)}" if score.told else "no data"
    address = evidence_of(finding, framework, contribution.factor)
    return FactorCell(BY_KEY[contribution.factor].name, told, contribution.basis, address)


def evidence_of(finding: Finding, framework: FrameworkName, factor: str) -> str:
    """Return where the evidence of one factor stands: the claim itself where it is one, else the place on its pages."""
    place = finding.rows.scores.evidence.place(BY_KEY[factor], framework.key)
    if place.startswith("/"):
        return claim(f"{framework.key}{place}", finding.answers.day)
    part, _mark, anchor = place.partition("#")
    return f"{framework_address(framework.slug)}{part}{as_of(finding.answers.day)}#{anchor}"


def claim(key: str, day: str) -> str:
    return f"{evidence_address(key)}{as_of(day)}"


def page_of(finding: Finding, framework: FrameworkName) -> str:
    return f"{framework_address(framework.slug)}{as_of(finding.answers.day)}"


def as_of(day: str) -> str:
    return f"?as-of={day}" if day else ""


def apart(finding: Finding) -> TruncatedList[Apart]:
    """Return the frameworks that stand apart, the best known first."""
    return TruncatedList(finding.ranking.apart, lambda place: stands_apart(finding, place), cut_to=FEW)


def stands_apart(finding: Finding, place: RankedPlace) -> Apart:
    framework = finding.rows.frameworks[place.framework]
    missing = ", ".join(BY_KEY[factor].name for factor in place.missing)
    # Rounded down: whoever stands apart must not be seen with half.
    known = int(place.known_share * 100)
    return Apart(framework.name, page_of(finding, framework), known, span(place.low, place.high), missing)
