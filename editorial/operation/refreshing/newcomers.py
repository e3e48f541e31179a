"""What the package index says of a framework that is only in a draft; nothing of it is published."""

from collections.abc import Sequence
from dataclasses import dataclass

from curation.changes.checks import Edit
from curation.dates import today
from editorial.operation.refreshing.findings import findings_in
from editorial.operation.refreshing.planned_edits import (
    CurrentRevisions,
    fact_edits,
    release_edits,
    source_edit,
    source_key,
)
from editorial.operation.refreshing.refresh import index_client
from frameworks.models import Framework, PythonVersion
from frameworks.package_index.client import Client, IndexBounds, Unavailable, Unknown
from frameworks.package_index.document import PackageDocument, UnreadableDocument, read_document

PATIENCE = IndexBounds(connect=3, silence=6, whole=15, wait=2)
"""Somebody waits for the answer."""


class NotRead(Exception):
    """The index told nothing; the message says why, and ``is_unknown`` whether it has no such package."""

    def __init__(self, message: str, *, is_unknown: bool = False) -> None:
        super().__init__(message)
        self.is_unknown = is_unknown


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What was read of a package: rows to draft, the addresses that it names, and what could not be read."""

    edits: Sequence[Edit]
    links: Sequence[tuple[str, str]]
    left: Sequence[str]


def ask(package: str) -> PackageDocument:
    """Return what the index says of a package; raise ``NotRead`` where it says nothing."""
    try:
        with patient_client() as client:
            return read_document(client.ask(package).body or b"", package)
    except Unknown as error:
        raise NotRead(f"The package index has no package “{package}”.", is_unknown=True) from error
    except (Unavailable, UnreadableDocument) as error:
        raise NotRead(f"The package index could not be read: {error}.") from error


def patient_client() -> Client:
    client = index_client()
    client.bounds = PATIENCE
    return client


def rows_of(framework: Framework, document: PackageDocument) -> Newcomer:
    """Return the source, facts and releases of a framework that nobody has published yet."""
    nothing, day = CurrentRevisions(), today()
    findings = findings_in(document, list(PythonVersion.objects.all()))
    edits = [
        *source_edit(source_key(framework.pk), framework.package, day, nothing),
        *fact_edits(framework, findings.findings, findings.names, day, nothing),
        *release_edits(framework, findings.releases, nothing),
    ]
    return Newcomer(edits, document.links, findings.left)
