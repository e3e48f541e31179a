"""What an evidence page shows, whatever the kind of claim."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot
from frameworks.claims.citations import Citation
from frameworks.models import Source
from reviews.guides.opinions.guides_by_code import GuidesByCode

Row = TypeVar("Row", bound=CuratedRow)

NO_ADDRESS = "no address on record"


@dataclass(frozen=True, slots=True)
class Item:
    """Some words, and where they lead, if anywhere."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of a card's facts."""

    label: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """Something else that is said or known of the same matter."""

    title: str
    text: str = ""
    citation: Citation | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class FileListing:
    """A file that belongs to a claim, shown as it is."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class ReviewedClaim:
    """A statement that was held against facts, for search engines: who made it where, and what was found when."""

    text: str
    by: str
    link: str
    verdict: str
    checked_on: datetime.date


@dataclass(frozen=True, slots=True)
class Card:
    """A claim with all that is known about where it comes from."""

    claim: str
    kind: str
    nav: str
    citation: Citation | None = None
    words: str = ""
    details: list[Detail] = field(default_factory=list)
    heading: str = ""
    lines: list[RelatedLine] = field(default_factory=list)
    links: list[Item] = field(default_factory=list)
    listings: list[FileListing] = field(default_factory=list)
    reviewed: ReviewedClaim | None = None


def get_row(snapshot: Snapshot, model: type[Row], key: str) -> Row:
    """Return the public row of a key that another public row refers to."""
    return snapshot.rows(model, key=key)[0]


def detail(label: str, text: str, href: str = "") -> Detail:
    return Detail(label, [Item(text, href)])


def stated(details: Sequence[tuple[str, str]]) -> list[Detail]:
    """Return the details that have something to say."""
    return [detail(label, text) for label, text in details if text]


def source_details(source: Source, locator: str, read_on: datetime.date) -> list[Detail]:
    """Return what every claim says of its source: what, where in it, when published and when read."""
    address = f"{source.name}, {NO_ADDRESS}" if not source.link else source.name
    place = [detail("Where", locator, locator if locator.startswith("https://") else "")] if locator else []
    return [
        detail("Source", address, source.link),
        *place,
        *stated([("Published", source.published)]),
        detail("Read by us", read_on.isoformat()),
    ]


def guide_details(voices: GuidesByCode, guide: str, locator: str) -> list[Detail]:
    """Return what every opinion says of its guide."""
    row, source = voices.guides[guide], voices.source(guide)
    address = Item("read it there", source.link) if source.link else Item(NO_ADDRESS)
    return [
        Detail("Source", [Item(source.name, row.get_absolute_url()), address]),
        detail("Who speaks", row.voice),
        detail("Where", locator),
        detail("Published", source.published or row.undated),
        detail("Read by us", source.read_on.isoformat()),
    ]


def checked(second_checked: bool) -> Detail:
    return detail("Second-checked", "yes, read again by other eyes" if second_checked else "not yet")
