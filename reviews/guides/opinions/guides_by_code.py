"""The guides by key, with the citations of what they say."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_addresses
from frameworks.claims.citations import Citation
from frameworks.models import Source
from reviews.addresses import guide_address
from reviews.guides.opinions.citations import UNDATED, guide_citation
from reviews.models import Guide


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
        """The function that returns the address of a claim's evidence for the claim's key."""
        return evidence_addresses(self.day)

    @cached_property
    def page_citations(self) -> dict[str, Citation]:
        """A citation of each guide that links to the guide's own page."""
        return {key: guide_citation(guide, self.source(key), guide_address(key)) for key, guide in self.guides.items()}

    def citation(self, guide: str, key: str) -> Citation:
        """Return a citation of a guide that links to the evidence of one of its claims."""
        own = self.page_citations[guide]
        # Not _replace, which is slower: a page has hundreds of these.
        return Citation(own.kind, own.code, own.date, own.name, self.address(key), own.stale, own.source, own.full_date)


def read_guides_by_code(snapshot: Snapshot) -> GuidesByCode:
    """Return all guides that the public sees, with their sources; one query."""
    guides = {guide.pk: guide for guide in snapshot.rows(Guide, joined=["source"])}
    return GuidesByCode(guides, {guide.source_id: guide.source for guide in guides.values()}, snapshot.day)
