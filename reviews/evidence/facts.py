"""The cards of what is: feature cells, facts and support windows."""

import datetime

from django.urls import reverse

from curation.dates import today
from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_address
from frameworks.claims.citations import Citation, source_citation
from frameworks.models import (
    AdoptionMetric,
    AdoptionSeries,
    Fact,
    FactName,
    Feature,
    Framework,
    Release,
    Source,
    SourceKind,
    Support,
    SupportLevel,
    SupportWindow,
)
from frameworks.package_index.wheels import Wheels
from reviews.evidence.card import Card, Detail, Item, RelatedLine, checked, detail, get_row, source_details, stated
from reviews.evidence.lab import proofs_of_cell
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.models import Proof, Statement, Verdict

NOBODY = "Nobody has recorded evidence for this, so we claim nothing."
HELD_AGAINST = "Statements of guides held against this"
WHAT_RAN = "Programs that ran, and statements of guides held against this"


def support_card(snapshot: Snapshot, support: Support, voices: GuidesByCode) -> Card:
    framework, feature = (
        get_row(snapshot, Framework, support.framework_id),
        get_row(snapshot, Feature, support.feature_id),
    )
    source = get_row(snapshot, Source, support.source_id) if support.source_id else None
    proofs = proofs_of_cell(snapshot, framework.pk, feature.pk)
    level = SupportLevel(support.level).label
    named = f", {support.package}" if support.package else ""
    return Card(
        claim=f"{framework.name}, {feature.name}: {level.lower()}{named}",
        kind=SourceKind(source.kind).label if source else "No source",
        nav="features",
        citation=citation_of(snapshot, source, support.checked_on, support.pk) if source else None,
        details=[
            *stated([("Note", support.note if source else NOBODY)]),
            *support_details(support, source),
            detail("What is meant", feature.definition),
        ],
        heading=WHAT_RAN if proofs else HELD_AGAINST,
        lines=[*proofs, *statements_on(snapshot, voices, support=support.pk)],
        links=[
            Item("All frameworks on this feature", feature.get_absolute_url()),
            Item(framework.name, framework.get_absolute_url()),
        ],
    )


def support_details(support: Support, source: Source | None) -> list[Detail]:
    if source is None:
        return [detail("Looked at", support.checked_on.isoformat())]
    rests_on = "a search on that day found nothing; no document says no"
    none_found = support.level == SupportLevel.NONE_FOUND
    search = [("What this rests on", rests_on if none_found else ""), ("What was searched", support.searched)]
    return [
        *source_details(source, support.locator, support.checked_on),
        *stated(search),
        checked(support.second_checked),
    ]


def fact_card(snapshot: Snapshot, fact: Fact, voices: GuidesByCode) -> Card:
    framework, source = get_row(snapshot, Framework, fact.framework_id), get_row(snapshot, Source, fact.source_id)
    return Card(
        claim=f"{framework.name}, {FactName(fact.name).label.lower()}: {fact.value}",
        kind=SourceKind(source.kind).label,
        nav="frameworks",
        citation=citation_of(snapshot, source, fact.read_on, fact.pk),
        details=[*stated([("Note", fact.note)]), *source_details(source, fact.locator, fact.read_on)],
        heading=HELD_AGAINST,
        lines=statements_on(snapshot, voices, fact=fact.pk),
        links=[Item(framework.name, framework.get_absolute_url())],
    )


def adoption_card(snapshot: Snapshot, series: AdoptionSeries, voices: GuidesByCode) -> Card:
    framework, source = get_row(snapshot, Framework, series.framework_id), get_row(snapshot, Source, series.source_id)
    metric, points = AdoptionMetric(series.metric), series.in_order
    day, last = points[-1]
    return Card(
        claim=f"{framework.name}, {metric.label.lower()}: {last:,} on {day}",
        kind=SourceKind(source.kind).label,
        nav="frameworks",
        citation=citation_of(snapshot, source, series.read_on, series.pk),
        details=[
            detail("What is counted", metric.means),
            detail("What it is not", metric.is_not),
            detail("Licence", series.licence),
            *source_details(source, "", series.read_on),
        ],
        heading="Every point on record",
        lines=[RelatedLine(day.isoformat(), f"{number:,}") for day, number in reversed(points)],
        links=[Item(framework.name, framework.get_absolute_url()), Item("All frameworks", reverse("adoption"))],
    )


def window_card(snapshot: Snapshot, window: SupportWindow, voices: GuidesByCode) -> Card:
    framework, source = get_row(snapshot, Framework, window.framework_id), get_row(snapshot, Source, window.source_id)
    none = "no date published"
    return Card(
        claim=f"{framework.name} {window.version}: how long it gets fixes",
        kind=SourceKind(source.kind).label,
        nav="frameworks",
        citation=citation_of(snapshot, source, window.read_on, window.pk),
        details=[
            *stated([("Note", window.note)]),
            detail("Released", window.released or none),
            detail("General fixes until", window.full_support_until or none),
            detail("Security fixes until", window.security_until or none),
            detail("Long-term support", "yes" if window.long_term else "no"),
            *source_details(source, window.locator, window.read_on),
        ],
        links=[Item(framework.name, framework.get_absolute_url())],
    )


def release_card(snapshot: Snapshot, release: Release, voices: GuidesByCode) -> Card:
    framework, source = get_row(snapshot, Framework, release.framework_id), get_row(snapshot, Source, release.source_id)
    address = release.get_absolute_url()
    size = f"{release.size:,} bytes" if release.size else ""
    return Card(
        claim=f"{framework.name} {release.version}, released {release.released_on}",
        kind=SourceKind(source.kind).label,
        nav="frameworks",
        citation=source_citation(source, source.read_on, address, snapshot.day or today()),
        details=[
            detail("What it is", release.standing),
            *stated(
                [
                    ("Requires Python", release.requires_python),
                    ("Size of its wheel or source archive", size),
                    ("Wheels", str(Wheels(release.wheels).label)),
                ]
            ),
            *source_details(source, "", source.read_on),
        ],
        links=[
            Item(framework.name, framework.get_absolute_url()),
            Item("All releases", f"{reverse('releases')}?framework={framework.slug}"),
        ],
    )


def citation_of(snapshot: Snapshot, source: Source, read_on: datetime.date, key: str) -> Citation:
    return source_citation(source, read_on, evidence_address(key, snapshot.day), snapshot.day or today())


def statements_on(snapshot: Snapshot, voices: GuidesByCode, **proof: str) -> list[RelatedLine]:
    """Return the statements of guides that were held against a cell or a fact."""
    keys = [row.statement_id for row in snapshot.rows(Proof, **proof)]
    return [
        RelatedLine(Verdict(row.verdict).label, row.text, voices.citation(row.guide_id, row.pk))
        for row in snapshot.rows(Statement, key__in=keys)
    ]
