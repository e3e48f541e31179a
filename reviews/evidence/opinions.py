"""The cards of what guides say: ratings, assessments, remarks, recommendations and answers."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.urls import reverse

from curation.snapshots.protocol import Snapshot
from frameworks.models import Framework, LearningResource
from reviews.evidence.card import Card, Detail, Item, RelatedLine, checked, detail, get_row, guide_details, stated
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.models import (
    Answer,
    Assessment,
    Basis,
    Criterion,
    Level,
    Pick,
    Point,
    Polarity,
    Question,
    Rating,
    Recommendation,
    Remark,
    RemarkBasis,
    Role,
    Stated,
    Topic,
    UseCase,
)

Said = TypeVar("Said", Rating, Remark, Recommendation, Answer)

OPINION = "Guide opinion"
STANCES = {Polarity.FOR: "for", Polarity.AGAINST: "against", Polarity.NEUTRAL: "in passing on"}


def rating_card(snapshot: Snapshot, rating: Rating, voices: GuidesByCode) -> Card:
    framework, criterion = (
        get_row(snapshot, Framework, rating.framework_id),
        get_row(snapshot, Criterion, rating.criterion_id),
    )
    levels = {row.pk: row for row in snapshot.rows(Level, criterion=criterion.pk)}
    value = level_of(rating, levels)
    same = snapshot.rows(Rating, framework=framework.pk, criterion=criterion.pk)
    return Card(
        claim=f"{framework.name}, {criterion.name.lower()}: {value.lower()}",
        kind=OPINION,
        nav="sources",
        citation=voices.citation(rating.guide_id, rating.pk),
        words=rating.summary,
        details=[
            *guide_details(voices, rating.guide_id, rating.locator),
            *rating_details(snapshot, rating, levels),
            checked(rating.second_checked),
        ],
        heading="The other guides on this",
        lines=others(rating, same, voices, lambda row: (level_of(row, levels), row.summary)),
        links=[
            Item("All guides on this", f"{framework.get_absolute_url()}guides/#ratings"),
            Item("Why this level", f"{reverse('method')}#{criterion.pk}"),
            voice_link(voices, rating.guide_id),
        ],
    )


def level_of(rating: Rating, levels: dict[str, Level]) -> str:
    """Return a rating's level in words, the guide's own where it is on no scale."""
    level = levels.get(rating.level_id or "")
    return level.label if level else rating.label or "no level named"


def wording(row: Rating | Assessment) -> str:
    """Say whose words a label is in; a rating’s may be the guide’s, and still wait for a second reader."""
    return "Its own wording" if row.quoted else "In short"


def rating_details(snapshot: Snapshot, rating: Rating, levels: dict[str, Level]) -> list[Detail]:
    scale = sorted((level for level in levels.values() if level.rank), key=lambda level: level.rank or 0)
    level = levels.get(rating.level_id or "")
    basis = Basis(rating.basis).label if level else "no level; its words stand alone"
    shared = get_row(snapshot, Framework, rating.shared_with_id).name if rating.shared_with_id else ""
    return stated(
        [
            (wording(rating), rating.label),
            ("Level", f"{level.label}, {basis[0].lower()}{basis[1:]}" if level else basis),
            ("Meaning of the level", level.meaning if level else ""),
            ("Scale", " < ".join(step.label for step in scale)),
            ("Said", Stated(rating.stated).label.lower()),
            ("Applies to", rating.applies_to),
            ("Relative to", rating.relative_to),
            ("Said of both", shared),
            ("Limit", "the guide adds a limit to it" if rating.qualified else ""),
            ("Weight", "thin: the text behind it is weak" if rating.thin else ""),
        ]
    )


def assessment_card(snapshot: Snapshot, assessment: Assessment, voices: GuidesByCode) -> Card:
    resource = get_row(snapshot, LearningResource, assessment.resource_id)
    criterion = get_row(snapshot, Criterion, assessment.criterion_id)
    return Card(
        claim=f"{resource.name}, {criterion.name.lower()}: {assessment.label}",
        kind=OPINION,
        nav="learn",
        citation=voices.citation(assessment.guide_id, assessment.pk),
        words=assessment.summary,
        details=[
            *guide_details(voices, assessment.guide_id, assessment.locator),
            detail(wording(assessment), assessment.label),
            checked(assessment.second_checked),
        ],
        links=[Item(resource.name, resource.get_absolute_url()), voice_link(voices, assessment.guide_id)],
    )


def remark_card(snapshot: Snapshot, remark: Remark, voices: GuidesByCode) -> Card:
    subject = subject_of(snapshot, remark)
    criterion = get_row(snapshot, Criterion, remark.criterion_id).name if remark.criterion_id else ""
    point = get_row(snapshot, Point, remark.point_id) if remark.point_id else None
    same = snapshot.rows(Remark, point=point.pk) if point else []
    return Card(
        claim=f"{voices.guides[remark.guide_id].voice} {STANCES[Polarity(remark.polarity)]} {subject.name}",
        kind=OPINION,
        nav="learn" if remark.resource_id else "sources",
        citation=voices.citation(remark.guide_id, remark.pk),
        words=remark.text,
        details=[
            *guide_details(voices, remark.guide_id, remark.locator),
            *stated([("Stands", RemarkBasis(remark.basis).label.lower()), ("Matter", criterion)]),
            *stated([("Counted as", point.text if point else ""), ("Why", point.reason if point else "")]),
            checked(remark.second_checked),
        ],
        heading="Where else this point is made",
        lines=others(remark, same, voices, lambda row: (voices.guides[row.guide_id].voice, row.text)),
        links=[
            Item(f"All remarks on {subject.name}", f"{subject.get_absolute_url()}#arguments"),
            voice_link(voices, remark.guide_id),
        ],
    )


def subject_of(snapshot: Snapshot, remark: Remark) -> Framework | LearningResource:
    if remark.resource_id:
        return get_row(snapshot, LearningResource, remark.resource_id)
    return get_row(snapshot, Framework, remark.framework_id or "")


def recommendation_card(snapshot: Snapshot, advice: Recommendation, voices: GuidesByCode) -> Card:
    use_case = get_row(snapshot, UseCase, advice.use_case_id) if advice.use_case_id else None
    same = snapshot.rows(Recommendation, use_case=use_case.pk) if use_case else []
    return Card(
        claim=f"What to use: {advice.situation}",
        kind=OPINION,
        nav="sources",
        citation=voices.citation(advice.guide_id, advice.pk),
        words=advice.reason,
        details=[
            *picks_of(snapshot, advice),
            *guide_details(voices, advice.guide_id, advice.locator),
            *stated([("Stands in", advice.place), ("Said", Stated(advice.stated).label.lower())]),
            checked(advice.second_checked),
        ],
        heading=f"Other guides on the same sort of project: {use_case.name}" if use_case else "",
        lines=others(advice, same, voices, lambda row: (row.situation, row.reason)),
        links=[voice_link(voices, advice.guide_id)],
    )


def picks_of(snapshot: Snapshot, advice: Recommendation) -> list[Detail]:
    picked: dict[str, list[Item]] = defaultdict(list)
    for pick in snapshot.rows(Pick, joined=["framework"], recommendation=advice.pk):
        picked[pick.role].append(Item(pick.framework.name, pick.framework.get_absolute_url()))
    return [Detail(label, picked[role]) for role, label in Role.choices if role in picked]


def answer_card(snapshot: Snapshot, answer: Answer, voices: GuidesByCode) -> Card:
    question = get_row(snapshot, Question, answer.question_id)
    topic = get_row(snapshot, Topic, question.topic_id)
    same = snapshot.rows(Answer, question=question.pk)
    return Card(
        claim=question.text,
        kind=OPINION,
        nav="sources",
        citation=voices.citation(answer.guide_id, answer.pk),
        words=answer.text,
        details=[
            *stated(answer.labelled),
            *guide_details(voices, answer.guide_id, answer.locator),
        ],
        heading="Other answers",
        lines=others(answer, same, voices, lambda row: (voices.guides[row.guide_id].voice, row.text)),
        links=[
            Item(topic.title, f"{topic.get_absolute_url()}#{question.name}"),
            voice_link(voices, answer.guide_id),
        ],
    )


def others(
    row: Said, same: Iterable[Said], voices: GuidesByCode, tell: Callable[[Said], tuple[str, str]]
) -> list[RelatedLine]:
    """Return what else is said of the same matter, each with its source."""
    return [RelatedLine(*tell(each), voices.citation(each.guide_id, each.pk)) for each in same if each.pk != row.pk]


def voice_link(voices: GuidesByCode, guide: str) -> Item:
    return Item(f"All that {voices.guides[guide].voice} says", voices.guides[guide].get_absolute_url())
