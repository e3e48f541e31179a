"""What can be searched of the site's sections and of what guides say."""

from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse

from curation.search.documents import DocumentKind, SearchDocument, documents_of, paragraphs
from curation.snapshots.protocol import Snapshot
from reviews import models

SITUATION = DocumentKind("situation", "Situation", "Situations", place=25, named=True)
UNCOMPARED = DocumentKind("not-compared", "Not compared here", "Not compared here", place=28, named=True)
SECTION = DocumentKind("section", "Section", "Sections", place=30, named=True)
TOPIC = DocumentKind("topic", "Topic", "Topics", place=40, named=True)
GUIDE = DocumentKind("guide", "Guide", "Guides", place=48, named=True)
QUESTION = DocumentKind("question", "Question", "Questions", place=50, named=True)
CRITERION = DocumentKind("criterion", "Criterion", "Criteria", place=55, named=True)
USE_CASE = DocumentKind("use-case", "Advice for a project", "Advice for projects", place=60, named=True)
ARGUMENT = DocumentKind("argument", "Argument of a guide", "Arguments of guides", place=120)
RATING = DocumentKind("rating", "Rating by a guide", "Ratings by guides", place=130)
ADVICE = DocumentKind("advice", "Recommendation", "Recommendations", place=135)
STATEMENT = DocumentKind("statement", "Statement held against facts", "Statements held against facts", place=140)
CONFLICT = DocumentKind("conflict", "Disagreement", "Disagreements", place=150)
ANSWER = DocumentKind("answer", "Answer of a guide", "Answers of guides", place=160)
ASSESSMENT = DocumentKind("assessment", "Guide on a resource", "Guides on resources", place=165)

SECTIONS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("situations", "", "Choose by situation", ("situations", "common answers", "which framework for")),
    ("adoption", "", "Adoption", ("popularity", "stars", "most used", "downloads", "contributors", "dependents")),
    ("frameworks", "", "All frameworks", ("frameworks", "list of frameworks", "web framework", "python web framework")),
    ("not-compared", "", "Not compared here", ("missing frameworks", "other frameworks", "why not compared")),
    ("compare", "", "Compare frameworks", ("compare", "comparison", "side by side", "versus")),
    ("finder", "", "Finder", ("which framework", "choose a framework", "best framework", "recommendation", "quiz")),
    ("features", "", "Feature matrix", ("features", "matrix", "feature table")),
    (
        "resources",
        "",
        "Learn",
        ("learning", "tutorial", "course", "book", "beginner", "getting started"),
    ),
    ("guides", "", "The guides", ("sources", "guides", "articles")),
    ("releases", "", "Releases", ("new versions", "changelog", "release calendar", "version history", "end of life")),
    ("disagreements", "", "Where guides disagree", ("disagreements", "conflicts", "contradictions")),
    ("fact-checks", "", "Guides against facts", ("fact checks", "statements", "myths")),
    ("topics", "", "Topics and questions", ("topics", "faq", "questions")),
    ("tasks", "", "The same task in every framework", ("code", "examples", "hello world", "code samples")),
    ("method", "", "Method", ("how it works", "about", "definitions", "scales", "how guides are coded")),
    ("method", "#finder", "How the finder counts", ("weights", "scoring", "ranking", "algorithm")),
    ("method", "#dates", "Dates and checks", ("staleness", "outdated", "freshness")),
    ("method", "#licence", "Licence, money", ("licence of this site", "affiliate", "who pays", "adverts")),
    ("quality", "", "How well founded it is", ("quality", "coverage", "gaps", "evidence")),
    ("api-policy", "", "The API", ("api of this site", "data", "download", "dataset", "json")),
)
"""View, place on its page, name and other names of the pages that are no row."""


