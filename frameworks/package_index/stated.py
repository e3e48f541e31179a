"""The facts that a document states outright, in the words of the facts panel. No request, no query."""

import re
from collections.abc import Iterator

from packaging.requirements import InvalidRequirement, Requirement

from frameworks.models import FactName
from frameworks.package_index.derived import Finding, latest
from frameworks.package_index.document import Document, Release, Unreadable
from frameworks.package_index.wheels import Wheels

PYTHON = "Programming Language :: Python :: "
MOST_LINKS = 12
MOST_NOTE = 300
MEGABYTE = 1_000_000


def stated(document: Document) -> dict[FactName, Finding]:
    """Return what a document states; a fact that it says nothing of is left out."""
    return dict(statements(document, latest(document.releases)))


def statements(document: Document, newest: Release) -> Iterator[tuple[FactName, Finding]]:
    yield FactName.LATEST_VERSION, Finding(str(newest.version))
    yield FactName.RELEASED, Finding(newest.released_on.isoformat())
    yield FactName.REQUIRES_PYTHON, Finding(newest.requires_python or "Not stated")
    if newest.wheels != Wheels.NONE:
        yield FactName.WHEELS, Finding(str(newest.wheels.label))
    yield from beside(document, newest)
    # What the document says beside its releases is of the version it presents, and of no other.
    if document.version == str(newest.version):
        yield from of_presented(document, newest)


def beside(document: Document, newest: Release) -> Iterator[tuple[FactName, Finding]]:
    """Yield what there is beside the latest release: a newer pre-release, a newer one that was withdrawn."""
    newer = [one for one in document.releases if one.version > newest.version]
    early = next((one for one in newer if not one.is_final and not one.yanked), None)
    if early:
        yield FactName.PRE_RELEASE, Finding(str(early.version), f"Released {early.released_on}")
    withdrawn = next((one for one in newer if one.is_final and one.yanked), newest if newest.yanked else None)
    if withdrawn:
        yield FactName.WITHDRAWN, Finding(str(withdrawn.version), withdrawn.yanked_reason or "No reason is given")
    if document.status:
        yield FactName.PROJECT_STATUS, Finding(document.status.capitalize())


def of_presented(document: Document, newest: Release) -> Iterator[tuple[FactName, Finding]]:
    yield FactName.KNOWN_VULNERABILITIES, vulnerabilities(document)
    if document.wheel and newest.size:
        yield FactName.WHEEL_SIZE, Finding(size_text(newest.size), document.wheel)
    # A wheel without requirements needs nothing; a source archive may not have said.
    if document.requirements or document.wheel:
        yield from packages(document)
    yield from classified(document)
    if document.licence:
        yield FactName.DECLARED_LICENCE, Finding(document.licence)
    if document.links:
        shown = [f"{label}: {address}" for label, address in document.links[:MOST_LINKS]]
        yield FactName.PROJECT_LINKS, Finding("; ".join(shown))


def classified(document: Document) -> Iterator[tuple[FactName, Finding]]:
    """Yield what the package says of itself in classifiers; one that is not there says nothing."""
    if pythons := declared_pythons(document):
        yield FactName.DECLARED_PYTHONS, Finding(", ".join(pythons))
    if "Typing :: Typed" in document.classifiers:
        yield FactName.TYPED, Finding("Declared")
    status = re.compile(r"Development Status :: \d - (.+)")
    if found := next((each for text in document.classifiers if (each := status.fullmatch(text))), None):
        yield FactName.DEVELOPMENT_STATUS, Finding(found[1])


def declared_pythons(document: Document) -> list[str]:
    """Return the feature versions of Python in the classifiers, the oldest first."""
    found = {text.removeprefix(PYTHON) for text in document.classifiers if text.startswith(PYTHON)}
    versions = [each for each in found if re.fullmatch(r"\d+\.\d+", each)]
    return sorted(versions, key=lambda each: [int(part) for part in each.split(".")])


def vulnerabilities(document: Document) -> Finding:
    """Return the known vulnerabilities of the version presented, the only one that the index lists them for."""
    found = document.vulnerabilities
    if not found:
        return Finding(f"None listed for {document.version}")
    each = (f"{one.name}, {fixed(one.fixed_in)}" for one in found)
    return Finding(f"{len(found)} listed for {document.version}", shortened("; ".join(each)))


def fixed(versions: tuple[str, ...]) -> str:
    return f"fixed in {' and '.join(versions)}" if versions else "no fixed version listed"


def packages(document: Document) -> Iterator[tuple[FactName, Finding]]:
    """Yield how many packages an install brings by itself, and how many its extras would add."""
    needs = [requirement(number, text) for number, text in enumerate(document.requirements)]
    optional = {one.name for one in needs if "extra" in str(one.marker or "")}
    always = {one.name for one in needs if one.marker is None}
    sometimes = {one.name for one in needs if one.marker and "extra" not in str(one.marker)} - always
    words = [", ".join(sorted(always, key=str.lower))] if always else []
    if sometimes:
        words.append(f"on some Python versions or platforms also {', '.join(sorted(sometimes, key=str.lower))}")
    yield FactName.REQUIRED_PACKAGES, Finding(str(len(always)), shortened("; ".join(words)))
    if optional:
        note = shortened(f"By extras: {', '.join(document.extras)}") if document.extras else ""
        yield FactName.OPTIONAL_PACKAGES, Finding(str(len(optional - always)), note)


def requirement(number: int, text: str) -> Requirement:
    try:
        return Requirement(text)
    except InvalidRequirement as error:
        raise Unreadable(f"info.requires_dist[{number}]", f"“{text[:80]}” is no requirement.") from error


def shortened(note: str) -> str:
    return note if len(note) <= MOST_NOTE else f"{note[: MOST_NOTE - 1].rpartition(',')[0]}, …"


def size_text(size: int) -> str:
    """Return a number of bytes in kilobytes or megabytes of a thousand."""
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{round(size / 1000)} kB"
