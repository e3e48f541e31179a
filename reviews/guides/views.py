from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import accepts, as_of
from curation.web.suggestions import find
from frameworks.models import Source
from reviews.guides.detail import GuideClaims, advice_of, framework_subjects, resource_subjects, verdict_counts
from reviews.guides.exports import guide_data, guide_list_data, guide_topics_data
from reviews.guides.list import guide_entries, source_groups, technologies_named
from reviews.guides.opinions.citations import guide_citation
from reviews.guides.opinions.rulings import read_rulings
from reviews.guides.topics.headings import topics_answered
from reviews.models import (
    Answer,
    Assessment,
    Extent,
    Guide,
    Mention,
    Pick,
    Rating,
    Recommendation,
    Remark,
    Side,
    Statement,
    Technology,
    Verdict,
)


@alternates(guide_list_data)
@require_safe
@accepts("as-of")
def guide_list(request: SnapshotRequest) -> HttpResponse:
    """The guides, what else the catalogue was read from, and the technologies the guides name."""
    snapshot = request.snapshot
    guides = snapshot.rows(Guide, joined=["source"])
    claims = {
        "ratings": snapshot.values(Rating, "guide_id", "framework_id"),
        "remarks": snapshot.values(Remark, "guide_id", "framework_id"),
        "recommendations": [(guide, None) for (guide,) in snapshot.values(Recommendation, "guide_id")],
        "statements": snapshot.values(Statement, "guide_id", "framework_id"),
    }
    context = {
        "entries": guide_entries(guides, claims),
        "groups": source_groups(snapshot.rows(Source)),
        "technologies": technologies_named(snapshot.rows(Technology), snapshot.rows(Mention), guides),
    }
    return TemplateResponse(request, "guides/list/page.html", context | as_of(request))


@alternates(guide_data)
@require_safe
@accepts("as-of")
def guide_detail(request: SnapshotRequest, key: str) -> HttpResponse:
    """One guide: who speaks, and what it says of every framework and resource."""
    context = about(request.snapshot, key) | request.snapshot.once(read_guide, key) | as_of(request)
    return TemplateResponse(request, "guides/detail/page.html", context)


def read_guide(snapshot: Snapshot, key: str) -> dict[str, object]:
    """Return what one guide says; seven queries."""
    claims = GuideClaims(
        snapshot.rows(Rating, joined=["framework", "criterion", "level"], guide=key),
        snapshot.rows(Assessment, joined=["resource", "criterion"], guide=key),
        snapshot.rows(Remark, joined=["framework", "resource"], guide=key),
    )
    advice, statements = snapshot.rows(Recommendation, guide=key), snapshot.rows(Statement, ["framework"], guide=key)
    picks = snapshot.rows(Pick, joined=["framework"], recommendation__in=[row.pk for row in advice])
    return {
        "subjects": framework_subjects(claims),
        "resources": resource_subjects(claims),
        "advice": advice_of(advice, picks),
        "statements": statements,
        "doubted": [row for row in statements if row.verdict != Verdict.HOLDS],
        "held": [row for row in statements if row.verdict == Verdict.HOLDS],
        "verdicts": verdict_counts(statements),
        "claims": claims,
        "rulings": read_rulings(snapshot),
    }


@alternates(guide_topics_data)
@require_safe
@accepts("as-of")
def guide_topics(request: SnapshotRequest, key: str) -> HttpResponse:
    """What one guide says beyond single frameworks: its answers, its contradictions, the technologies it names.

    It is a page of its own because one page for both would cost more than 25 times what an empty one does.
    """
    snapshot = request.snapshot
    subject = about(snapshot, key)
    sides = snapshot.rows(Side, joined=["conflict"], guide=key)
    within = {side.conflict_id: side.conflict for side in sides if side.conflict.extent == Extent.WITHIN}
    topics = topics_answered(snapshot.rows(Answer, joined=["question__topic"], guide=key))
    context = {
        "topics": topics,
        "sections": [(topic.key, topic.title) for topic, _questions in topics],
        "conflicts": within.values(),
        "rulings": read_rulings(snapshot),
        "technologies": [row.technology for row in snapshot.rows(Mention, joined=["technology"], guide=key)],
    }
    return TemplateResponse(request, "guides/detail/topics/page.html", subject | context | as_of(request))


def about(snapshot: Snapshot, key: str) -> dict[str, object]:
    """Return what both pages of a guide say of it; one query."""
    guide = find("guide", snapshot.rows(Guide, joined=["source"]), key, by="key")
    citation = guide_citation(guide, guide.source, guide.get_absolute_url())
    return {"guide": guide, "source": guide.source, "guide_citation": citation}
