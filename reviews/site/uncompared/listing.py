"""The frameworks that are not compared here, each with what is known of its package. Rows in, list out."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from curation.dates import days_of
from curation.web.addresses import evidence_address
from frameworks.claims.citations import Citation, source_citation
from frameworks.package_index.derived import YEARS, years_before
from reviews.models import UncomparedFramework


@dataclass(frozen=True, slots=True)
class UncomparedEntry:
    """A framework that is not compared here, with the citations of what is said of it."""

    row: UncomparedFramework
    citation: Citation
    release: Citation | None
    """Where its last release stands; None where no package is on record."""
    is_old: bool
    """Whether its last release was more than two years old when the package index was last read."""

    @property
    def version(self) -> str:
        return self.row.package.version if self.row.package else ""

    @property
    def released(self) -> str:
        return self.row.package.last_release if self.row.package else ""


def entries_of(
    rows: Iterable[UncomparedFramework], today: datetime.date, as_of: datetime.date | None
) -> list[UncomparedEntry]:
    """Return the frameworks by name."""
    return [entry_of(row, today, as_of) for row in sorted(rows, key=lambda row: row.name.casefold())]


def entry_of(row: UncomparedFramework, today: datetime.date, as_of: datetime.date | None) -> UncomparedEntry:
    cited = source_citation(row.source, row.read_on, evidence_address(row.pk, as_of), today)
    if row.package is None:
        return UncomparedEntry(row, cited, None, is_old=False)
    index, read_on = row.package.source, row.package.read_on
    release = source_citation(index, read_on, index.link, today)
    return UncomparedEntry(row, cited, release, is_old=is_old(row.package.last_release, read_on))


def is_old(released: str, read_on: datetime.date) -> bool:
    return days_of(released)[1] < years_before(read_on, YEARS)
