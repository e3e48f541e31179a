"""Citations: who says so, and when it was read, in a few characters."""

import datetime
from typing import NamedTuple

from frameworks.freshness import is_stale, last_read
from frameworks.models import Source, SourceKind

CODES: dict[str, str] = {
    SourceKind.INDEX: "PyPI",
    SourceKind.PACKAGE: "Package",
    SourceKind.DOCUMENTATION: "Docs",
    SourceKind.REPOSITORY: "Repo",
    SourceKind.SITE: "Site",
    SourceKind.GUIDE: "Guide",
}
KINDS = {kind: str(label) for kind, label in SourceKind.choices}


class Citation(NamedTuple):
    """What a citation shows: its glyph's kind, a code, a date, the full name behind it and where it leads.

    A tuple, because a page has hundreds.
    """

    kind: str
    code: str
    date: str
    name: str
    href: str
    stale: bool = False
    source: str = ""
    """Who says so, where the name says more."""
    full_date: str = ""
    """The date as the source prints it, where the citation shows less of it."""

    @property
    def proof(self) -> tuple[str, str, str]:
        """The source, its date and the address the citation leads to, for tables."""
        return self.source or self.name.partition(": ")[2], self.full_date or self.date, self.href

    @property
    def title(self) -> str:
        """The citation in full words; the name of a guide has the date that the guide prints."""
        if self.kind == SourceKind.GUIDE:
            return self.name
        return f"{self.name}, read {self.date}{', which is longer ago than its limit' if self.stale else ''}"


def source_citation(source: Source, read_on: datetime.date, href: str, today: datetime.date) -> Citation:
    """Return the citation of a claim from a source read on a day; it leads to the claim's evidence."""
    return Citation(
        kind=source.kind,
        code=CODES[source.kind],
        date=last_read(source, read_on).isoformat(),
        name=f"{KINDS[source.kind]}: {source.name}",
        href=href,
        stale=is_stale(source, read_on, today),
    )
