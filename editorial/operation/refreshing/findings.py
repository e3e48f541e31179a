"""What is known of a framework: from a new document of the index, or from the record while that still holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from packaging.version import Version

from curation.dates import today
from editorial.operation.refreshing.planned_edits import DERIVED, STATED, CurrentRevisions
from frameworks.models import Fact, FactName, Framework, PythonVersion, Release
from frameworks.package_index.derived import FactValue, FormulaInput, derived, latest, newest_first
from frameworks.package_index.document import IndexRelease as Listed
from frameworks.package_index.document import PackageDocument
from frameworks.package_index.stated import declared_pythons, stated, untold
from frameworks.package_index.wheels import Wheels

LONGEST_VERSION = 40
UNKEPT = "a version with an epoch, a local part or so long a name cannot be kept here."


@dataclass(frozen=True)
class IndexFindings:
    """Releases and facts; ``names`` are the facts that were looked for, the others stay as they are."""

    releases: Sequence[Listed]
    findings: Mapping[FactName, FactValue]
    names: Sequence[FactName]
    left: Sequence[str] = ()
    """What stays as it was, and why."""


def findings_in(
    document: PackageDocument, pythons: Sequence[PythonVersion], recorded: Sequence[Listed] = ()
) -> IndexFindings:
    """Return what a document says and what follows from it; development builds are left out.

    Of a release that cannot be read, what is on record stays.
    """
    on_record = {release.version: release for release in recorded}
    unkept = [release.version for release in document.releases if not can_be_kept(release.version)]
    kept = [on_record.get(version) for version in document.unread_releases]
    kept += [spelled_as(on_record, release) for release in document.releases if release.version not in unkept]
    # Here and not where rows are written, so that facts count what is on record, as they do when it is read again.
    releases = without_development_builds(newest_first(filter(None, kept)))
    left = [*document.unread.values(), *(f"release {version}: {UNKEPT}" for version in unkept)]
    if not document.releases or not releases:
        return IndexFindings(recorded, *status_alone(document), left=left)
    document = replace(document, releases=releases)
    newest = latest(releases)
    hidden = [version for version in (*unkept, *document.unread_releases) if version > newest.version]
    if any(version not in on_record or version in unkept for version in hidden):
        # What is said of the latest version would be said of another.
        return IndexFindings(releases, *status_alone(document), left=left)
    declared = declared_pythons(document) if document.version == newest.version else []
    known = FormulaInput(releases, today(), newest.requires_python, declared, pythons)
    missing = untold(document)
    names = [name for name in (*STATED, *DERIVED) if name not in missing]
    return IndexFindings(releases, {**stated(document), **derived(known)}, names, left)


def spelled_as(on_record: Mapping[Version, Listed], release: Listed) -> Listed:
    """Return a release with its version spelled as it is on record."""
    known = on_record.get(release.version)
    return replace(release, version=known.version) if known else release


def can_be_kept(version: Version) -> bool:
    """Tell whether a version can be the key of a row."""
    return not version.epoch and not version.local and len(str(version)) <= LONGEST_VERSION


def status_alone(document: PackageDocument) -> tuple[Mapping[FactName, FactValue], Sequence[FactName]]:
    """Return what a document says of the project as a whole, such as that it is quarantined."""
    if FactName.PROJECT_STATUS in untold(document):
        return {}, ()
    values = {FactName.PROJECT_STATUS: FactValue(document.status.capitalize())} if document.status else {}
    return values, (FactName.PROJECT_STATUS,)


def without_development_builds(releases: Sequence[Listed]) -> tuple[Listed, ...]:
    """Return the releases that are meant for others; all of them where every release is a development build."""
    return tuple(release for release in releases if not release.version.is_devrelease) or tuple(releases)


def findings_on_record(
    framework: Framework, current: CurrentRevisions, pythons: Sequence[PythonVersion]
) -> IndexFindings:
    """Return what follows today from the releases and facts on record."""
    releases = recorded(framework)
    declared = current.of(Fact).get(f"{framework.pk}/{FactName.DECLARED_PYTHONS}", {}).get("value", "")
    requires = latest(releases).requires_python if releases else ""
    known = FormulaInput(releases, today(), requires, list(filter(None, declared.split(", "))), pythons)
    return IndexFindings(releases, derived(known) if releases else {}, DERIVED if releases else ())


def recorded(framework: Framework) -> list[Listed]:
    """Return the releases on record, the newest version first."""
    return newest_first(listed(row) for row in Release.objects.filter(framework=framework))


def listed(row: Release) -> Listed:
    """Return a release on record as the index would list it."""
    return Listed(
        version=Version(row.version),
        released_on=row.released_on,
        requires_python=row.requires_python,
        yanked=row.yanked,
        yanked_reason=row.yanked_reason,
        size=row.size,
        wheels=Wheels(row.wheels),
    )
