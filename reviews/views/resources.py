from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from frameworks.alternates.views import alternates
from frameworks.applied import Applied, as_of, without
from frameworks.chips import Chip
from frameworks.models import Framework, LearningResource, ResourceFramework
from frameworks.nearest import not_found
from frameworks.queries import accepts
from frameworks.record import Record, RecordRequest
from reviews.chips import guide_chip
from reviews.learning import (
    FILTERS,
    Entry,
    Facet,
    Listing,
    comparison_of,
    entries_of,
    listing_of,
    paths_by_framework,
    read_facets,
)
from reviews.models import Assessment, Criterion, Polarity, Remark, Subject
from reviews.page_data.resources import resource_data, resource_list_data
from reviews.resource_chips import resource_chips
from reviews.voices import Voices, read_voices


@alternates(resource_list_data)
@require_safe
@accepts(*FILTERS, "as-of", repeated=FILTERS)
def resource_list(request: RecordRequest) -> HttpResponse:
    """The places to learn, with filters and the comparison that the guides give."""
    record = request.record
    voices = read_voices(record)
    entries = read_entries(record, voices)
    facets = read_facets(request.GET, entries)
    listing = listing_of(entries, facets)
    resources = [entry.resource for entry in listing.entries]
    context = {"facets": facets, "listing": listing, "paths": paths_by_framework(listing.entries)}
    context |= said_context(record, resources, voices)
    context |= filters_context(request, facets, listing) | as_of(request)
    return TemplateResponse(request, "reviews/resource_list.html", context)


def said_context(record: Record, resources: list[LearningResource], voices: Voices) -> dict[str, object]:
    """Return what guides say of these resources side by side; two queries."""
    criteria, said = record.rows(Criterion, subject=Subject.RESOURCE), record.rows(Assessment)
    return {
        "resources": resources,
        "comparison": comparison_of(resources, criteria, said, voices),
        "only_voice": only_voice(said, voices),
    }


def filters_context(request: RecordRequest, facets: list[Facet], listing: Listing) -> dict[str, object]:
    """Return the filters in force, and what dropping each would give."""
    in_force = [facet for facet in facets if facet.chosen]
    return {
        "applied": [
            Applied(option.label, without(request.GET, facet.name, option.value))
            for facet in in_force
            for option in facet.options
            if option.chosen
        ],
        "without_each": [
            Applied(f"{facet.label}: {listing.without_each[facet.name]} match", without(request.GET, facet.name))
            for facet in in_force
        ],
    }


def only_voice(said: list[Assessment], voices: Voices) -> Chip | None:
    """Return the chip of the guide that says all of it, leading to the guide; None where several speak."""
    keys = {row.guide_id for row in said}
    if len(keys) != 1:
        return None
    guide = voices.guides[keys.pop()]
    return guide_chip(guide, voices.source(guide.pk), guide.get_absolute_url())


def read_entries(record: Record, voices: Voices) -> list[Entry]:
    """Read all resources with the frameworks they cover and the chips of their sources; three queries."""
    resources = record.rows(LearningResource, joined=["source"])
    chips = resource_chips(resources, voices)
    return entries_of(resources, record.rows(ResourceFramework), record.rows(Framework), chips)


@alternates(resource_data)
@require_safe
@accepts("as-of")
def resource_detail(request: RecordRequest, slug: str) -> HttpResponse:
    """One place to learn: what it is and what the guides say of it."""
    record = request.record
    voices = read_voices(record)
    entries = read_entries(record, voices)
    entry = next((entry for entry in entries if entry.resource.slug == slug), None)
    if entry is None:
        addresses = {entry.resource.slug: entry.resource.get_absolute_url() for entry in entries}
        raise not_found("learning resource", slug, addresses)
    remarks = [(row, voices.chip(row.guide_id, row.pk)) for row in record.rows(Remark, resource=entry.resource.pk)]
    criteria = record.rows(Criterion, subject=Subject.RESOURCE)
    said = record.rows(Assessment, resource=entry.resource.pk)
    context = {
        "entry": entry,
        "remarks": {
            polarity.value: [pair for pair in remarks if pair[0].polarity == polarity] for polarity in Polarity
        },
        "comparison": comparison_of([entry.resource], criteria, said, voices),
        "others": [other for other in entries if other is not entry],
    }
    return TemplateResponse(request, "reviews/resource_detail.html", context | as_of(request))
