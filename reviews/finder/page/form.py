"""The finder's form: the questions with the answers given, and a row of weights for each driver."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviews.finder.answers import Answers
from reviews.finder.questions import QUESTIONS, Question, Weight
from reviews.finder.scoring.factors import FACTORS, Factor

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


@dataclass(frozen=True, slots=True)
class WeightOption:
    """One weight that a driver can have."""

    id: str
    value: str
    """Empty where it is as the answers preset it, so that it follows when they change."""
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class WeightRow:
    """The weights of one driver."""

    field: str
    name: str
    basis: str
    question: str
    steps: list[WeightOption]
    note: str
    """What the reader should know of this weight; mostly empty."""


def question_rows(answers: Answers) -> list[QuestionRow]:
    return [question_row(question, answers) for question in QUESTIONS]


def question_row(question: Question, answers: Answers) -> QuestionRow:
    chosen = answers.choices
    options = [AnswerOption(choice.key, choice.label, choice in chosen) for choice in question.choices]
    return QuestionRow(question.key, question.label, "checkbox" if question.several else "radio", options)


def weight_rows(answers: Answers) -> Iterator[WeightRow]:
    """Yield a row for each driver, in their order."""
    presets = answers.presets
    for driver in FACTORS:
        preset = presets.weights[driver.key]
        aimless = bool(driver.sides) and driver.key not in presets.sides
        yield weight_row(driver, answers, preset, aimless=aimless)


def weight_row(driver: Factor, answers: Answers, preset: int, *, aimless: bool) -> WeightRow:
    chosen = answers.changed.get(driver.key, preset)
    steps = [
        WeightOption(f"w-{driver.key}-{weight}", "" if weight == preset else f"{weight}", weight.label, weight == chosen)
        for weight in Weight
    ]
    note = note_on(driver, answers, preset, aimless=aimless)
    return WeightRow(f"w-{driver.key}", driver.name, driver.basis, driver.question, [] if aimless else steps, note)


def note_on(driver: Factor, answers: Answers, preset: int, *, aimless: bool) -> str:
    if aimless:
        return f"Counts nothing until you answer “{question_on(driver).label}”, because either end can be the better one."
    if driver.key in answers.changed:
        return f"Set by you; your answers say {Weight(preset).label.lower()}."
    side = answers.presets.sides.get(driver.key, "")
    return f"Wanted: {driver.sides[side].label}." if side else ""


def question_on(driver: Factor) -> Question:
    """Return the last question whose answers say which end of a driver's scale is the better one."""
    return next(
        question for question in reversed(QUESTIONS) if any(driver.key in choice.sides for choice in question.choices)
    )
