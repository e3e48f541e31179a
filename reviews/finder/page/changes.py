"""What would change first place, in parts of sentences with the way to try it."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.text import get_text_list

from reviews.finder.page.finding import Finding
from reviews.finder.page.table import page_of
from reviews.finder.page.words import inside, named_few
from reviews.finder.questions.choices import Weight
from reviews.finder.ranking.points import ordinal, points
from reviews.finder.ranking.ranking import RankedPlace
from reviews.finder.ranking.sensitivity import DRAWS, Flip, Range
from reviews.finder.scoring.factors import BY_KEY

MOST_CHALLENGERS = 4


@dataclass(frozen=True, slots=True)
class FlipText:
    """The nearest change of one weight that gives another first place."""

    factor: str
    before: str
    after: str
    leaders: str
    tie: bool
    total: int
    address: str


class Challenger(NamedTuple):
    """A framework that would lead with full marks on what is missing."""

    name: str
    total: int
    missing: str
    address: str


class Firm(NamedTuple):
    """Which ranks a framework takes over plausible weightings."""

    name: str
    ranks: str


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """All that would change the order."""

    changes: list[FlipText]
    steady: int
    """How many factors were checked without effect on first place."""
    challengers: list[Challenger]
    further: int
    """How many more could lead than are named."""
    firm: list[Firm]
    draws: int = DRAWS


def sensitivity(finding: Finding) -> Sensitivity:
    challengers = [challenger(finding, place) for place in finding.challengers[:MOST_CHALLENGERS]]
    names = finding.rows.frameworks
    return Sensitivity(
        changes=[change(finding, flip) for flip in finding.flips],
        steady=len(finding.weights) - len(finding.flips),
        challengers=challengers,
        further=len(finding.challengers) - len(challengers),
        firm=[Firm(names[key].name, ranks(interval)) for key, interval in finding.ranges.items()],
    )


def change(finding: Finding, flip: Flip) -> FlipText:
    return FlipText(
        factor=inside(BY_KEY[flip.factor].name),
        before=Weight(flip.weight).label.lower(),
        after=Weight(flip.to).label.lower(),
        leaders=named_few(finding, flip.leaders),
        tie=len(flip.leaders) > 1,
        total=points(flip.total),
        address=finding.answers.weighing(flip.factor, flip.to).address,
    )


def challenger(finding: Finding, place: RankedPlace) -> Challenger:
    framework = finding.rows.frameworks[place.framework]
    missing = get_text_list([inside(BY_KEY[factor].name) for factor in place.missing], "and")
    return Challenger(framework.name, points(place.high), missing, page_of(finding, framework))


def ranks(interval: Range) -> str:
    if interval.best == interval.worst:
        return f"always {ordinal(interval.best)}"
    return f"{ordinal(interval.best)} to {ordinal(interval.worst)}"
