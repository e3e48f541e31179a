"""Topics: questions with the guides' answers side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frameworks.claims.citations import Citation
from frameworks.models import Framework
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.models import Answer, Guide, Question, Topic


@dataclass(frozen=True, slots=True)
class GuideAnswers:
    """All that one guide says under a question."""

    guide: Guide
    answers: list[tuple[Answer, Citation]]

    @property
    def text(self) -> str:
        return " ".join(answer.text for answer, _citation in self.answers)


@dataclass(frozen=True, slots=True)
class Heading:
    """A question with the guides that answer it, in the order of the guides."""

    question: Question
    by_guide: list[GuideAnswers]
    silent: list[Guide]

    @property
    def answered(self) -> str:
        """All the answers in one text, each guide's after its name."""
        return "".join(f"{answered.guide.voice}: {answered.text} " for answered in self.by_guide)


def headings_of(questions: Iterable[Question], answers: Iterable[Answer], voices: GuidesByCode) -> list[Heading]:
    by_question = grouped_by_question(answers)
    return [heading_of(question, by_question.get(question.pk, []), voices) for question in questions]


def heading_of(question: Question, answers: Sequence[Answer], voices: GuidesByCode) -> Heading:
    speaking = {answer.guide_id for answer in answers}
    return Heading(
        question,
        [
            GuideAnswers(guide, [(row, voices.citation(key, row.pk)) for row in answers if row.guide_id == key])
            for key, guide in voices.guides.items()
            if key in speaking
        ],
        [guide for key, guide in voices.guides.items() if key not in speaking],
    )


def all_asked(headings: Sequence[Heading]) -> bool:
    """Tell whether a topic is a list of questions that guides themselves ask and answer."""
    return bool(headings) and all(heading.question.text.endswith("?") and heading.by_guide for heading in headings)


def frameworks_named(headings: Iterable[Heading], frameworks: Iterable[Framework]) -> list[Framework]:
    """Return the frameworks that the answers give as examples."""
    examples = [
        {part.strip().casefold() for part in text.split(",")}
        for heading in headings
        for answered in heading.by_guide
        for answer, _citation in answered.answers
        for label, text in answer.labelled
        if label == "Examples"
    ]
    named = set().union(*examples)
    return [framework for framework in frameworks if framework.name.casefold() in named]


def topics_answered(answers: Iterable[Answer]) -> list[tuple[Topic, list[tuple[Question, list[Answer]]]]]:
    """Return a guide's answers, which came with their questions and topics, under these."""
    by_topic: dict[str, tuple[Topic, list[tuple[Question, list[Answer]]]]] = {}
    for members in sorted(grouped_by_question(answers).values(), key=lambda rows: rows[0].question.position):
        question = members[0].question
        by_topic.setdefault(question.topic_id, (question.topic, []))[1].append((question, members))
    return sorted(by_topic.values(), key=lambda pair: (pair[0].position, pair[0].title))


def grouped_by_question(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(answer.question_id, []).append(answer)
    return groups
