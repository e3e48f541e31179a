"""Drafts: changes that their author adds to until they are ready; only then do the catalogue's rules apply."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from curation.changes.checks import Edit
from curation.changes.drafted import drafts_behind
from curation.changes.second_readings import name_of, without_void
from curation.changes.workflow import Refused, current_revisions, item_of, lock, move, withdraw
from curation.documents import unseen_characters
from curation.models import Change, ChangeItem, State
from curation.registry import among, row_type
from curation.texts import cleaned

LONGEST_KEY = ChangeItem._meta.get_field("key").max_length or 0
NAMED = "Another row of this change names it."
"""Why a row is drafted from the form of the row that is to name it; that row's reason takes its place."""


@transaction.atomic
def keep(
    edits: Iterable[Edit],
    *,
    reason: str,
    author: AbstractBaseUser,
    publish_at: datetime | None = None,
    draft: Change | None = None,
) -> Change:
    """Keep edits in a draft of their author, a new one unless it is given; a later edit of a row replaces the earlier.

    Drafts that add what the edits name become one with theirs. Raises ``Refused`` when there is nothing to keep, or the
    draft is another's or no draft any more.
    """
    edits, reason = list({name_of(edit): edit for edit in edits}.values()), cleaned(reason).strip()
    if not reason or not (edits or draft):
        raise Refused("A draft needs at least one edit and a reason.")
    refuse_what_cannot_be_kept(edits)
    behind = [other for other in drafts_behind(edits, author.pk) if other != draft]
    joined = [draft, *behind] if draft else behind
    change = own_draft(joined[0], author) if joined else Change(author=author, state=State.DRAFT)  # type: ignore[misc]
    change.reason = reason_with(reason, joined)
    # The joined draft is published as a whole, so it waits for the latest time among them.
    change.publish_at = max(filter(None, [publish_at, *(earlier.publish_at for earlier in joined)]), default=None)
    change.save()
    put(without_void(edits), change)
    absorb(change, joined[1:], author=author)
    return change


def refuse_what_cannot_be_kept(edits: Iterable[Edit]) -> None:
    """Raise ``Refused`` for characters that nobody sees, and for a key that is too long; a draft may break every other
    rule."""
    problems = [f"{edit}: {problem}" for edit in edits for problem in unseen_characters(edit.document or {})]
    problems += [
        f"{edit}: this name has {len(edit.key)} characters; allowed are {LONGEST_KEY}."
        for edit in edits
        if len(edit.key) > LONGEST_KEY
    ]
    if problems:
        raise Refused("\n".join(problems))


def put(edits: Sequence[Edit], draft: Change) -> None:
    """Put edits into a draft, each in place of an earlier one of its row."""
    names = [(row_type(edit.model), edit.key) for edit in edits]
    versions = current_revisions(names)
    draft.items.filter(among(names)).delete()
    ChangeItem.objects.bulk_create(item_of(draft, edit, versions) for edit in edits)


def reason_with(given: str, drafts: Iterable[Change]) -> str:
    """Return the reasons of drafts that become one, followed by the reason of what is added."""
    return reduce(both, [*(draft.reason for draft in drafts), given])


def both(reason: str, further: str) -> str:
    if reason == NAMED:
        return further
    return reason if further == NAMED or further in reason else f"{reason}\n{further}"


def own_draft(draft: Change, author: AbstractBaseUser) -> Change:
    """Return the draft, held for this transaction; refuse one that is not its author's."""
    draft = lock(draft, State.DRAFT)
    if draft.author_id != author.pk:
        raise Refused("A draft is its author’s own.")
    return draft


@transaction.atomic
def absorb(draft: Change, others: Iterable[Change], *, author: AbstractBaseUser) -> None:
    """Move what other drafts of the same author hold into this one; where both hold a row, this one's stays."""
    for other in others:
        held = own_draft(other, author)
        for item in held.items.all():
            if not draft.items.filter(row_type=item.row_type, key=item.key).exists():
                draft.items.add(item)
        held.corrections.update(change=draft)
        withdraw(held)


def redraft(change: Change) -> Change:
    """Make a draft again of a change that is in review, was sent back or taken back, for its author to alter."""
    return move(change, State.IN_REVIEW, State.SENT_BACK, State.WITHDRAWN, to=State.DRAFT)


@transaction.atomic
def take_out(draft: Change, item: int, *, author: AbstractBaseUser) -> ChangeItem:
    """Take a row out of a draft, and return what it was."""
    removed = own_draft(draft, author).items.filter(pk=item).first()
    if removed is None:
        raise Refused("That row is not in the draft any more.")
    removed.delete()
    return removed
