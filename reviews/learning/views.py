from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.snapshots.protocol import Record, RecordRequest
from curation.web.exports.views import alternates
from curation.web.filters.applied import as_of, dropped, removable
from curation.web.querystrings import accepts
from curation.web.suggestions import find
from frameworks.citations import Chip
from frameworks.filters.rows import ResourceFilter
from frameworks.models import Framework, LearningResource, ResourceFramework, SupportWindow
from reviews.learning.citations import resource_chips
from reviews.learning.exports import resource_data, resource_list_data
from reviews.learning.listing import Entry, Rows, comparison_of, entries_of, facets_of, listing_of, paths_by_framework
from reviews.learning.taught import Taught, taught
from reviews.models import Assessment, Criterion, Polarity, Remark, Subject
from reviews.opinions.citations import guide_chip
from reviews.opinions.guides_by_code import Voices, read_voices
from reviews.opinions.rulings import read_rulings


@alternates(resource_list_data)
@require_safe
@accepts(*ResourceFilter.names(), "as-of", repeated=ResourceFilter.repeatable())
def resource_list(request: RecordRequest) -> HttpResponse:
    """The places to learn, with filters and the comparison that the guides give."""
    record = request.record
    voices = read_voices(record)
    rows = read_resources(record)
    filters = ResourceFilter(request.GET, request=request, known=rows.known)
    kept = filters.keep(rows.resources)
    listing = listing_of(entries_of(rows, resource_chips(rows.resources, voices)), kept)
    context = {
        "filters": filters,
        "facets": facets_of(filters, rows.resources),
        "applied": removable(filters, request.GET),
        "dropped": dropped(filters, rows.resources, request.GET),
        "listing": listing,
        "paths": paths_by_framework(listing.entries),
    }
    return TemplateResponse(
        request, "learning/list/page.html", context | said_context(record, kept, voices) | as_of(request)
    )


def said_context(record: Record, resources: list[LearningResource], voices: Voices) -> dict[str, object]:
    """Return what guides say of these resources side by side; two queries."""
    criteria, said = record.rows(Criterion, subject=Subject.RESOURCE), record.rows(Assessment)
    return {
        "resources": resources,
        "comparison": comparison_of(resources, criteria, said, voices),
        "only_voice": only_voice(said, voices),
    }


def only_voice(said: list[Assessment], voices: Voices) -> Chip | None:
    """Return the chip of the guide that says all of it, leading to the guide; None where several speak."""
    keys = {row.guide_id for row in said}
    if len(keys) != 1:
        return None
    guide = voices.guides[keys.pop()]
    return guide_chip(guide, voices.source(guide.pk), guide.get_absolute_url())


def read_resources(record: Record) -> Rows:
    """Read all resources with their sources, the frameworks and which covers which; three queries."""
    resources = record.rows(LearningResource, joined=["source"])
    return Rows(resources, record.rows(ResourceFramework), record.rows(Framework))


@alternates(resource_data)
@require_safe
@accepts("as-of")
def resource_detail(request: RecordRequest, slug: str) -> HttpResponse:
    """One place to learn: what it is and what the guides say of it."""
    record = request.record
    voices, rows = read_voices(record), read_resources(record)
    resource = find("learning resource", rows.resources, slug)
    entries = {entry.resource: entry for entry in entries_of(rows, resource_chips(rows.resources, voices))}
    entry = entries.pop(resource)
    criteria, said = record.rows(Criterion, subject=Subject.RESOURCE), record.rows(Assessment, resource=resource.pk)
    context = {
        "entry": entry,
        "remarks": read_remarks(record, resource, voices),
        "comparison": comparison_of([resource], criteria, said, voices),
        "rulings": read_rulings(record),
        "covers": read_taught(record, entry, rows),
        "others": list(entries.values()),
    }
    return TemplateResponse(request, "learning/detail/page.html", context | as_of(request))


def read_remarks(record: Record, resource: LearningResource, voices: Voices) -> dict[str, list[tuple[Remark, Chip]]]:
    """Return what guides say for, against and in passing on a resource, by polarity; one query."""
    remarks = [(row, voices.chip(row.guide_id, row.pk)) for row in record.rows(Remark, resource=resource.pk)]
    return {polarity.value: [pair for pair in remarks if pair[0].polarity == polarity] for polarity in Polarity}


def read_taught(record: Record, entry: Entry, rows: Rows) -> list[Taught]:
    """Return the frameworks that a resource covers, each with the version taught; one query."""
    covers = [row for row in rows.covers if row.resource_id == entry.resource.pk]
    windows = record.rows(SupportWindow, framework__in=[one.pk for one in entry.frameworks])
    return taught(entry.frameworks, covers, windows, record.day or today())
