"""The finder's form: the questions with the answers given, and a row of weights for each factor."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reviews.finder.questions.answers import Answers
from reviews.finder.questions.choices import FinderQuestion, Weight
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.scoring.factors import BY_KEY, FACTORS, Factor
from reviews.finder.scoring.scores import FrameworkScores

FIRST_QUESTIONS = QUESTIONS[:3]
"""Those that the home page asks."""
MOST_KEPT = 1024
"""How many rows of the form a process keeps."""


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One answer that can be given."""

    key: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class QuestionRow:
    """One question with its answers."""

    key: str
    label: str
    control: str
    """The type of its inputs."""
    options: list[AnswerOption]

    @property
    def answered(self) -> list[str]:
        return [option.label for option in self.options if option.chosen]


@dataclass(frozen=True, slots=True)
class WeightOption:
    """One weight that a factor can have."""

    id: str
    value: str
    """Empty where it is as the answers preset it, so that it follows when they change."""
    label: str
    chosen: bool


@dataclass(frozen=True)
class WeightRow:
    """The weights of one factor."""

    field: str
    name: str
    basis: str
    question: str
    steps: list[WeightOption]
    note: str
    """What the reader should know of this weight; mostly empty."""


def question_rows(answers: Answers) -> list[QuestionRow]:
    return [
        question_row(question.key, tuple(choice.key for asked, choice in answers.chosen if asked is question))
        for question in QUESTIONS
    ]


@lru_cache(MOST_KEPT)
def question_row(key: str, chosen: tuple[str, ...]) -> QuestionRow:
    """Return a question with some answers; kept, since there are few and each is drawn once."""
    question = next(question for question in QUESTIONS if question.key == key)
    options = [AnswerOption(choice.key, choice.label, choice.key in chosen) for choice in question.choices]
    return QuestionRow(key, question.label, "checkbox" if question.several else "radio", options)


def weight_rows(answers: Answers, scores: FrameworkScores | None = None) -> Iterator[WeightRow]:
    """Yield a row for each factor, in their order; ``scores`` tell which can count at all."""
    for factor in FACTORS:
        preset, idle = answers.presets.weights[factor.key], idle_because(factor, answers, scores)
        note, chosen = idle or note_on(factor, answers, preset), answers.changed.get(factor.key, preset)
        yield weight_row(factor.key, preset, chosen, note, is_idle=bool(idle))


def idle_because(factor: Factor, answers: Answers, scores: FrameworkScores | None) -> str:
    """Say why a factor counts nothing whatever weight it has; empty where it can count."""
    if scores and not scores.counts(factor):
        views, recorded = scores.evidence.views(factor), len(scores.frameworks)
        return f"Counts nothing: guides have a view on {views} of {recorded} frameworks, and less than half is too few."
    if factor.sides and factor.key not in answers.presets.sides:
        question = question_on(factor).label
        return f"Counts nothing until you answer “{question}”, because either end can be the better one."
    return ""


@lru_cache(MOST_KEPT)
def weight_row(key: str, preset: int, chosen: int, note: str, *, is_idle: bool) -> WeightRow:
    """Return the weights of a factor; kept, since there are few and each is drawn once."""
    factor, field = BY_KEY[key], f"w-{key}"
    steps = [
        WeightOption(f"{field}-{weight}", "" if weight == preset else f"{weight}", weight.label, weight == chosen)
        for weight in Weight
    ]
    return WeightRow(field, factor.name, factor.basis, factor.question, [] if is_idle else steps, note)


def note_on(factor: Factor, answers: Answers, preset: int) -> str:
    if factor.key in answers.changed:
        return f"Set by you; your answers say {Weight(preset).label.lower()}."
    side = answers.presets.sides.get(factor.key, "")
    return f"Wanted: {factor.sides[side].label}." if side else ""


def question_on(factor: Factor) -> FinderQuestion:
    """Return the last question whose answers say which end of a factor's scale is the better one."""
    return next(
        question for question in reversed(QUESTIONS) if any(factor.key in choice.sides for choice in question.choices)
    )
