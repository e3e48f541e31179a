"""The finder's page: the form, and what follows from the answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.text import get_text_list

from reviews.finder.page.counsel import Advised, Counsel, counsel
from reviews.finder.page.finding import Finding
from reviews.finder.page.form import QuestionRow, WeightRow, question_rows, weight_rows
from reviews.finder.page.left_out import LeftOutGroup, groups
from reviews.finder.page.result import Result
from reviews.finder.page.table import Apart, apart
from reviews.finder.questions.answers import Answers
from reviews.finder.questions.questions import BUILD, PACKAGES

TITLE = "Finder"


@dataclass(frozen=True, slots=True)
class Way:
    """A link to other answers."""

    label: str
    address: str


@dataclass(frozen=True)
class FinderPage:
    """What the page shows; without a finding, the questions alone."""

    answers: Answers
    finding: Finding | None = None
    advised: Advised | None = None

    @cached_property
    def questions(self) -> dict[str, QuestionRow]:
        return {row.key: row for row in question_rows(self.answers)}

    @cached_property
    def weights(self) -> list[WeightRow]:
        return list(weight_rows(self.answers, self.finding.rows.scores if self.finding else None))

    @property
    def about_weights(self) -> str:
        """Say of the weights, while they are folded, who set them and how many would change first place."""
        changed = len(self.answers.changed)
        whose = f"{changed} of them by you" if changed else "set by your answers"
        words = f"{len(self.weights)} weights, {whose}"
        if self.finding is None or self.state != "result":
            return words
        flips = len(self.finding.flips)
        return f"{words}; {flips or 'none'} would change first place"

    @property
    def counted(self) -> Mapping[str, int]:
        """What each factor counts; nothing where it cannot count."""
        settled = self.answers.settings.weights
        return {key: self.finding.weights.get(key, 0) for key in settled} if self.finding else settled

    @cached_property
    def state(self) -> str:
        """What there is to show beside the form; the name of its part of the page in templates/finder/result."""
        if self.finding is None:
            return "start"
        if self.finding.clash:
            return "clash"
        if not self.finding.counted:
            return "ignored"
        return "result" if self.finding.ranking.places else "unranked"

    @cached_property
    def result(self) -> Result | None:
        return Result(self.finding) if self.finding and self.state == "result" else None

    @cached_property
    def counsel(self) -> Counsel | None:
        """What guides recommend for such a project; None where they were not read."""
        return counsel(self.finding, self.advised) if self.finding and self.advised else None

    @property
    def spoken(self) -> str:
        """First and second place, for those who hear the page and for narrow bars."""
        return self.result.spoken if self.result else "No ranking"

    @property
    def title(self) -> str:
        return f"{TITLE}: {self.spoken}" if self.result else TITLE

    @property
    def starts(self) -> list[Way]:
        """Answers to the first question, each by itself."""
        return [Way(choice.label, replace(self.answers, chosen=((BUILD, choice),)).address) for choice in BUILD.choices]

    @property
    def demands(self) -> str:
        """The demands that together leave nothing."""
        return get_text_list([f"“{need.label}”" for need in self.finding.clash], "and") if self.finding else ""

    @property
    def ways_out(self) -> list[Way]:
        """The answers without one of the demands that together leave nothing."""
        needs = self.finding.clash if self.finding else ()
        return [Way(need.label, self.answers.without(need).address) for need in needs]

    @property
    def packages_way(self) -> Way | None:
        """The answers with packages of others counted, where that leaves a framework."""
        if self.finding is None or not self.finding.screened(third_party=True).kept:
            return None
        (counted,) = PACKAGES.choices
        return Way(counted.label, self.answers.adding(PACKAGES, counted).address)

    @property
    def apart(self) -> list[Apart]:
        return apart(self.finding) if self.finding else []

    @cached_property
    def left_out(self) -> list[LeftOutGroup]:
        """The groups of frameworks that are not in the ranking; those that stand apart are told by themselves."""
        return groups(self.finding) if self.finding else []

    @property
    def demanded(self) -> bool:
        return bool(self.answers.settings.needs)

    @property
    def left(self) -> list[str]:
        """The frameworks that are active and have what must come with them."""
        finding = self.finding
        return [finding.rows.frameworks[key].name for key in finding.screening.kept] if finding else []

    @property
    def recorded(self) -> int:
        return len(self.finding.rows.frameworks) if self.finding else 0

    @property
    def not_ranked(self) -> int:
        if self.finding is None:
            return 0
        ranked = self.finding.ranking.places or (self.finding.screening.kept if self.state == "ignored" else ())
        return self.recorded - len(ranked)