@documents_of(SECTION)
def sections(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for view, place, name, others in SECTIONS:
        yield SearchDocument(name, f"{reverse(view)}{place}", other_names=others)


@documents_of(SITUATION)
def situations(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.CommonSituation):
        yield SearchDocument(row.name, row.get_absolute_url(), row.audience, (row.question, row.slug))


@documents_of(UNCOMPARED)
def not_compared(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.UncomparedFramework):
        text = paragraphs(row.what, row.reason, row.instead)
        yield SearchDocument(row.name, row.place, text, tuple(filter(None, (row.pk, row.package_id))))


@documents_of(TOPIC)
def topics(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Topic):
        yield SearchDocument(row.title, row.get_absolute_url(), row.introduction, (row.slug,))


@documents_of(GUIDE)
def guides(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Guide, joined=["source"]):
        text = paragraphs(f"{row.source.name}.", row.author, row.form, row.audience, row.dated, row.commercial_interest)
        yield SearchDocument(row.voice, row.get_absolute_url(), text, (row.code, row.source.name, row.author))


@documents_of(QUESTION)
def questions(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Question, joined=["topic"]):
        address = f"{row.topic.get_absolute_url()}#{row.name}"
        yield SearchDocument(row.text, address, row.note, about=row.topic.title)


@documents_of(CRITERION)
def criteria(snapshot: Snapshot) -> Iterator[SearchDocument]:
    levels = defaultdict(list)
    for level in snapshot.rows(models.Level):
        levels[level.criterion_id].append(f"{level.label}: {level.meaning}." if level.meaning else f"{level.label}.")
    for row in snapshot.rows(models.Criterion):
        text = paragraphs(row.question, row.definition, row.caveat, " ".join(levels[row.pk]))
        yield SearchDocument(row.name, f"{reverse('method')}#{row.pk}", text, (row.pk,))


@documents_of(USE_CASE)
def use_cases(snapshot: Snapshot) -> Iterator[SearchDocument]:
    """What guides recommend for a sort of project; it leads to the first recommendation for it."""
    advice: dict[models.UseCase, list[models.Recommendation]] = defaultdict(list)
    for row in snapshot.rows(models.Recommendation, joined=["use_case"]):
        if row.use_case:
            advice[row.use_case].append(row)
    for use_case, rows in advice.items():
        text = paragraphs(*(row.situation for row in rows))
        yield SearchDocument(use_case.name, rows[0].get_absolute_url(), text, (use_case.pk,))


@documents_of(ARGUMENT)
def arguments(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Remark, joined=["guide", "framework", "resource", "point"]):
        subject = row.framework or row.resource
        text = paragraphs(row.text, row.point.text if row.point else "")
        name = f"{subject}: {row.get_polarity_display().lower()}"
        yield SearchDocument(name, row.get_absolute_url(), text, about=row.guide.voice)


@documents_of(RATING)
def ratings(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Rating, joined=["guide", "framework", "criterion"]):
        text = paragraphs(f"{row.in_short}." if row.label else "", row.summary)
        name = f"{row.framework.name}: {row.criterion.name}"
        yield SearchDocument(name, row.get_absolute_url(), text, about=row.guide.voice)


@documents_of(ADVICE)
def advice(snapshot: Snapshot) -> Iterator[SearchDocument]:
    picks = defaultdict(list)
    for pick in snapshot.rows(models.Pick, joined=["framework"]):
        picks[pick.recommendation_id].append(f"{pick.framework.name}: {pick.get_role_display().lower()}.")
    for row in snapshot.rows(models.Recommendation, joined=["guide"]):
        text = paragraphs(" ".join(picks[row.pk]), row.reason)
        yield SearchDocument(row.situation, row.get_absolute_url(), text, about=row.guide.voice)


@documents_of(STATEMENT)
def statements(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Statement, joined=["guide"]):
        text = paragraphs(row.reason)
        yield SearchDocument(
            row.text, row.get_absolute_url(), text, about=f"{row.guide.voice}: {row.get_verdict_display()}"
        )


@documents_of(CONFLICT)
def conflicts(snapshot: Snapshot) -> Iterator[SearchDocument]:
    sides = defaultdict(list)
    for side in snapshot.rows(models.Side, joined=["guide"]):
        sides[side.conflict_id].append(f"{side.guide.voice}: {side.text}")
    for row in snapshot.rows(models.Conflict):
        yield SearchDocument(row.title, row.get_absolute_url(), paragraphs(row.text, *sides[row.pk]))


@documents_of(ANSWER)
def answers(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Answer, joined=["guide", "question"]):
        text = paragraphs(row.text, *row.points)
        yield SearchDocument(row.question.text, row.get_absolute_url(), text, about=row.guide.voice)


@documents_of(ASSESSMENT)
def assessments(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(models.Assessment, joined=["guide", "resource", "criterion"]):
        name = f"{row.resource.name}: {row.criterion.name}"
        yield SearchDocument(
            name, row.get_absolute_url(), paragraphs(f"{row.in_short}.", row.summary), about=row.guide.voice
        )
