"""What differs between the public rows of two versions of the data, whatever was published in between.

Versions are told apart by their numbers alone: clocks may stand still or go back.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from curation.documents import Document, public_values, row_from
from curation.models import Revision
from curation.registry import RowName, references_in, row_type, row_types
from curation.rows import CuratedRow, curated, parents

MOST_NAMED = 500
"""Beyond so many keys, all rows of a type are read instead of those named."""


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A public row that was added, removed or changed; ``before`` and ``after`` are numbers of its revisions."""

    kind: str
    key: str
    before: int | None
    after: int | None
    version: int
    """The version of the data that made the difference; the last where several did."""

    @property
    def operation(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def values_of(model: type[CuratedRow], key: str, document: Document) -> dict[str, Any]:
    """Return what programs get of a row."""
    return public_values(row_from(model, key, document))


def differences(since: int, until: int) -> tuple[RowDifference, ...]:
    """Return what differs from one version to a later one, rows that others refer to first."""
    latest = Revision.objects.filter(pk__lte=until).order_by("-pk").values_list("valid_from", flat=True).first()
    return differences_published(since, until, latest)


# A number may be given twice, as after a preview that is rolled back or a backup restored; its time tells them apart.
@lru_cache(maxsize=8)
def differences_published(since: int, until: int, _published: datetime | None) -> tuple[RowDifference, ...]:
    """Return the same, kept for those who read its pages one after another."""
    written: dict[str, dict[str, int]] = defaultdict(dict)
    revisions = Revision.objects.filter(pk__gt=since, pk__lte=until).order_by("pk")
    for kind, key, version in revisions.values_list("row_type", "key", "pk"):
        written[kind][key] = version
    moved: dict[RowName, int] = {}
    differing_rows: list[RowDifference] = []
    for kind, model in row_types().items():
        moved_kinds = {moved_kind for moved_kind, _key in moved}
        whole = not moved_kinds.isdisjoint(row_type(curated(parent)) for parent in parents(model))
        if whole or kind in written:
            keys = None if whole else written[kind].keys()
            here = list(differing(model, since, until, written[kind], moved, keys))
            moved |= {(kind, row.key): row.version for row in here if row.operation != "changed"}
            differing_rows += here
    return tuple(differing_rows)


def differing(
    model: type[CuratedRow],
    since: int,
    until: int,
    written: dict[str, int],
    moved: dict[RowName, int],
    keys: Collection[str] | None,
) -> Iterator[RowDifference]:
    """Yield what differs among the rows of one model, or among those with some keys."""
    before, after = (public_revisions(model, version, keys) for version in (since, until))
    pairs = {key: (before.get(key), after.get(key)) for key in sorted(before.keys() | after.keys())}
    pairs = {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
    documents = documents_of(pairs.values())
    for key, (old, new) in pairs.items():
        if old and new and values_of(model, key, documents[old]) == values_of(model, key, documents[new]):
            continue
        above = (
            moved.get(name, 0) for number in (old, new) if number for name in references_in(model, documents[number])
        )
        yield RowDifference(row_type(model), key, old, new, max([written.get(key, 0), *above]))


def public_revisions(model: type[CuratedRow], version: int, keys: Collection[str] | None) -> dict[str, int]:
    """Return the numbers of the public revisions at a version by the keys of their rows."""
    if not version:
        return {}
    revisions = Revision.objects.public_at(model, version).order_by()
    if keys is not None and len(keys) <= MOST_NAMED:
        revisions = revisions.filter(key__in=list(keys))
    return {key: number for key, number in revisions.values_list("key", "pk") if keys is None or key in keys}


def documents_of(pairs: Any) -> dict[int, Document]:
    """Return the documents of revisions by their numbers."""
    numbers = [number for pair in pairs for number in pair if number]
    return {number: revision.document or {} for number, revision in Revision.objects.in_bulk(numbers).items()}
