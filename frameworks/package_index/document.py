"""What the index's document about a package says; `json_values` reads it with suspicion.

Each field stands or falls alone: one that cannot be read is named in `unread`, and the others are read all the same.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import Version

from curation.web.outward import problem_with
from frameworks.package_index.addresses import normalised
from frameworks.package_index.json_values import FieldReader, JsonValue, parsed, plain
from frameworks.package_index.json_values import UnreadableDocument as UnreadableDocument
from frameworks.package_index.wheels import Wheels, wheels_of

EXPRESSION = 1000
"""The most characters of what means something else once it is cut: a licence, an address."""
MOST_RELEASES = 20_000
MOST_BYTES = 10**12
"""Of one file."""
CHOICE = (r"-none-any\.whl$", r"-(abi3|cp\d+)-manylinux.*x86_64.*\.whl$", r"\.whl$", "")
"""The file that stands for a release: the first of these patterns that one of its names has."""
NO_LICENCE = {"UNKNOWN", "NONE", "N/A"}
"""What build tools wrote where nobody had named a licence."""


@dataclass(frozen=True, slots=True)
class IndexRelease:
    """One version that has files, as the index lists it."""

    version: Version
    released_on: datetime.date
    requires_python: str = ""
    yanked: bool = False
    yanked_reason: str = ""
    size: int | None = None
    """Bytes of its wheel, or of its source archive where it has none."""
    wheels: Wheels = Wheels.NONE

    @property
    def is_final(self) -> bool:
        return not self.version.is_prerelease


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """A known vulnerability of the version that the document is about."""

    name: str
    fixed_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackageDocument:
    """What the index says of a package: of the version it presents, and of every release."""

    package: str
    version: Version | None
    """The version it presents; None where it cannot be read."""
    releases: tuple[IndexRelease, ...]
    licence: str
    classifiers: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    extras: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    vulnerabilities: tuple[Vulnerability, ...]
    status: str
    wheel: str
    """The file name of the wheel whose size the release has."""
    unread_releases: tuple[Version, ...]
    """Versions of which a file says what it should not."""
    unread: Mapping[str, str]
    """Why fields could not be read, by their names."""


def read_document(body: bytes, package: str) -> PackageDocument:
    """Return what a document says; raise ``UnreadableDocument`` where it is no document about the package."""
    root = JsonValue("", parsed(body))
    info = root.at("info")
    name = info.at("name").text()
    if normalised(name) != normalised(package):
        raise UnreadableDocument(
            "info.name", f"the answer is about {name or 'nothing'}, the question was about {package}."
        )
    fields = FieldReader()
    releases, unread_releases = read_releases(root.at("releases"), fields)
    return PackageDocument(
        package=name,
        version=fields.read("version", lambda: presented(info.at("version")), None),
        releases=releases,
        licence=fields.read("licence", lambda: licence(info), ""),
        classifiers=fields.read("classifiers", info.at("classifiers").texts, ()),
        requirements=fields.read("requirements", lambda: tuple(requirements(info.at("requires_dist"))), ()),
        extras=fields.read("extras", info.at("provides_extra").texts, ()),
        links=fields.read("links", lambda: tuple(links(info)), ()),
        vulnerabilities=fields.read("vulnerabilities", lambda: tuple(vulnerabilities(root)), ()),
        status=fields.read("status", lambda: root.at("project-status").at("status").text(40), ""),
        wheel=fields.read("files", lambda: wheel_name(root.at("urls")), ""),
        unread_releases=unread_releases,
        unread=fields.unread,
    )


def presented(value: JsonValue) -> Version:
    """Return the version that a document is about."""
    text = value.text(80)
    if version := version_in(text):
        return version
    raise UnreadableDocument(value.place, f"“{text}” is no version.")


def version_in(text: str) -> Version | None:
    try:
        return Version(text)
    except ValueError:
        # A number of thousands of digits is no number to Python, and says so by itself.
        return None


def requirements(value: JsonValue) -> Iterator[Requirement]:
    """Yield what a package needs; ``UnreadableDocument`` for one in another form, as a count without it would lie."""
    for item in value.items():
        text = item.whole(EXPRESSION)
        try:
            yield Requirement(text)
        except InvalidRequirement as error:
            raise UnreadableDocument(item.place, f"“{text[:80]}” is no requirement.") from error


def read_releases(value: JsonValue, fields: FieldReader) -> tuple[tuple[IndexRelease, ...], tuple[Version, ...]]:
    """Return the releases that can be read, the newest version first, and the versions of those that say what they
    should not; one without a version or a date is passed over."""
    releases: dict[Version, IndexRelease] = {}
    unread = []
    for name, files in value.members():
        version = version_in(name)
        release = version and fields.read(f"release {version}", partial(release_of, version, files), None)
        if version and release and (version not in releases or release.released_on < releases[version].released_on):
            releases[version] = release
        elif version and f"release {version}" in fields.unread:
            unread.append(version)
    if len(releases) > MOST_RELEASES:
        raise UnreadableDocument(value.place, f"{len(releases):,} releases; at most {MOST_RELEASES:,} are believed.")
    if not releases:
        fields.unread["releases"] = f"{value.place}: no release has a version and a dated file."
    ordered = sorted(releases.values(), key=lambda release: release.version, reverse=True)
    return tuple(ordered), tuple(unread)


def release_of(version: Version, listed: JsonValue) -> IndexRelease | None:
    """Return a release from its files; None where it has no date."""
    files = list(listed.items())
    days = [day for file in files if (day := upload_day(file))]
    if not days:
        return None
    yanked = all(file.at("yanked").flag() for file in files)
    reasons = (file.at("yanked_reason").text() for file in files)
    return IndexRelease(
        version=version,
        released_on=min(days),
        requires_python=next(filter(None, (file.at("requires_python").whole(100) for file in files)), ""),
        yanked=yanked,
        yanked_reason=next(filter(None, reasons), "") if yanked else "",
        size=size_of(files),
        wheels=wheels_of(file.at("filename").text() for file in files),
    )


def upload_day(file: JsonValue) -> datetime.date | None:
    """Return the UTC day of an upload; None where the index gives none."""
    value = file.at("upload_time_iso_8601") if file.at("upload_time_iso_8601").content else file.at("upload_time")
    text = value.text()
    if not text:
        return None
    try:
        moment = datetime.datetime.fromisoformat(text)
        return (moment.astimezone(datetime.UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError) as error:
        raise UnreadableDocument(value.place, f"“{text[:40]}” is no time.") from error


def chosen_file(files: Iterable[JsonValue]) -> JsonValue | None:
    """Return the file that stands for a release: the wheel for any platform, else one for Linux, else what there is."""
    named = sorted(((file.at("filename").text(), file) for file in files), key=lambda pair: pair[0])
    for pattern in CHOICE:
        for name, file in reversed(named):
            if re.search(pattern, name):
                return file
    return None


def size_of(files: Iterable[JsonValue]) -> int | None:
    file = chosen_file(files)
    return (file.at("size").number(MOST_BYTES) or None) if file else None


def wheel_name(files: JsonValue) -> str:
    file = chosen_file(files.items())
    name = file.at("filename").text() if file else ""
    return name if name.endswith(".whl") else ""


def licence(info: JsonValue) -> str:
    """Return the licence as the package declares it: an expression, a short text, or what its classifiers say."""
    stated = info.at("license_expression").whole(EXPRESSION) or first_line(info.at("license"))
    if stated and stated.upper() not in NO_LICENCE:
        return stated
    classifiers = info.at("classifiers").texts()
    named = [text.rpartition(" :: ")[2] for text in classifiers if text.startswith("License :: ")]
    return "; ".join(named)


def first_line(value: JsonValue) -> str:
    """Return a text of one line; nothing where it is longer, such as a whole licence."""
    text = value.of(str, "text").strip()
    return plain(text, 100) if "\n" not in text and len(text) <= 100 else ""


def links(info: JsonValue) -> Iterator[tuple[str, str]]:
    """Yield the project's links that lead to a web page."""
    for label, value in info.at("project_urls").members():
        address = value.of(str, "text")
        if len(address) <= EXPRESSION and not problem_with(address):
            yield plain(label, 60), address


def vulnerabilities(root: JsonValue) -> Iterator[Vulnerability]:
    """Yield the vulnerabilities that are not withdrawn, each under its best-known name."""
    for value in root.at("vulnerabilities").items():
        names = [*value.at("aliases").texts(), value.at("id").text(60)]
        if not value.at("withdrawn").text():
            name = next((name for name in names if name.startswith("CVE-")), names[-1])
            yield Vulnerability(name or "without a name", value.at("fixed_in").texts())
