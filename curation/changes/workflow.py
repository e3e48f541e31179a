"""The change kernel: the one place where the catalogue changes.

A change is proposed, approved by somebody else, and applied: in one transaction every row gets its new document and
every document becomes a revision. A row that has moved on since the change was written is a conflict, and then nothing
is applied.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from curation.changes.applying import Refused as Refused
from curation.changes.applying import VersionConflict as VersionConflict
from curation.changes.applying import apply, wait_for_turn
from curation.changes.applying import current_revisions as current_revisions
from curation.changes.applying import version_of as version_of
from curation.changes.checks import Edit, EditProblem, problems_of
from curation.changes.independence import ONE_HAND, is_in_hand_of
from curation.changes.second_readings import read_too, second_readings, without_void
from curation.documents import Document
from curation.models import Change, ChangeItem, Origin, Revision, State
from curation.registry import RowName, row_type, row_types
from curation.texts import cleaned

ALTERED = "The change is not what your page showed: it was altered meanwhile. Look at it again, then decide."


class Unacceptable(Refused):
    """Edits break the rules of the catalogue; ``problems`` has every problem with the edit it belongs to."""

    def __init__(self, problems: Sequence[EditProblem]) -> None:
        super().__init__("\n".join(f"{edit}: {problem}" for edit, problem in problems))
        self.problems = problems


@transaction.atomic
def propose(
    edits: Iterable[Edit],
    *,
    reason: str,
    author: AbstractBaseUser | None = None,
    origin: Origin = Origin.EDITOR,
    publish_at: datetime | None = None,
) -> Change:
    """Put edits before a reviewer as one change.

    Raises ``Unacceptable`` when they break a rule of the catalogue and ``Refused`` when there is nothing to propose.
    """
    edits, reason = list(edits), cleaned(reason).strip()
    if not edits or not reason:
        raise Refused("A change needs at least one edit and a reason.")
    if author:
        edits = without_void(edits)
    require_sound(edits, author)
    change = Change(author=author, reason=reason, origin=origin, publish_at=publish_at)  # type: ignore[misc]
    versions = current_revisions((row_type(edit.model), edit.key) for edit in edits)
    items = [item_of(change, edit, versions) for edit in edits]
    if author:
        refuse_repetition(items, author)
    change.save()
    ChangeItem.objects.bulk_create(items)
    return change


def refuse_repetition(items: list[ChangeItem], author: AbstractBaseUser) -> None:
    """Raise ``Refused`` where the author has the same change in review, as after pressing a button twice."""
    # The lock makes the second of two simultaneous requests wait for the first.
    get_user_model()._default_manager.select_for_update().filter(pk=author.pk).first()
    own = Change.objects.filter(author_id=author.pk, state=State.IN_REVIEW, items__key=items[0].key).distinct()
    for change in own.prefetch_related("items"):
        if proposed_documents(change.items.all()) == proposed_documents(items):
            raise Refused(f"You have proposed exactly this already, in change {change.pk}.")


def proposed_documents(items: Iterable[ChangeItem]) -> dict[RowName, tuple[int, Document | None]]:
    """Return the document that items propose for each row, with the version it was written against."""
    return {(item.row_type, item.key): (item.base_version, item.document) for item in items}


def require_sound(edits: Sequence[Edit], author: AbstractBaseUser | None = None) -> None:
    """Raise ``Unacceptable`` where edits break a rule of the catalogue, or one for their author, with every problem."""
    problems = problems_of(edits)
    if author:
        problems += second_readings(edits, author.pk)
    if problems:
        raise Unacceptable(problems)


def edits_of(change: Change) -> list[Edit]:
    """Return what a change asks for."""
    items = change.items.all()
    return [Edit(row_types()[item.row_type], item.key, item.document, item.base_version) for item in items]


def item_of(change: Change, edit: Edit, current: dict[RowName, Revision]) -> ChangeItem:
    """Return the item that carries an edit in a change."""
    name = (row_type(edit.model), edit.key)
    base = edit.base_version if edit.base_version is not None else version_of(current.get(name))
    return ChangeItem(change=change, row_type=name[0], key=name[1], base_version=base, document=edit.document)


def approve(
    change: Change, *, reviewer: AbstractBaseUser, note: str = "", seen: str | None = None, has_read: bool = False
) -> Change:
    """Approve a change that is in review, and publish it unless its time is still to come.

    ``has_read`` says that the reviewer has read the sources too, so that its claims have their second reading.
    ``seen`` is the digest of what the reviewer had before them, None where that was this very object.
    Raises ``Refused`` when the reviewer is the author, the change is not in review or not what was seen,
    ``VersionConflict`` when it is stale, ``Unacceptable`` when it breaks a rule of the catalogue as it is now.
    """
    with transaction.atomic():
        wait_for_turn()
        change = decide(change, reviewer=reviewer, note=note, state=State.APPROVED, seen=seen)
        publish_when_due(change, has_read=has_read)
    return change


def publish_when_due(change: Change, *, has_read: bool = False) -> None:
    """Publish what was just approved, unless its time is still to come."""
    edits = edits_of(change)
    require_sound(edits, change.author)
    if has_read:
        record_reading(change, edits)
    if change.publish_at is None or change.publish_at <= timezone.now():
        apply(change)


def record_reading(change: Change, edits: Sequence[Edit]) -> None:
    """Let a change say that its reviewer has read the sources of its claims."""
    read = read_too(edits, change.author_id, cast(int, change.reviewer_id))
    documents = {(row_type(edit.model), edit.key): edit.document for edit in read}
    items = [item for item in change.items.all() if (item.row_type, item.key) in documents]
    for item in items:
        item.document = documents[item.row_type, item.key]
    ChangeItem.objects.bulk_update(items, ["document"])


def send_back(change: Change, *, reviewer: AbstractBaseUser, note: str, seen: str | None = None) -> Change:
    """Return a change that is in review to its author, with what is missing."""
    if not note.strip():
        raise Refused("Say in the note what the author should change.")
    with transaction.atomic():
        return decide(change, reviewer=reviewer, note=note, state=State.SENT_BACK, seen=seen)


def decide(change: Change, *, reviewer: AbstractBaseUser, note: str, state: State, seen: str | None = None) -> Change:
    """Record what a reviewer decided on a change that is in review."""
    change = lock(change, State.IN_REVIEW)
    if change.origin == Origin.EDITOR and change.author_id == reviewer.pk:
        raise Refused("The author of a change cannot review it. Ask another publisher.")
    if change.origin == Origin.EDITOR and is_in_hand_of(reviewer.pk, cast(int, change.author_id)):
        raise Refused(ONE_HAND)
    if seen is not None and seen != change.digest:
        raise Refused(ALTERED)
    change.state, change.reviewer, change.note = state, cast(Any, reviewer), cleaned(note).strip()
    change.save()
    if change.note:
        change.review_notes.create(author=cast(Any, reviewer), decision=state, text=change.note)
    return change


def submit(change: Change) -> Change:
    """Put a draft, or a change that was sent back, before a reviewer.

    Raises ``Refused`` where it alters nothing, ``Unacceptable`` where it breaks a rule of the catalogue.
    """
    edits = edits_of(change)
    if not edits:
        raise Refused("There is nothing in the draft yet.")
    if not alters(edits):
        raise Refused("It alters nothing yet: each of its rows is as it is published. Edit one, or discard it.")
    require_sound(edits, change.author)
    return move(change, State.DRAFT, State.SENT_BACK, to=State.IN_REVIEW)


def alters(edits: Sequence[Edit]) -> bool:
    """Tell whether any of these edits asks for something else than what is published."""
    names = [(row_type(edit.model), edit.key) for edit in edits]
    published = {name: revision.document for name, revision in current_revisions(names).items()}
    return any(edit.document != published.get(name) for name, edit in zip(names, edits, strict=True))


def withdraw(change: Change) -> Change:
    """Take back a change that is not published."""
    return move(change, State.DRAFT, State.IN_REVIEW, State.SENT_BACK, State.APPROVED, to=State.WITHDRAWN)


@transaction.atomic
def move(change: Change, *allowed: State, to: State) -> Change:
    change = lock(change, *allowed)
    change.state = to
    change.save()
    return change


def lock(change: Change, *allowed: State) -> Change:
    """Return the change as it is now, held for this transaction; refuse it in any but the allowed states."""
    change = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if change.state not in allowed:
        names = " or ".join(state.label.lower() for state in allowed)
        raise Refused(f"The change is {change.get_state_display().lower()}; this needs one that is {names}.")
    return change


def publish_due(now: datetime | None = None) -> list[Change]:
    """Publish every approved change whose time has come; one that may not be published any more goes back to its author
    with the reason. Return both; one that somebody else decided on meanwhile is left to them."""
    due = Change.objects.due(now or timezone.now()).order_by("publish_at")
    return [done for change in due if (done := publish_or_return(change))]


@transaction.atomic
def publish_or_return(change: Change) -> Change | None:
    wait_for_turn()
    try:
        change = lock(change, State.APPROVED)
    except Refused:
        return None
    try:
        with transaction.atomic():
            # The catalogue has moved on since it was approved. Its author's own rule held then.
            require_sound(edits_of(change))
            return apply(change)
    except Refused as error:
        change.state, change.note = State.SENT_BACK, str(error)
        change.save()
        return change


def publish_from(origin: Origin, edits: Iterable[Edit], *, reason: str) -> Change:
    """Propose and publish in one step what needs no second person: the catalogue's own files and importers."""
    with transaction.atomic():
        wait_for_turn()
        change = propose(edits, reason=reason, origin=origin)
        change.state = State.APPROVED
        return apply(change)
