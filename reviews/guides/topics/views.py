from collections import Counter

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import accepts, as_of
from curation.web.suggestions import find
from frameworks.models import Framework
from reviews.guides.opinions.guides_by_code import read_guides_by_code
from reviews.guides.opinions.rulings import read_rulings
from reviews.guides.topics.exports import topic_data, topic_list_data
from reviews.guides.topics.headings import all_asked, frameworks_named, headings_of
from reviews.models import Answer, Question, Topic


@alternates(topic_list_data)
@require_safe
@accepts("as-of")
def topic_list(request: SnapshotRequest) -> HttpResponse:
    """The matters beyond single frameworks, with their questions."""
    questions = request.snapshot.rows(Question)
    answers = Counter(answer.question_id for answer in request.snapshot.rows(Answer))
    topics = [
        (topic, [(row, answers[row.pk]) for row in questions if row.topic_id == topic.pk])
        for topic in request.snapshot.rows(Topic)
    ]
    sections = [(topic.slug, topic.title) for topic, _questions in topics]
    context = {"topics": topics, "sections": sections}
    return TemplateResponse(request, "guides/topics/list/page.html", context | as_of(request))


@alternates(topic_data)
@require_safe
@accepts("as-of")
def topic_detail(request: SnapshotRequest, slug: str) -> HttpResponse:
    """One matter: each question with the guides' answers side by side."""
    snapshot = request.snapshot
    topics = snapshot.rows(Topic)
    topic = find("topic", topics, slug)
    questions = snapshot.rows(Question, topic=topic.pk)
    answers = snapshot.rows(Answer, question__in=[question.pk for question in questions])
    headings = headings_of(questions, answers, read_guides_by_code(snapshot))
    context = {
        "topic": topic,
        "headings": headings,
        "sections": [(question.name, question.text) for question in questions],
        "rulings": read_rulings(snapshot),
        "examples": frameworks_named(headings, snapshot.rows(Framework)),
        "is_faq": all_asked(headings),
        "others": [row for row in topics if row is not topic],
    }
    return TemplateResponse(request, "guides/topics/detail/page.html", context | as_of(request))
