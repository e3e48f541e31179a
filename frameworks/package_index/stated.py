"""The facts that a document states outright, in the words of the facts panel."""

import re
from collections.abc import Iterator, Mapping

from packaging.requirements import Requirement

from frameworks.models import FactName
from frameworks.package_index.derived import FactValue, latest
from frameworks.package_index.document import IndexRelease, PackageDocument
from frameworks.package_index.wheels import Wheels

PYTHON = "Programming Language :: Python :: "
MOST_LINKS = 12
MOST_NOTE = 300
MEGABYTE = 1_000_000


RESTS_ON: Mapping[FactName, tuple[str, ...]] = {
    FactName.KNOWN_VULNERABILITIES: ("version", "vulnerabilities"),
    FactName.WHEEL_SIZE: ("version", "files"),
    FactName.REQUIRED_PACKAGES: ("version", "files", "requirements"),
    FactName.OPTIONAL_PACKAGES: ("version", "files", "requirements", "extras"),
    FactName.DECLARED_PYTHONS: ("version", "classifiers"),
    FactName.SUPPORTED_PYTHONS: ("version", "classifiers"),
    FactName.DEVELOPMENT_STATUS: ("version", "classifiers"),
    FactName.TYPED: ("version", "classifiers"),
    FactName.DECLARED_LICENCE: ("version", "licence", "classifiers"),
    FactName.PROJECT_LINKS: ("version", "links"),
    FactName.PROJECT_STATUS: ("status",),
}
"""The fields that a fact cannot do without, beside the releases."""


def untold(document: PackageDocument) -> set[FactName]:
    """Return the facts of which a document says neither yes nor no, because a field of it cannot be read."""
    return {name for name, fields in RESTS_ON.items() if not document.unread.keys().isdisjoint(fields)}


def stated(document: PackageDocument) -> dict[FactName, FactValue]:
    """Return what a document states; other facts are left out."""
    return dict(statements(document, latest(document.releases)))


def statements(document: PackageDocument, newest: IndexRelease) -> Iterator[tuple[FactName, FactValue]]:
    yield FactName.LATEST_VERSION, FactValue(str(newest.version))
    yield FactName.RELEASED, FactValue(newest.released_on.isoformat())
    yield FactName.REQUIRES_PYTHON, FactValue(newest.requires_python or "Not stated")
    if newest.wheels != Wheels.NONE:
        yield FactName.WHEELS, FactValue(str(newest.wheels.label))
    yield from beside(document, newest)
    # What the document says beside its releases is of the version it presents, and of no other.
    if document.version == newest.version:
        yield from of_presented(document, newest)


def beside(document: PackageDocument, newest: IndexRelease) -> Iterator[tuple[FactName, FactValue]]:
    """Yield what there is beside the latest release: a newer pre-release, a newer one that was withdrawn."""
    newer = [release for release in document.releases if release.version > newest.version]
    early = next((release for release in newer if not release.is_final and not release.yanked), None)
    if early:
        yield FactName.PRE_RELEASE, FactValue(str(early.version), f"Released {early.released_on}")
    withdrawn = next(
        (release for release in newer if release.is_final and release.yanked), newest if newest.yanked else None
    )
    if withdrawn:
        yield FactName.WITHDRAWN, FactValue(str(withdrawn.version), withdrawn.yanked_reason or "No reason is given")
    if document.status:
        yield FactName.PROJECT_STATUS, FactValue(document.status.capitalize())


def of_presented(document: PackageDocument, newest: IndexRelease) -> Iterator[tuple[FactName, FactValue]]:
    yield FactName.KNOWN_VULNERABILITIES, vulnerabilities(document, newest)
    if document.wheel and newest.size:
        yield FactName.WHEEL_SIZE, FactValue(size_text(newest.size), document.wheel)
    # A wheel without requirements needs nothing; a source archive may not have said.
    if document.requirements or document.wheel:
        yield from packages(document)
    yield from classified(document)
    if document.licence:
        yield FactName.DECLARED_LICENCE, FactValue(document.licence)
    if document.links:
        links = [f"{label}: {address}" for label, address in document.links[:MOST_LINKS]]
        yield FactName.PROJECT_LINKS, FactValue("; ".join(links))


def classified(document: PackageDocument) -> Iterator[tuple[FactName, FactValue]]:
    """Yield what the package declares by classifiers; a missing classifier yields nothing."""
    if pythons := declared_pythons(document):
        yield FactName.DECLARED_PYTHONS, FactValue(", ".join(pythons))
    if "Typing :: Typed" in document.classifiers:
        yield FactName.TYPED, FactValue("Declared")
    status = re.compile(r"Development Status :: \d - (.+)")
    if match := next(filter(None, map(status.fullmatch, document.classifiers)), None):
        yield FactName.DEVELOPMENT_STATUS, FactValue(match[1])


def declared_pythons(document: PackageDocument) -> list[str]:
    """Return the feature versions of Python in the classifiers, the oldest first."""
    classifiers = {text.removeprefix(PYTHON) for text in document.classifiers if text.startswith(PYTHON)}
    versions = [text for text in classifiers if re.fullmatch(r"\d+\.\d+", text)]
    return sorted(versions, key=lambda version: [int(part) for part in version.split(".")])


def vulnerabilities(document: PackageDocument, newest: IndexRelease) -> FactValue:
    """Return the known vulnerabilities of the version presented, the only one that the index lists them for."""
    listed = document.vulnerabilities
    if not listed:
        return FactValue(f"None listed for {newest.version}")
    fixes = (f"{vulnerability.name}, {fixed(vulnerability.fixed_in)}" for vulnerability in listed)
    return FactValue(f"{len(listed)} listed for {newest.version}", shortened("; ".join(fixes)))


def fixed(versions: tuple[str, ...]) -> str:
    return f"fixed in {' and '.join(versions)}" if versions else "no fixed version listed"


def packages(document: PackageDocument) -> Iterator[tuple[FactName, FactValue]]:
    """Yield how many packages an install brings by itself, and how many its extras would add."""
    needs = document.requirements
    optional = {need.name for need in needs if by_extra(need)}
    always = {need.name for need in needs if need.marker is None}
    sometimes = {need.name for need in needs if need.marker and not by_extra(need)} - always
    words = [", ".join(sorted(always, key=str.lower))] if always else []
    if sometimes:
        words.append(f"on some Python versions or platforms also {', '.join(sorted(sometimes, key=str.lower))}")
    yield FactName.REQUIRED_PACKAGES, FactValue(str(len(always)), shortened("; ".join(words)))
    if optional:
        note = shortened(f"By extras: {', '.join(document.extras)}") if document.extras else ""
        yield FactName.OPTIONAL_PACKAGES, FactValue(str(len(optional - always)), note)


def by_extra(need: Requirement) -> bool:
    """Tell whether a package is needed for an extra; a value of that word stands in quotation marks."""
    return re.search(r"(?<![\"'\w])extra(?![\"'\w])", str(need.marker or "")) is not None


def shortened(note: str) -> str:
    return note if len(note) <= MOST_NOTE else f"{note[: MOST_NOTE - 1].rpartition(',')[0]}, …"


def size_text(size: int) -> str:
    """Return a number of bytes in kilobytes or megabytes of a thousand."""
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{round(size / 1000)} kB"
