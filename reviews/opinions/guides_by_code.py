"""The guides as voices: who speaks, and the chip of each thing said."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_addresses
from frameworks.citations import Citation
from frameworks.models import Source
from reviews.addresses import guide_address
from reviews.models import Guide
from reviews.opinions.citations import UNDATED, guide_citation


@dataclass(frozen=True)
class GuidesByCode:
    """The guides and the sources that they are, by key."""

    guides: Mapping[str, Guide]
    sources: Mapping[str, Source]
    day: datetime.date | None = None

    def source(self, guide: str) -> Source:
        return self.sources[self.guides[guide].source_id]

    def cited(self, guide: str) -> tuple[str, str]:
        """Return a guide's title and the date it prints."""
        source = self.source(guide)
        return source.name, source.published or UNDATED

    @cached_property
    def address(self) -> Callable[[str], str]:
        """What makes the address of a claim's evidence of the claim's key."""
        return evidence_addresses(self.day)

    @cached_property
    def page_chips(self) -> dict[str, Citation]:
        """Each guide's chip, leading to the guide's own page."""
        return {key: guide_citation(row, self.source(key), guide_address(key)) for key, row in self.guides.items()}

    def citation(self, guide: str, key: str) -> Citation:
        """Return a guide's chip, leading to the evidence of one of its claims."""
        own = self.page_chips[guide]
        # Faster than _replace, and there are hundreds.
        return Citation(own.kind, own.code, own.date, own.name, self.address(key), own.stale, own.source, own.full_date)


def read_guides_by_code(snapshot: Snapshot) -> GuidesByCode:
    """Return all guides that the public sees, with their sources; one query."""
    guides = {row.pk: row for row in snapshot.rows(Guide, joined=["source"])}
    return GuidesByCode(guides, {row.source_id: row.source for row in guides.values()}, snapshot.day)
