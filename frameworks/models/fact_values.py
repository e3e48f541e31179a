"""The names of facts, and the values behind the words in which readers see them."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from django.db import models


class FactName(models.TextChoices):
    """What is recorded of a framework beside its features; the order is the order of the facts panel."""

    LATEST_VERSION = "latest-version", "Latest version"
    RELEASED = "released", "Released"
    REQUIRES_PYTHON = "requires-python", "Python"
    LICENCE = "licence", "Licence"
    REQUIRED_PACKAGES = "required-packages", "Required packages"
    INTERFACE = "interface", "Server interface"
    RELEASES_24_MONTHS = "releases-24-months", "Releases in 24 months"
    FIRST_UPLOAD = "first-upload", "First upload to the index"
    FIRST_RELEASE_YEAR = "first-release-year", "First release"
    CREATOR = "creator", "Created by"
    STEWARD = "steward", "Kept by"
    WHEEL_SIZE = "wheel-size", "Wheel size"
    INSTALLED_SIZE = "installed-size", "Installed size"
    KNOWN_VULNERABILITIES = "known-vulnerabilities", "Known vulnerabilities"
    SUPPORT_POLICY = "support-policy", "Support policy"
    WITHDRAWN = "withdrawn", "Withdrawn version"
    PRE_RELEASE = "pre-release", "Newest pre-release"
    CADENCE = "release-cadence", "Time between releases"
    STABLE_SINCE = "stable-since", "Version 1.0 or later"
    SUPPORTED_PYTHONS = "supported-pythons", "Supported Python versions"
    DECLARED_PYTHONS = "declared-pythons", "Python versions declared"
    OPTIONAL_PACKAGES = "optional-packages", "Optional packages"
    WHEELS = "wheels", "Wheels"
    TYPED = "typed", "Type hints"
    DEVELOPMENT_STATUS = "development-status", "Development status"
    PROJECT_STATUS = "project-status", "Status on the index"
    DECLARED_LICENCE = "declared-licence", "Licence as declared"
    PROJECT_LINKS = "project-links", "Project links"


@dataclass(frozen=True, slots=True)
class FactValues:
    """What a fact says, as a value of its own type; all None where the source states nothing."""

    text: str | None = None
    size_bytes: int | None = None
    interval_days: float | None = None
    date: datetime.date | None = None
    number: int | None = None
    number_of: int | None = None
    versions: list[str] | None = None
    links: list[dict[str, str]] | None = None


NOTHING = FactValues()
NOT_STATED = ("Not stated", "None published", "")
"""What stands for nothing in the words of a fact."""
BYTES: Mapping[str, int] = {"kB": 1_000, "MB": 1_000_000}

Reader = Callable[[str], FactValues]


def size(words: str) -> FactValues:
    number, unit = matched(r"(\d+(?:\.\d+)?) (kB|MB)", words).groups()
    return FactValues(size_bytes=round(float(number) * BYTES[unit]))


def interval(words: str) -> FactValues:
    return FactValues(interval_days=float(matched(r"(\d+(?:\.\d+)?) days? \(median\)", words)[1]))


def day(words: str) -> FactValues:
    return FactValues(date=datetime.date.fromisoformat(words))


def stable_since(words: str) -> FactValues:
    return NOTHING if words.startswith("Not yet: ") else day(words.removeprefix("Since "))


def number(words: str) -> FactValues:
    return FactValues(number=int(words))


def share(words: str) -> FactValues:
    part, whole = matched(r"(\d{1,3}) of (\d{1,3})", words).groups()
    return FactValues(number=int(part), number_of=int(whole))


def vulnerabilities(words: str) -> FactValues:
    listed = matched(r"(None|\d+) listed for .+", words)[1]
    return FactValues(number=0 if listed == "None" else int(listed))


def versions(words: str) -> FactValues:
    return FactValues(versions=words.split(", "))


def links(words: str) -> FactValues:
    pairs = (link.rpartition(": ") for link in words.split("; "))
    return FactValues(links=[{"label": label, "url": url} for label, _colon, url in pairs])


def matched(pattern: str, words: str) -> "re.Match[str]":
    if match := re.fullmatch(pattern, words):
        return match
    raise ValueError(words)


READERS: Mapping[str, Reader] = {
    FactName.WHEEL_SIZE: size,
    FactName.INSTALLED_SIZE: size,
    FactName.CADENCE: interval,
    FactName.RELEASED: day,
    FactName.FIRST_UPLOAD: day,
    FactName.STABLE_SINCE: stable_since,
    FactName.FIRST_RELEASE_YEAR: number,
    FactName.RELEASES_24_MONTHS: number,
    FactName.REQUIRED_PACKAGES: number,
    FactName.OPTIONAL_PACKAGES: number,
    FactName.KNOWN_VULNERABILITIES: vulnerabilities,
    FactName.SUPPORTED_PYTHONS: share,
    FactName.DECLARED_PYTHONS: versions,
    FactName.PROJECT_LINKS: links,
}


@lru_cache(maxsize=4096)
def read_values(name: str, words: str) -> FactValues:
    """Return the values behind the words of a fact; the words themselves where they are of no other type."""
    if words in NOT_STATED:
        return NOTHING
    try:
        return READERS[name](words) if name in READERS else FactValues(text=words)
    except (KeyError, ValueError):
        return FactValues(text=words)


def values_data(name: str, words: str) -> dict[str, Any]:
    """Return the same by the names of the values."""
    return asdict(read_values(name, words))
