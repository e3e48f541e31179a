"""Releases across frameworks, and the ends of support that are published."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from curation.dates import days_of
from curation.registry import RowName, row_type
from curation.web.addresses import evidence_address
from frameworks.addresses import framework_address
from frameworks.claims.citations import Citation, source_citation
from frameworks.models import Framework, PythonVersion, Release, SupportWindow
from frameworks.releases.support_timeline import computed

PYTHON = "Python"
KINDS = {"security": "Security fixes end", "full": "General fixes end", "planned": "Planned release"}


@dataclass(frozen=True, slots=True)
class ListedRelease:
    """A release as the list shows it: final, pre-release or withdrawn, with its citation."""

    release: Release
    kind: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class End:
    """A day on which fixes end for a release line or the line appears, as its project publishes it or by its rule."""

    row: RowName
    """The row that has the day."""
    field: str
    """Which of the row's days it is: security, full or planned."""
    name: str
    version: str
    kind: str
    until: str
    """A day, or a month or year that counts to its end."""
    address: str
    citation: Citation

    @property
    def day(self) -> datetime.date:
        return days_of(self.until)[1]


def lines(releases: Iterable[Release], today: datetime.date) -> list[ListedRelease]:
    """Return releases, read with their framework and source, as rows of a table."""
    return [ListedRelease(release, release.standing, citation_of(release, today)) for release in releases]


def citation_of(release: Release, today: datetime.date) -> Citation:
    return source_citation(release.source, release.source.read_on, release.get_absolute_url(), today)


def ends(
    windows: Iterable[SupportWindow],
    pythons: Iterable[PythonVersion],
    frameworks: Mapping[str, Framework],
    today: datetime.date,
    since: datetime.date | None = None,
) -> list[End]:
    """Return the ends of support and the planned releases from a day on, else those to come, the nearest first."""
    published = [*framework_ends(windows, frameworks, today), *python_ends(pythons, today)]
    listed = [end for end in published if end.day >= (since or today)]
    return sorted(listed, key=lambda end: (end.day, end.name, end.version))


def framework_ends(
    windows: Iterable[SupportWindow], frameworks: Mapping[str, Framework], today: datetime.date
) -> Iterable[End]:
    for row in windows:
        framework = frameworks.get(row.framework_id)
        planned = row.released if row.released and days_of(row.released)[0] > today else ""
        for kind, until in (("planned", planned), ("full", row.full_support_until), ("security", row.security_until)):
            if until and framework:
                citation = source_citation(row.source, row.read_on, evidence_address(row.pk), today)
                name, address = (row_type(SupportWindow), row.pk), framework_address(framework.slug)
                words = f"{KINDS[kind]}{computed(row)}"
                yield End(name, kind, framework.name, row.version, words, until, address, citation)


def python_ends(pythons: Iterable[PythonVersion], today: datetime.date) -> Iterable[End]:
    for row in pythons:
        if row.security_until and row.released <= today.isoformat():
            citation = source_citation(row.source, row.read_on, row.source.link_to(row.locator), today)
            name, words = (row_type(PythonVersion), row.pk), KINDS["security"]
            yield End(name, "security", PYTHON, row.pk, words, row.security_until, citation.href, citation)


@dataclass(frozen=True, slots=True)
class Event:
    """A day for a calendar."""

    row: RowName
    field: str
    """Which of the row's days it is."""
    day: datetime.date
    title: str
    words: str
    address: str


def events(releases: Iterable[Release], of_support: Iterable[End]) -> Iterable[Event]:
    """Yield releases and ends of support as days of a calendar."""
    for release in releases:
        title, address = f"{release.framework.name} {release.version} released", release.get_absolute_url()
        name = (row_type(Release), release.pk)
        yield Event(name, "released", release.released_on, title, release.standing, address)
    for end in of_support:
        title = f"{end.name} {end.version}: {end.kind.lower()}"
        yield Event(end.row, end.field, end.day, title, f"{end.kind}: {end.until}", end.address)
