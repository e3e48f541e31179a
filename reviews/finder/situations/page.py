"""What the page of a situation says. All of it follows from the finder and the facts; nothing is written for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import get_text_list

from curation.web.addresses import evidence_address
from frameworks.claims.citations import Citation, CitedReason
from frameworks.models import Framework, LearningResource, Support, SupportLevel
from measurements.code.sides import ProgramSide
from measurements.speed.beside import MeasuredRow
from reviews.finder.page.counsel import Advised, Recommended, counsel
from reviews.finder.page.finding import Finding
from reviews.finder.page.page import FinderPage
from reviews.finder.questions.choices import Choice
from reviews.finder.questions.questions import ALSO, GROWTH, NEED, TEAM
from reviews.finder.ranking.ranking import RankedPlace
from reviews.finder.ranking.requirements import Fulfilment, check
from reviews.finder.situations.outcome import BEHIND, Outcome, changed, first_two, only_in, outcome_of
from reviews.finder.situations.reasons import Evidence, reasons
from reviews.learning.first import FirstStep
from reviews.models import CommonSituation

MOST_NAMED = 3
MOST_CHANGES = 6
MOST_ADVICE = 4


@dataclass(frozen=True, slots=True)
class SituationLine:
    """A situation in a list, with what the finder answers."""

    situation: CommonSituation
    outcome: Outcome
    names: Mapping[str, str]

    @property
    def picks(self) -> str:
        return get_text_list([self.names[key] for key in self.outcome.picks], "or")

    @property
    def runner_up(self) -> str:
        return self.names.get(self.outcome.runner_up, "")


class StackLine(NamedTuple):
    """What provides one more thing that such a project needs."""

    feature: str
    package: str
    level: str
    address: str


class ChangedAssumption(NamedTuple):
    """One assumption changed, and who leads then."""

    label: str
    then: str
    address: str


class Unfit(NamedTuple):
    """A demand that the pick does not meet, and who does."""

    need: str
    words: str
    others: list[Framework]
    citation: Citation | None


@dataclass(frozen=True)
class SituationPage:
    """One situation, answered."""

    situation: CommonSituation
    finding: Finding
    frameworks: Mapping[str, Framework]
    evidence: Evidence
    sides: Sequence[ProgramSide] = ()
    measured: Sequence[MeasuredRow] = ()
    advised: Advised | None = None
    resources: Sequence[LearningResource] = field(default_factory=list)
    first_steps: Sequence[FirstStep] = field(default_factory=list)
    """What to learn each pick with first."""

    @cached_property
    def outcome(self) -> Outcome:
        return outcome_of(self.finding.rows.scores, self.situation)

    @property
    def finder(self) -> FinderPage:
        """The finder’s page on the same answers: what it says where no framework is left."""
        return FinderPage(self.finding.answers, self.finding)

    @property
    def address(self) -> str:
        return self.finding.answers.address

    @property
    def picks(self) -> list[Framework]:
        return [self.frameworks[key] for key in self.outcome.picks]

    @property
    def names(self) -> str:
        return get_text_list([row.name for row in self.picks], "or")

    @cached_property
    def place(self) -> RankedPlace:
        return self.finding.ranking.places[0]

    @property
    def runner_up(self) -> Framework | None:
        return self.frameworks.get(self.outcome.runner_up)

    @property
    def second(self) -> str:
        """Who follows by points, with the rule of the runner-up where that is another."""
        if not self.outcome.second:
            return ""
        follows = f"By points, {self.frameworks[self.outcome.second].name} follows"
        if self.runner_up is None or self.outcome.runner_up == self.outcome.second:
            return f"{follows}."
        rule = f"{self.runner_up.name} has most built in that {self.picks[0].name} lacks"
        return f"{follows}; of the next {apnumber(BEHIND)}, {rule}."

    @cached_property
    def reasons(self) -> list[CitedReason]:
        return reasons(self.place, self.evidence)

    @property
    def take_it_when(self) -> str:
        """What the runner-up has built in and the pick has not, by the weight of the features."""
        known = self.evidence.features
        more = only_in(self.finding.rows.scores, self.outcome.runner_up, self.outcome.picks[0])
        rows = sorted((known[key] for key in more if key in known), key=lambda row: (-row.weight, row.position))
        return get_text_list([row.name for row in rows[:MOST_NAMED]], "and")

    @cached_property
    def unfit(self) -> Unfit | None:
        """The first demand the pick does not meet, those that a document rules out before those nobody confirmed."""
        support = self.finding.rows.scores.evidence.support
        asked = self.finding.settings.needs
        needs = [choice for choice in (*NEED.choices, *ALSO.choices) if choice not in asked]
        checks = [check(support.get(self.place.framework, {}), need, third_party=False) for need in needs]
        failed = [
            each for standing in Fulfilment for each in checks if each.standing == standing != Fulfilment.CONFIRMED
        ]
        for each in failed:
            if others := self.who_has(each.need):
                cell = self.evidence.support.get(each.features[0])
                cited = self.evidence.claim(cell) if cell else None
                return Unfit(each.need.label, each.words, others, cited)
        return None

    def who_has(self, need: Choice) -> list[Framework]:
        """Return the first of the ranking that are confirmed to meet a demand."""
        support = self.finding.rows.scores.evidence.support
        keys = [place.framework for place in self.finding.ranking.places]
        having = (
            key for key in keys if check(support.get(key, {}), need, third_party=False).standing == Fulfilment.CONFIRMED
        )
        return [self.frameworks[key] for _, key in zip(range(MOST_NAMED), having, strict=False)]

    @property
    def stack(self) -> list[StackLine]:
        known = self.evidence.features
        cells = {key: self.evidence.support[key] for key in self.situation.stack if key in self.evidence.support}
        return [stack_line(known[key].name, cell, self.evidence) for key, cell in cells.items() if key in known]

    @property
    def advice(self) -> list[Recommended]:
        said = counsel(self.finding, self.advised) if self.advised else None
        return said.recommended[:MOST_ADVICE] if said else []

    @property
    def changes(self) -> list[ChangedAssumption]:
        """Return single assumptions that can be changed, those first that change who leads."""
        made = list(self.all_changes())
        return sorted(made, key=lambda change: change.then.startswith("Still"))[:MOST_CHANGES]

    def all_changes(self) -> Iterator[ChangedAssumption]:
        given, scores = self.finding.answers.choices, self.finding.rows.scores
        for question in (NEED, TEAM, GROWTH):
            for choice in question.choices:
                if choice not in given:
                    answers = changed(self.finding.answers, question, choice)
                    yield ChangedAssumption(choice.label, self.then(first_two(scores, answers)), answers.address)

    def then(self, keys: Sequence[str]) -> str:
        """Say who leads."""
        names = [self.frameworks[key].name for key in keys]
        if not names:
            return "No framework is left"
        if keys[0] in self.outcome.picks:
            return f"Still {names[0]}"
        return f"{names[0]}, then {names[1]}" if len(names) > 1 else f"{names[0]} alone"


def stack_line(feature: str, cell: Support, evidence: Evidence) -> StackLine:
    level = str(SupportLevel(cell.level).label)
    return StackLine(
        feature, cell.package or level, level if cell.package else "", evidence_address(cell.pk, evidence.day)
    )
