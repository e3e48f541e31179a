"""The card of a framework that is not compared here."""

from django.urls import reverse

from curation.snapshots.protocol import Snapshot
from frameworks.models import Framework, Package, Source, SourceKind
from reviews.evidence.card import Card, Item, detail, get_row, source_details, stated
from reviews.evidence.facts import citation_of
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.models import CommonSituation, UncomparedFramework


def not_compared_card(snapshot: Snapshot, row: UncomparedFramework, voices: GuidesByCode) -> Card:
    source = get_row(snapshot, Source, row.source_id)
    package = get_row(snapshot, Package, row.package_id) if row.package_id else None
    return Card(
        claim=f"{row.name}: not compared here",
        kind=SourceKind(source.kind).label,
        nav="frameworks",
        citation=citation_of(snapshot, source, row.read_on, row.pk),
        details=[
            detail("What it is", row.what),
            detail("Why it is not compared", row.reason),
            detail("Instead", row.instead),
            *stated([("Last release", f"{package.version}, {package.last_release}" if package else "")]),
            *source_details(source, row.locator, row.read_on),
        ],
        links=[*instead(snapshot, row), Item("All that are not compared", reverse("not-compared"))],
    )


def instead(snapshot: Snapshot, row: UncomparedFramework) -> list[Item]:
    """Return links to the framework and the situation to look at instead."""
    named: list[Framework | CommonSituation] = []
    if row.framework_id:
        named.append(get_row(snapshot, Framework, row.framework_id))
    if row.situation_id:
        named.append(get_row(snapshot, CommonSituation, row.situation_id))
    return [Item(each.name, each.get_absolute_url()) for each in named]
