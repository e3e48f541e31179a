from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import Record, RecordRequest
from curation.web.exports.views import alternates
from curation.web.filters.applied import as_of
from curation.web.querystrings import accepts
from curation.web.suggestions import find
from frameworks.models import Framework, LearningResource, Source
from reviews.guides.detail import (
    Names,
    Said,
    advice_of,
    checks_of,
    framework_subjects,
    resource_subjects,
    verdict_counts,
)
from reviews.guides.exports import guide_data, guide_list_data, guide_topics_data
from reviews.guides.list import Claims, guide_entries, source_groups, technologies_named
from reviews.guides.topics.headings import topics_answered
from reviews.models import (
    Answer,
    Assessment,
    Criterion,
    Extent,
    Guide,
    Level,
    Mention,
    Pick,
    Rating,
    Recommendation,
    Remark,
    Side,
    Statement,
    Technology,
)
from reviews.opinions.citations import guide_chip
from reviews.opinions.rulings import read_rulings


@alternates(guide_list_data)
@require_safe
@accepts("as-of")
def guide_list(request: RecordRequest) -> HttpResponse:
    """The guides, what else the catalogue was read from, and the technologies the guides name."""
    record = request.record
    guides, sources = record.rows(Guide), record.rows(Source)
    claims = Claims(
        ratings=record.values(Rating, "guide_id", "framework_id"),
        remarks=record.values(Remark, "guide_id", "framework_id"),
        recommendations=record.values(Recommendation, "guide_id"),
        statements=record.values(Statement, "guide_id", "framework_id"),
    )
    context = {
        "entries": guide_entries(guides, {row.pk: row for row in sources}, claims),
        "groups": source_groups(sources),
        "technologies": technologies_named(record.rows(Technology), record.rows(Mention), guides),
    }
    return TemplateResponse(request, "guides/list/page.html", context | as_of(request))


@alternates(guide_data)
@require_safe
@accepts("as-of")
def guide_detail(request: RecordRequest, key: str) -> HttpResponse:
    """One guide: who speaks, and what it says of every framework and resource."""
    record = request.record
    guide = find_guide(record, key)
    said = Said(record.rows(Rating, guide=key), record.rows(Assessment, guide=key), record.rows(Remark, guide=key))
    names = read_names(record)
    advice, statements = record.rows(Recommendation, guide=key), record.rows(Statement, guide=key)
    checks = checks_of(statements, names.frameworks)
    context = {
        "subjects": framework_subjects(said, names),
        "resources": resource_subjects(said, names),
        "advice": advice_of(advice, record.rows(Pick, recommendation__in=[row.pk for row in advice]), names),
        "checks": checks,
        "doubted": [one for one in checks if not one.holds],
        "held": [one for one in checks if one.holds],
        "verdicts": verdict_counts(statements),
        "said": said,
        "rulings": read_rulings(record),
    }
    return TemplateResponse(request, "guides/detail/page.html", about(guide) | context | as_of(request))


@alternates(guide_topics_data)
@require_safe
@accepts("as-of")
def guide_topics(request: RecordRequest, key: str) -> HttpResponse:
    """What one guide says beyond single frameworks: its answers, its contradictions, the technologies it names.

    It is a page of its own because one page for both would cost more than 25 times what an empty one does.
    """
    record = request.record
    guide = find_guide(record, key)
    sides = record.rows(Side, joined=["conflict"], guide=key)
    within = {side.conflict_id: side.conflict for side in sides if side.conflict.extent == Extent.WITHIN}
    context = {
        "topics": topics_answered(record.rows(Answer, joined=["question__topic"], guide=key)),
        "conflicts": within.values(),
        "rulings": read_rulings(record),
        "technologies": [row.technology for row in record.rows(Mention, joined=["technology"], guide=key)],
    }
    return TemplateResponse(request, "guides/topics/page.html", about(guide) | context | as_of(request))


def find_guide(record: Record, key: str) -> Guide:
    """Return the public guide of this key with its source; one query."""
    return find("guide", record.rows(Guide, joined=["source"]), key, by="key")


def about(guide: Guide) -> dict[str, object]:
    """Return what both pages of a guide say of it."""
    chip = guide_chip(guide, guide.source, guide.get_absolute_url())
    return {"guide": guide, "source": guide.source, "chip": chip}


def read_names(record: Record) -> Names:
    """Read what claims refer to; four queries."""
    return Names(
        frameworks={row.pk: row for row in record.rows(Framework)},
        resources={row.pk: row for row in record.rows(LearningResource)},
        criteria={row.pk: row for row in record.rows(Criterion)},
        levels={row.pk: row for row in record.rows(Level)},
    )
