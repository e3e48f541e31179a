"""Approving a part of a change: its other rows go back to the author, or are left out and stay in the record."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple, cast

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from curation.changes.applying import Refused, wait_for_turn
from curation.changes.titles import names_of, title_of
from curation.changes.workflow import decide, publish_when_due
from curation.documents import row_from
from curation.models import Change, ChangeItem, ReviewNote, State
from curation.registry import RowName, references_in, row_types
from curation.texts import cleaned

NO_COMMENT = "Say of each row that goes back what is missing: its author sees nothing else."


class Parts(NamedTuple):
    """What became of a change: what was approved, and the changes that hold its other rows, if there are any."""

    approved: Change
    returned: Change | None = None
    left_out: Change | None = None


@transaction.atomic
def approve_part(
    change: Change,
    *,
    back: Collection[int],
    out: Collection[int],
    reviewer: AbstractBaseUser,
    why: str,
    note: str = "",
    seen: str | None = None,
    has_read: bool = False,
) -> Parts:
    """Publish a change without the items that go ``back`` to its author and those left ``out``.

    What went back is a change of its own, sent back with ``why``; what was left out is a withdrawn one. Raises
    ``Refused`` like ``approve``, and where a row that stays names one that does not.
    """
    wait_for_turn()
    change = decide(change, reviewer=reviewer, note=note, state=State.APPROVED, seen=seen)
    items = list(change.items.all())
    left = [item for item in items if item.pk in {*back, *out}]
    kept = [item for item in items if item not in left]
    if not kept:
        raise Refused("Tick at least one row, or send the change back as a whole.")
    refuse_torn(kept, left)
    returned = split_off(change, back, State.SENT_BACK, reviewer, why)
    left_out = split_off(change, out, State.WITHDRAWN, reviewer, "Left out by the reviewer.")
    publish_when_due(change, has_read=has_read)
    return Parts(change, returned, left_out)


def split_off(
    change: Change, items: Collection[int], state: State, reviewer: AbstractBaseUser | None, why: str
) -> Change | None:
    """Move items of a change into one of their own."""
    moved = list(change.items.filter(pk__in=items))
    if not moved:
        return None
    if not why.strip():
        raise Refused(NO_COMMENT)
    part = Change.objects.create(
        author=change.author,
        origin=change.origin,
        reason=f"{change.reason} (from change {change.pk})",
        state=state,
        reviewer=cast(Any, reviewer),
        note=cleaned(why).strip(),
        publish_at=change.publish_at,
    )
    change.items.filter(pk__in=[item.pk for item in moved]).update(change=part)
    notes = ReviewNote.objects.filter(change=change).on_rows((item.row_type, item.key) for item in moved)
    notes.update(change=part)
    return part


def refuse_torn(kept: Iterable[ChangeItem], left: Sequence[ChangeItem]) -> None:
    """Raise ``Refused`` where a row that stays in a change names a new one that does not."""
    missing = {(item.row_type, item.key): item for item in left if not item.base_version}
    for item in kept:
        for name in references_in(row_types()[item.row_type], item.document):
            if name in missing:
                names = titles_of([item, missing[name]])
                raise Refused(f"{names[0]} needs {names[1]}. Approve both, or neither.")


def titles_of(items: Sequence[ChangeItem]) -> list[str]:
    """Return what the rows of items are called."""
    rows = [row_from(row_types()[item.row_type], item.key, item.document or {}) for item in items]
    mentioned: list[RowName] = [
        name for item in items for name in references_in(row_types()[item.row_type], item.document)
    ]
    names = {
        **names_of(mentioned),
        **{(item.row_type, item.key): str(row) for item, row in zip(items, rows, strict=True)},
    }
    return [title_of(row, names) for row in rows]
