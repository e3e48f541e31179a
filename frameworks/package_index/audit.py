"""Whether the index knows a vulnerability of the versions that the lock files name.

A package of which the index does not answer was not audited, and is never taken for a good one.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from packaging.version import Version

from frameworks.package_index.addresses import release_address
from frameworks.package_index.client import Client, TryAgain, Unavailable
from frameworks.package_index.document import UnreadableDocument, Vulnerability, read_document

LOCKED = re.compile(r"^([\w.-]+)==([\w.!+-]+)", re.MULTILINE)
PATIENCE = 3
"""After so many packages in a row of which there was no answer at all, the index is out of reach."""

Locked = tuple[str, str]
"""A package and its version."""


@dataclass
class Audit:
    """What the index said of each package."""

    vulnerable: dict[Locked, tuple[Vulnerability, ...]] = field(default_factory=dict)
    sound: list[Locked] = field(default_factory=list)
    unanswered: dict[Locked, str] = field(default_factory=dict)
    """Packages that were not audited, with why."""


def locked(text: str) -> list[Locked]:
    """Return the packages that a lock file names."""
    return LOCKED.findall(text)


def audited(packages: Iterable[Locked], client: Client) -> Audit:
    """Ask the index of each package."""
    audit, silent = Audit(), 0
    for package, version in packages:
        if silent >= PATIENCE:
            audit.unanswered[package, version] = "not asked, as the index is out of reach"
            continue
        try:
            known = vulnerabilities_of(package, version, client)
        except (Unavailable, UnreadableDocument) as error:
            silent = silent + 1 if isinstance(error, TryAgain) else 0
            audit.unanswered[package, version] = str(error)
            continue
        silent = 0
        if known:
            audit.vulnerable[package, version] = known
        else:
            audit.sound.append((package, version))
    return audit


def vulnerabilities_of(package: str, version: str, client: Client) -> tuple[Vulnerability, ...]:
    """Return what the index knows of a version; raise where it does not say."""
    body = client.ask_at(release_address(package, version, client.base)).body or b""
    document = read_document(body, package)
    if document.version != Version(version):
        raise Unavailable(f"it answered for version {document.version}")
    if not isinstance(json.loads(body).get("vulnerabilities"), list) or "vulnerabilities" in document.unread:
        raise Unavailable("it does not say which vulnerabilities it knows")
    return document.vulnerabilities
