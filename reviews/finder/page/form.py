"""The finder's form: the questions with the answers given, and a row of weights for each factor."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviews.finder.answers import Answers
from reviews.finder.choices import FinderQuestion, Weight
from reviews.finder.questions import QUESTIONS
from reviews.finder.scoring.factors import FACTORS, Factor
from reviews.finder.scoring.scores import FrameworkScores

FIRST_QUESTIONS = QUESTIONS[:3]
"""Those that the home page asks."""


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One answer that can be given."""

    key: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    return [question_row(question, answers) for question in QUESTIONS]


def question_row(question: FinderQuestion, answers: Answers) -> QuestionRow:
    chosen = answers.choices
    options = [AnswerOption(choice.key, choice.label, choice in chosen) for choice in question.choices]
    return QuestionRow(question.key, question.label, "checkbox" if question.several else "radio", options)


def weight_rows(answers: Answers, scores: FrameworkScores | None = None) -> Iterator[WeightRow]:
    """Yield a row for each factor, in their order; ``scores`` tell which can count at all."""
    for factor in FACTORS:
        yield weight_row(factor, answers, idle_because(factor, answers, scores))


def idle_because(factor: Factor, answers: Answers, scores: FrameworkScores | None) -> str:
    """Say why a factor counts nothing whatever weight it has; empty where it can count."""
    if scores and not scores.counts(factor):
        views, recorded = scores.evidence.views(factor), len(scores.frameworks)
        return f"Counts nothing: guides have a view on {views} of {recorded} frameworks, and less than half is too few."
    if factor.sides and factor.key not in answers.presets.sides:
        question = question_on(factor).label
        return f"Counts nothing until you answer “{question}”, because either end can be the better one."
    return ""


def weight_row(factor: Factor, answers: Answers, idle: str) -> WeightRow:
    preset = answers.presets.weights[factor.key]
    chosen = answers.changed.get(factor.key, preset)
    steps = [
        WeightOption(
            f"w-{factor.key}-{weight}", "" if weight == preset else f"{weight}", weight.label, weight == chosen
        )
        for weight in Weight
    ]
    note = idle or note_on(factor, answers, preset)
    return WeightRow(f"w-{factor.key}", factor.name, factor.basis, factor.question, [] if idle else steps, note)


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
