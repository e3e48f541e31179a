"""Applying a change: the rows get their new documents, and every document becomes a revision, in one transaction."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, connection, transaction
from django.dispatch import Signal
from django.utils import timezone

from curation.changes.visibility import refresh_public
from curation.documents import Document, field_names, row_from
from curation.models import Change, ChangeItem, Revision, State
from curation.registry import RowName, among, by_type, row_types
from curation.rows import writing

log = logging.getLogger(__name__)
published = Signal()
"""Sent once a change is public, with the ``change``; what goes wrong in a receiver is logged, and undoes nothing."""

PUBLISHING = 7_526_102
"""By which PostgreSQL knows the lock that a publication holds."""


class Refused(ValueError):
    """A change cannot be made; the message says why and what would help."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A row of which a later version was published after a change was written."""

    item: ChangeItem
    current: Document | None
    current_version: int

    def __str__(self) -> str:
        written = f"was written against version {self.item.base_version}"
        return f"{self.item} {written}, but version {self.current_version} is published"


class VersionConflict(Refused):
    """A change was written against versions that are no longer current; ``clashes`` has both documents of each row."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__("; ".join(str(clash) for clash in clashes))
        self.clashes = clashes


def version_of(revision: Revision | None) -> int:
    """Return the version a new edit is written against: 0 for a row that never existed."""
    return revision.version if revision else 0


def current_revisions(names: Iterable[RowName]) -> dict[RowName, Revision]:
    """Return the latest revision of each of these rows, removed rows included."""
    revisions = Revision.objects.current().filter(among(names))
    return {(revision.row_type, revision.key): revision for revision in revisions}


@transaction.atomic
def apply(change: Change) -> Change:
    """Write an approved change into the rows and the record, whole or not at all."""
    if change.state != State.APPROVED:
        raise Refused("Only an approved change can be published.")
    wait_for_turn()
    now = next_moment()
    write(change, now)
    change.state, change.published_at = State.PUBLISHED, now
    change.save()
    transaction.on_commit(partial(published.send_robust, sender=Change, change=change))
    return change


def wait_for_turn() -> None:
    """Let publications follow each other, so that who has read one version of the data misses nothing before it, and
    what was found sound still is when it is written. Whoever means to publish waits before holding a change, so that no
    two hold what the other waits for.

    SQLite lets one transaction write at a time by itself.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISHING])


def next_moment() -> datetime:
    """Return the present; where the clock stands before the last publication, the moment after that one.

    The record is in order whatever happens to the clock, so that a version of the data is one moment of it.
    """
    latest = Revision.objects.order_by("-pk").values_list("valid_from", flat=True).first()
    now = timezone.now()
    if latest is None or latest < now:
        return now
    log.warning("The clock stands at %s, before the last publication at %s.", now, latest)
    return latest + timedelta.resolution


def write(change: Change, now: datetime) -> None:
    """Write what a change asks for into the rows and the record, whatever its state."""
    items = list(change.items.all())
    current = current_revisions((item.row_type, item.key) for item in items)
    refuse_stale(items, current)
    try:
        with transaction.atomic(), writing():
            write_rows(items)
            append_revisions(change, items, current, now)
            refresh_public(by_type((item.row_type, item.key) for item in items), added_or_removed(items, current))
    except IntegrityError as error:
        raise Refused(f"The database refused the change: {error}") from error


def added_or_removed(items: Iterable[ChangeItem], current: dict[RowName, Revision]) -> set[str]:
    """Return the types of which a change removes rows, or brings removed ones back."""
    before = {name for name, revision in current.items() if revision.document is None}
    return {item.row_type for item in items if item.document is None or (item.row_type, item.key) in before}


def refuse_stale(items: Iterable[ChangeItem], current: dict[RowName, Revision]) -> None:
    """Raise ``VersionConflict`` when a row has a later version than the one its item was written against."""
    clashes = []
    for item in items:
        revision = current.get((item.row_type, item.key))
        if version_of(revision) != item.base_version:
            document = revision.document if revision else None
            clashes.append(Clash(item, document, version_of(revision)))
    if clashes:
        raise VersionConflict(clashes)


def write_rows(items: Iterable[ChangeItem]) -> None:
    """Write the items' documents into their tables, parents first, and remove rows, children first."""
    by_type: dict[str, list[ChangeItem]] = defaultdict(list)
    for item in items:
        by_type[item.row_type].append(item)
    present = [kind for kind in row_types() if kind in by_type]
    for kind in reversed(present):
        removed = [item.key for item in by_type[kind] if item.document is None]
        row_types()[kind].objects.filter(pk__in=removed).delete()
    for kind in present:
        upsert(kind, [item for item in by_type[kind] if item.document is not None])


def upsert(kind: str, items: Iterable[ChangeItem]) -> None:
    """Create or overwrite the rows of one type."""
    model = row_types()[kind]
    rows = [row_from(model, item.key, item.document or {}) for item in items]
    model.objects.bulk_create(rows, update_conflicts=True, update_fields=field_names(model), unique_fields=["key"])


def append_revisions(
    change: Change, items: Sequence[ChangeItem], current: dict[RowName, Revision], now: datetime
) -> None:
    """Close the items' present revisions and open the next."""
    Revision.objects.filter(pk__in=[revision.pk for revision in current.values()]).update(valid_to=now)
    Revision.objects.bulk_create(
        Revision(
            row_type=item.row_type,
            key=item.key,
            version=item.base_version + 1,
            document=item.document,
            valid_from=now,
            change=change,
        )
        for item in items
    )
