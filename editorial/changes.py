"""The change kernel: the one place where the catalogue changes.

A change is proposed, approved by somebody else, and applied: in one transaction every row gets its new document and
every document becomes a revision. A row that has moved on since the change was written is a conflict, and then nothing
is applied.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from editorial.checks import Edit, Found, problems
from editorial.models import Change, ChangeItem, Origin, Revision, State
from editorial.rows import row_type, row_types
from frameworks.curation import curated, is_hideable, parents, writing
from frameworks.documents import Document, fields_of, row_from


class Refused(ValueError):
    """A change cannot be made; the message says why and what would help."""


class Unacceptable(Refused):
    """Edits break the rules of the catalogue; ``found`` has every problem with the edit it belongs to."""

    def __init__(self, found: Sequence[Found]) -> None:
        super().__init__("\n".join(f"{edit}: {problem}" for edit, problem in found))
        self.found = found


@dataclass(frozen=True, slots=True)
class Clash:
    """A row that was published anew after a change was written."""

    item: ChangeItem
    current: Document | None
    current_version: int

    def __str__(self) -> str:
        written = f"was written against version {self.item.base_version}"
        return f"{self.item} {written}, but version {self.current_version} is published"


class Conflict(Refused):
    """A change was written against versions that are no longer current; ``clashes`` has both documents of each row."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__("; ".join(str(clash) for clash in clashes))
        self.clashes = clashes


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
    edits = list(edits)
    if not edits or not reason.strip():
        raise Refused("A change needs at least one edit and a reason.")
    if found := problems(edits):
        raise Unacceptable(found)
    change = Change(author=author, reason=reason.strip(), origin=origin, publish_at=publish_at)  # type: ignore[misc]
    change.save()
    versions = current_revisions((row_type(edit.model), edit.key) for edit in edits)
    ChangeItem.objects.bulk_create(item_of(change, edit, versions) for edit in edits)
    return change


RowName = tuple[str, str]


def item_of(change: Change, edit: Edit, current: dict[RowName, Revision]) -> ChangeItem:
    """Return the item that carries an edit in a change."""
    name = (row_type(edit.model), edit.key)
    base = edit.base_version if edit.base_version is not None else version_of(current.get(name))
    return ChangeItem(change=change, row_type=name[0], key=name[1], base_version=base, document=edit.document)


def version_of(revision: Revision | None) -> int:
    """Return the version a new edit is written against: 0 for a row that never was."""
    return revision.version if revision else 0


def current_revisions(names: Iterable[RowName]) -> dict[RowName, Revision]:
    """Return the latest revision of each of these rows, removed rows included."""
    keys = defaultdict(list)
    for kind, key in names:
        keys[kind].append(key)
    found = (Revision.objects.current().filter(row_type=kind, key__in=some) for kind, some in keys.items())
    return {(revision.row_type, revision.key): revision for revisions in found for revision in revisions}


def approve(change: Change, *, reviewer: AbstractBaseUser, note: str = "") -> Change:
    """Approve a change that is in review, and publish it unless its time is still to come.

    Raises ``Refused`` when the reviewer is the author or the change is not in review, ``Conflict`` when it is stale.
    """
    with transaction.atomic():
        change = decide(change, reviewer=reviewer, note=note, state=State.APPROVED)
        if change.publish_at is None or change.publish_at <= timezone.now():
            apply(change)
    return change


def send_back(change: Change, *, reviewer: AbstractBaseUser, note: str) -> Change:
    """Return a change that is in review to its author, with what is missing."""
    if not note.strip():
        raise Refused("Say in the note what the author should change.")
    with transaction.atomic():
        return decide(change, reviewer=reviewer, note=note, state=State.SENT_BACK)


def decide(change: Change, *, reviewer: AbstractBaseUser, note: str, state: State) -> Change:
    """Record what a reviewer decided on a change that is in review."""
    change = lock(change, State.IN_REVIEW)
    if change.origin == Origin.EDITOR and change.author_id == reviewer.pk:
        raise Refused("The author of a change cannot review it. Ask another publisher.")
    change.state, change.reviewer, change.note = state, reviewer, note.strip()  # type: ignore[assignment]
    change.save()
    return change


def resubmit(change: Change) -> Change:
    """Put a change that was sent back before a reviewer again."""
    return move(change, State.SENT_BACK, to=State.IN_REVIEW)


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
    """Publish every approved change whose time has come; a stale one goes back to review with the reason."""
    return [publish_or_return(change) for change in Change.objects.due(now or timezone.now()).order_by("publish_at")]


def publish_or_return(change: Change) -> Change:
    try:
        with transaction.atomic():
            return apply(lock(change, State.APPROVED))
    except Refused as error:
        change.state, change.note = State.SENT_BACK, str(error)
        change.save()
        return change


def publish_from(origin: Origin, edits: Iterable[Edit], *, reason: str) -> Change:
    """Propose and publish in one step what needs no second person: the catalogue's own files and importers."""
    with transaction.atomic():
        change = propose(edits, reason=reason, origin=origin)
        change.state = State.APPROVED
        return apply(change)


@transaction.atomic
def apply(change: Change) -> Change:
    """Write an approved change into the rows and the record, whole or not at all."""
    if change.state != State.APPROVED:
        raise Refused("Only an approved change can be published.")
    now = timezone.now()
    items = list(change.items.all())
    current = current_revisions((item.row_type, item.key) for item in items)
    refuse_stale(items, current)
    change.state, change.published_at = State.PUBLISHED, now
    change.save()
    try:
        with transaction.atomic(), writing():
            write_rows(items)
            append_revisions(change, items, current, now)
    except IntegrityError as error:
        raise Refused(f"The database refused the change: {error}") from error
    return change


def refuse_stale(items: Iterable[ChangeItem], current: dict[RowName, Revision]) -> None:
    """Raise ``Conflict`` when a row has a later version than the one its item was written against."""
    clashes = []
    for item in items:
        revision = current.get((item.row_type, item.key))
        if version_of(revision) != item.base_version:
            document = revision.document if revision else None
            clashes.append(Clash(item, document, version_of(revision)))
    if clashes:
        raise Conflict(clashes)


def write_rows(items: Iterable[ChangeItem]) -> None:
    """Write the items' documents into their tables, parents first, and remove rows, children first."""
    by_type: dict[str, list[ChangeItem]] = defaultdict(list)
    for item in items:
        by_type[item.row_type].append(item)
    present = [kind for kind in row_types() if kind in by_type]
    for kind in reversed(present):
        row_types()[kind].objects.filter(pk__in=[i.key for i in by_type[kind] if i.document is None]).delete()
    for kind in present:
        upsert(kind, [item for item in by_type[kind] if item.document is not None])
    refresh_public(present)


def refresh_public(kinds: Iterable[str]) -> None:
    """Work out anew what is public among rows of these types and all that hangs on them, parents first."""
    touched = set(kinds)
    for kind, model in row_types().items():
        if touched & {kind, *(row_type(curated(parent)) for parent in parents(model))}:
            touched.add(kind)
            if is_hideable(model):
                model.objects.refresh_public()


def upsert(kind: str, items: Iterable[ChangeItem]) -> None:
    """Create or overwrite the rows of one type."""
    model = row_types()[kind]
    rows = [row_from(model, item.key, item.document or {}) for item in items]
    fields = [field.name for field in fields_of(model)]
    model.objects.bulk_create(rows, update_conflicts=True, update_fields=fields, unique_fields=["key"])


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
