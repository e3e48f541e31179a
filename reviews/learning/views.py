from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.filters.applied import dropped, removable
from curation.web.querystrings import accepts, as_of
from curation.web.suggestions import find
from frameworks.claims.citations import Citation
from frameworks.filters.rows import ResourceFilter
from frameworks.models import Framework, LearningResource, ResourceFramework, SupportWindow
from reviews.guides.opinions.guides_by_code import GuidesByCode, read_guides_by_code
from reviews.guides.opinions.rulings import read_rulings
from reviews.learning.citations import resource_citations
from reviews.learning.exports import resource_data, resource_list_data
from reviews.learning.listing import (
    ResourceEntry,
    ResourceList,
    ResourceRows,
    beside,
    comparison_of,
    entries_of,
    facets_of,
    listing_of,
    paths_by_framework,
)
from reviews.learning.taught import Taught, taught
from reviews.models import Assessment, Criterion, Polarity, Remark, Subject


@alternates(resource_list_data)
@require_safe
@accepts(*ResourceFilter.names(), "as-of", repeated=ResourceFilter.repeatable())
def resource_list(request: SnapshotRequest) -> HttpResponse:
    """The places to learn, with filters and the comparison that the guides give."""
    snapshot = request.snapshot
    voices = read_guides_by_code(snapshot)
    rows = read_resources(snapshot)
    filters = ResourceFilter(request.GET, request=request, known=rows.known)
    kept = filters.keep(rows.resources)
    listing = listing_of(entries_of(rows, resource_citations(rows.resources, voices)), kept)
    context = {
        "filters": filters,
        "facets": facets_of(filters, rows.resources),
        "applied": removable(filters, request.GET),
        "dropped": dropped(filters, rows.resources, request.GET),
        "listing": listing,
        "paths": paths_by_framework(listing.entries),
    }
    return TemplateResponse(
        request, "learning/list/page.html", context | assessment_context(snapshot, listing, voices) | as_of(request)
    )


def assessment_context(snapshot: Snapshot, listing: ResourceList, voices: GuidesByCode) -> dict[str, object]:
    """Return what guides say of the resources that they assess side by side; two queries."""
    criteria, assessments = snapshot.rows(Criterion, subject=Subject.RESOURCE), snapshot.rows(Assessment)
    assessed = {row.resource_id for row in assessments}
    resources = [entry.resource for entry in listing.kept if entry.resource.pk in assessed]
    return {
        "resources": resources,
        "comparison": comparison_of(resources, criteria, assessments, voices),
        "only_voice": only_voice(assessments, voices),
    }


def only_voice(assessments: list[Assessment], voices: GuidesByCode) -> Citation | None:
    """Return the citation of the guide that says all of it, leading to the guide; None where several speak."""
    keys = {row.guide_id for row in assessments}
    return voices.page_citations[keys.pop()] if len(keys) == 1 else None


def read_resources(snapshot: Snapshot) -> ResourceRows:
    """Read all resources with their sources, the frameworks and which covers which; three queries."""
    resources = snapshot.rows(LearningResource, joined=["source"])
    return ResourceRows(resources, snapshot.rows(ResourceFramework), snapshot.rows(Framework))


@alternates(resource_data)
@require_safe
@accepts("as-of")
def resource_detail(request: SnapshotRequest, slug: str) -> HttpResponse:
    """One place to learn: what it is and what the guides say of it."""
    snapshot = request.snapshot
    voices, rows = read_guides_by_code(snapshot), read_resources(snapshot)
    resource = find("learning resource", rows.resources, slug)
    entries = entries_of(rows, resource_citations(rows.resources, voices))
    entry = next(each for each in entries if each.resource == resource)
    criteria, assessments = (
        snapshot.rows(Criterion, subject=Subject.RESOURCE),
        snapshot.rows(Assessment, resource=resource.pk),
    )
    context = {
        "entry": entry,
        "remarks": read_remarks(snapshot, resource, voices),
        "comparison": comparison_of([resource], criteria, assessments, voices),
        "rulings": read_rulings(snapshot),
        "covers": read_taught(snapshot, entry, rows),
        "others": beside(entry, entries),
    }
    return TemplateResponse(request, "learning/detail/page.html", context | as_of(request))


def read_remarks(
    snapshot: Snapshot, resource: LearningResource, voices: GuidesByCode
) -> dict[str, list[tuple[Remark, Citation]]]:
    """Return what guides say for, against and in passing on a resource, by polarity; one query."""
    remarks = [(row, voices.citation(row.guide_id, row.pk)) for row in snapshot.rows(Remark, resource=resource.pk)]
    return {polarity.value: [pair for pair in remarks if pair[0].polarity == polarity] for polarity in Polarity}


def read_taught(snapshot: Snapshot, entry: ResourceEntry, rows: ResourceRows) -> list[Taught]:
    """Return the frameworks that a resource covers, each with the version taught; one query."""
    covers = [row for row in rows.covers if row.resource_id == entry.resource.pk]
    windows = snapshot.rows(SupportWindow, framework__in=[framework.pk for framework in entry.frameworks])
    return taught(entry.frameworks, covers, windows, snapshot.day or today())
