"""What the finder answers to a situation, in few words. It is kept with the scores of a data version."""

from dataclasses import dataclass

from django.http import QueryDict

from frameworks.models import SupportLevel
from reviews.finder.page.finding import FinderRows, Finding
from reviews.finder.page.words import confidence_words
from reviews.finder.questions.answers import VERSION, Answers, carry_over
from reviews.finder.questions.choices import Choice, FinderQuestion
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.ranking.confidence import Word
from reviews.finder.ranking.ranking import RankedPlace
from reviews.finder.scoring.reading import FEATURES
from reviews.finder.scoring.scores import FrameworkScores
from reviews.models import CommonSituation

OWN = (SupportLevel.BUILTIN, SupportLevel.BUILTIN_EXTRA)
BEHIND = 5
"""Among how many frameworks behind first place the runner-up of a situation is sought."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """First place, another answer beside it, and how firm that is; frameworks by key."""

    picks: tuple[str, ...] = ()
    """Several where they tie, none where no framework is left."""
    runner_up: str = ""
    word: str = ""
    because: str = ""
    """What makes first place clear, likely or close."""
    second: str = ""
    """Who follows by points, which the runner-up need not."""

    @property
    def marks(self) -> int:
        """How many of three marks are filled."""
        return 3 - list(Word).index(Word(self.word)) if self.word else 0

    @property
    def is_close(self) -> bool:
        return self.word == Word.CLOSE


def answers_of(situation: CommonSituation, day: str = "") -> Answers:
    """Return the answers of a situation, as far as the finder still asks for them."""
    answers = carry_over(VERSION, QueryDict(situation.answers)).answers
    return Answers(answers.chosen, answers.changed, day)


def outcome_of(scores: FrameworkScores, situation: CommonSituation) -> Outcome:
    """Return what follows from a situation, worked out once for each data version."""
    answers = answers_of(situation)
    asked = ("situation", answers.query)
    if asked not in scores.outcomes:
        scores.outcomes[asked] = made(Finding(answers, FinderRows(scores))) if answers.given else Outcome()
    outcome: Outcome = scores.outcomes[asked]
    return outcome


def made(finding: Finding) -> Outcome:
    ranking = finding.ranking
    if not ranking.places:
        return Outcome()
    behind = [place for place in ranking.places if place.rank > 1]
    return Outcome(
        picks=tuple(place.framework for place in ranking.first),
        runner_up=runner_up(finding, behind[:BEHIND]),
        word=str(finding.confidence.word),
        because=confidence_words(finding),
        second=behind[0].framework if behind else "",
    )


def runner_up(finding: Finding, behind: list[RankedPlace]) -> str:
    """Return who has most built in that the pick lacks, the earlier first: another answer and not a copy."""
    if not behind:
        return ""
    pick = finding.ranking.places[0].framework
    return max(behind, key=lambda place: len(only_in(finding.rows.scores, place.framework, pick))).framework


def only_in(scores: FrameworkScores, framework: str, other: str) -> list[str]:
    """Return the features the finder knows that one framework has built in and another has not."""
    support = scores.evidence.support
    theirs = support.get(other, {})
    ours = support.get(framework, {})
    return [key for key in FEATURES if ours.get(key) in OWN and theirs.get(key) not in OWN]


def changed(answers: Answers, question: FinderQuestion, choice: Choice) -> Answers:
    """Return answers with one more, or with another one to a question that takes one alone."""
    kept = [pair for pair in answers.chosen if question.several or pair[0] is not question]
    order = [(each, option) for each in QUESTIONS for option in each.choices]
    chosen = sorted([*kept, (question, choice)], key=order.index)
    return Answers(tuple(chosen), day=answers.day).changing(answers.changed)


def first_two(scores: FrameworkScores, answers: Answers) -> tuple[str, ...]:
    """Return the two that lead for some answers, without how firm that is; none where none is left."""
    asked = ("first-two", answers.query)
    if asked not in scores.outcomes:
        places = Finding(answers, FinderRows(scores)).ranking.places
        scores.outcomes[asked] = tuple(place.framework for place in places[:2])
    two: tuple[str, ...] = scores.outcomes[asked]
    return two
