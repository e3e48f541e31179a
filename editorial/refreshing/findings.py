"""What is known of a framework: from a new document of the index, or from the record while that still holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from packaging.version import Version

from curation.dates import today
from editorial.refreshing.planned_edits import DERIVED, STATED, CurrentRevisions
from frameworks.models import Fact, FactName, Framework, PythonVersion, Release
from frameworks.package_index.derived import FactValue, FormulaInput, derived, latest, newest_first
from frameworks.package_index.document import IndexRelease as Listed
from frameworks.package_index.document import PackageDocument
from frameworks.package_index.stated import declared_pythons, stated
from frameworks.package_index.wheels import Wheels


@dataclass(frozen=True)
class IndexFindings:
    """Releases and facts; ``names`` are the facts that were looked for."""

    releases: Sequence[Listed]
    findings: Mapping[FactName, FactValue]
    names: Sequence[FactName]


def findings_in(document: PackageDocument, pythons: Sequence[PythonVersion]) -> IndexFindings:
    """Return what a document says and what follows from it; development builds are left out."""
    # Here and not where rows are written, so that facts count what is on record, as they do when it is read again.
    document = replace(document, releases=without_development_builds(document.releases))
    newest = latest(document.releases)
    declared = declared_pythons(document) if document.version == str(newest.version) else []
    known = FormulaInput(document.releases, today(), newest.requires_python, declared, pythons)
    return IndexFindings(document.releases, {**stated(document), **derived(known)}, (*STATED, *DERIVED))


def without_development_builds(releases: Sequence[Listed]) -> tuple[Listed, ...]:
    """Return the releases that are meant for others; all of them where every release is a development build."""
    return tuple(release for release in releases if not release.version.is_devrelease) or tuple(releases)


def findings_on_record(
    framework: Framework, current: CurrentRevisions, pythons: Sequence[PythonVersion]
) -> IndexFindings:
    """Return what follows today from the releases and facts on record."""
    releases = newest_first(listed(row) for row in Release.objects.filter(framework=framework))
    declared = current.of(Fact).get(f"{framework.pk}/{FactName.DECLARED_PYTHONS}", {}).get("value", "")
    requires = latest(releases).requires_python if releases else ""
    known = FormulaInput(releases, today(), requires, list(filter(None, declared.split(", "))), pythons)
    return IndexFindings(releases, derived(known) if releases else {}, DERIVED if releases else ())


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
