"""What the catalogue should say after a reading of the index, as edits against what it says now.

A reading touches the facts that rest on the index, the releases and the day in the index's own source. A fact that
somebody gave another source stays theirs.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from packaging.version import Version

from curation.changes.checks import Edit
from curation.documents import Document, document_of
from curation.models import Revision
from curation.registry import RowName, row_type
from curation.rows import CuratedRow
from frameworks.models import Fact, FactName, Framework, Package, Release, Source, SourceKind
from frameworks.package_index.derived import FORMULAS, FactValue
from frameworks.package_index.document import IndexRelease as Listed
from frameworks.package_index.document import version_in
from frameworks.package_index.wheels import Wheels


@dataclass(frozen=True)
class CurrentRevisions:
    """The present revisions of the rows that a reading may touch, removed rows included."""

    revisions: Mapping[RowName, Revision] = field(default_factory=dict)

    def document(self, model: type[CuratedRow], key: str) -> Document | None:
        revision = self.revisions.get((row_type(model), key))
        return revision.document if revision else None

    def of(self, model: type[CuratedRow]) -> dict[str, Document]:
        """Return the documents of one type of row that are there, by key."""
        kind = row_type(model)
        rows = ((key, revision.document) for (own_kind, key), revision in self.revisions.items() if own_kind == kind)
        return {key: document for key, document in rows if document is not None}

    def edit(self, row: CuratedRow) -> Iterator[Edit]:
        """Yield the edit that makes a row what it should be; none where it is so."""
        document = document_of(row)
        if document != self.document(type(row), row.key):
            yield Edit(type(row), row.key, document, self.version(type(row), row.key))

    def removal(self, model: type[CuratedRow], key: str) -> Edit:
        return Edit(model, key, None, self.version(model, key))

    def version(self, model: type[CuratedRow], key: str) -> int:
        revision = self.revisions.get((row_type(model), key))
        return revision.version if revision else 0


def source_key(package_key: str) -> str:
    return f"{package_key}-index"


def source_edit(key: str, package: str, day: datetime.date, current: CurrentRevisions) -> Iterator[Edit]:
    """Yield the edit by which a package's entry on the index was read on a day, the first time or again."""
    known = current.document(Source, key) or {}
    row = Source(key=key, kind=SourceKind.INDEX, name=f"Package index: {package}", package=package, read_on=day)
    row.url, row.publisher = known.get("url", ""), known.get("publisher", "")
    row.name, row.package = known.get("name", row.name), known.get("package", row.package)
    return current.edit(row)


def fact_edits(
    framework: Framework,
    findings: Mapping[FactName, FactValue],
    names: Iterable[FactName],
    day: datetime.date,
    current: CurrentRevisions,
) -> Iterator[Edit]:
    """Yield the edits that make the facts of these names what was found, and remove those that nothing supports."""
    source = source_key(framework.pk)
    for name in names:
        key, finding = f"{framework.pk}/{name.value}", findings.get(name)
        known = current.document(Fact, key)
        if known is not None and known["source"] != source:
            continue
        if finding is None:
            yield from [current.removal(Fact, key)] if known is not None else []
        elif known is None or not says_so(known, finding):
            row = Fact(key=key, framework=framework, name=name, value=finding.value, note=finding.note, read_on=day)
            row.source_id = source
            yield from current.edit(row)


def says_so(known: Document, finding: FactValue) -> bool:
    """Tell whether a fact says what was found; an editor may have noted more after the words of the index."""
    is_same = known["value"] == finding.value or is_same_version(known["value"], version_in(finding.value))
    return bool(is_same and str(known.get("note", "")).startswith(finding.note))


def is_same_version(text: str, version: Version | None) -> bool:
    """Tell whether a text is another spelling of a version, such as 1.0.0 of 1.0."""
    return version is not None and version_in(text) == version


def release_edits(framework: Framework, listed: Iterable[Listed], current: CurrentRevisions) -> Iterator[Edit]:
    """Yield the edits that make the releases on record those that are listed, however their versions are spelled."""
    missing = set(current.of(Release))
    spelled = {Version(document["version"]): document["version"] for document in current.of(Release).values()}
    for release in listed:
        row = release_row(framework, release, spelled.get(release.version, str(release.version)))
        missing.discard(row.key)
        yield from current.edit(row)
    yield from (current.removal(Release, key) for key in sorted(missing))


def release_row(framework: Framework, release: Listed, version: str) -> Release:
    return Release(
        key=f"{framework.pk}/{version}",
        framework=framework,
        version=version,
        released_on=release.released_on,
        requires_python=release.requires_python,
        prerelease=not release.is_final,
        yanked=release.yanked,
        yanked_reason=release.yanked_reason,
        size=release.size,
        wheels=Wheels(release.wheels).value,
        source_id=source_key(framework.pk),
    )


def package_edit(key: str, newest: Listed, day: datetime.date, current: CurrentRevisions) -> Iterator[Edit]:
    """Yield the edit that makes a third-party package's last release what the index says."""
    known = current.document(Package, key)
    last = newest.released_on.isoformat()
    if known and is_same_version(known["version"], newest.version) and last.startswith(known["last_release"]):
        return
    yield from current.edit(
        Package(key=key, version=str(newest.version), last_release=last, source_id=source_key(key), read_on=day)
    )


STATED = (
    FactName.LATEST_VERSION,
    FactName.RELEASED,
    FactName.REQUIRES_PYTHON,
    FactName.REQUIRED_PACKAGES,
    FactName.OPTIONAL_PACKAGES,
    FactName.WHEEL_SIZE,
    FactName.WHEELS,
    FactName.KNOWN_VULNERABILITIES,
    FactName.WITHDRAWN,
    FactName.PRE_RELEASE,
    FactName.PROJECT_STATUS,
    FactName.DECLARED_PYTHONS,
    FactName.DECLARED_LICENCE,
    FactName.DEVELOPMENT_STATUS,
    FactName.TYPED,
    FactName.PROJECT_LINKS,
)
DERIVED = tuple(FORMULAS)
