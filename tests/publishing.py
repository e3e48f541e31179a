"""Publishing rows for tests in the fewest queries, leaving what a proposed and approved change leaves."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain

from django.db import transaction
from django.utils import timezone
from time_machine import escape_hatch

from curation.changes.checks import Edit
from curation.changes.workflow import publish_from
from curation.documents import InvalidDocument, document_of, readable_row, refused_values
from curation.models import Change, ChangeItem, Origin, Revision, State
from curation.registry import RowName, references_in, row_type, row_types
from curation.rows import CuratedRow, Status, curated, is_hideable, parents, writing

REASON = "A test needs it."


def publish(*edits: Edit) -> Change:
    """Publish edits that need no reviewer."""
    return publish_rows(*edits)[0]


def publish_again(row: CuratedRow, *, removed: bool = False, **fields: object) -> Change:
    """Publish a row with other values, or its removal."""
    return publish(Edit(type(row), row.pk, None if removed else {**document_of(row), **fields}))


def publish_rows(*edits: Edit, ancestors: Iterable[Edit] = ()) -> tuple[Change, list[CuratedRow]]:
    """Publish edits, and return their change and the rows that were not removed.

    What is lacking of their ``ancestors`` is published by a change before it. New rows are written directly. Altering
    or removing a row may show or hide others, so it takes the way of every change.
    """
    above = {name_of(edit): edit for edit in ancestors}
    known = revisions_of([*edits, *above.values()])
    lacking = [edit for name, edit in above.items() if not known.get(name)]
    batches = [batch for batch in (lacking, edits) if batch]
    if not all_new([*lacking, *edits], known):
        for batch in batches:
            change = publish_from(Origin.IMPORTER, batch, reason=REASON)
        return change, [edit.model.objects.get(pk=edit.key) for edit in edits if edit.document is not None]
    rows = {name_of(edit): row_of(edit) for edit in [*lacking, *edits]}
    settle_visibility(rows, known)
    with transaction.atomic(savepoint=False), writing():
        change = write(batches, rows)
    return change, [rows[name_of(edit)] for edit in edits]


def all_new(edits: Iterable[Edit], known: Collection[RowName]) -> bool:
    """Tell whether each of these edits adds a row that has no revision yet."""
    return all(edit.document is not None and name_of(edit) not in known for edit in edits)


def name_of(edit: Edit) -> RowName:
    return row_type(edit.model), edit.key


def revisions_of(edits: Sequence[Edit]) -> "dict[RowName, Revision | None]":
    """Return the newest revision of each row that edits are about or refer to; None of a row that was removed."""
    named = chain.from_iterable(references_in(edit.model, edit.document) for edit in edits)
    keys = {edit.key for edit in edits} | {key for _, key in named}
    newest = Revision.objects.current().filter(key__in=keys).order_by()
    return {(revision.row_type, revision.key): revision if revision.document else None for revision in newest}


def row_of(edit: Edit) -> CuratedRow:
    """Return an unsaved row, checked field by field; the database checks the rest when it is written."""
    row = readable_row(edit.model, edit.key, edit.document or {})
    if problems := refused_values(row):
        raise InvalidDocument(problems)
    return row


def settle_visibility(rows: Mapping[RowName, CuratedRow], known: "Mapping[RowName, Revision | None]") -> None:
    """Work out which of these new rows the public sees, parents first."""
    for kind, model in row_types().items():
        for row in (row for (own_kind, _), row in rows.items() if own_kind == kind and is_hideable(model)):
            above = [(row_type(curated(parent)), row.field_value(parent.name)) for parent in parents(model)]
            seen = (getattr(rows.get(name) or known.get(name), "is_public", False) for name in above if name[1])
            row.is_public = getattr(row, "status", Status.PUBLISHED) == Status.PUBLISHED and all(seen)


def moment() -> datetime:
    """Return the present, or the last publication where that is a hair later because a test's clock stands still."""
    now = timezone.now()
    if not escape_hatch.is_travelling():
        return now
    latest = Revision.objects.order_by("-pk").values_list("valid_from", flat=True).first()
    return latest if latest and now < latest < now + timedelta(seconds=1) else now


def write(batches: Iterable[Iterable[Edit]], rows: Mapping[RowName, CuratedRow]) -> Change:
    """Write new rows, a change for each batch of edits and their revisions, and return the last change.

    What the finder makes of rows is made when it is next read.
    """
    items = ChangeItem.objects.bulk_create(chain.from_iterable(map(items_of, batches)))
    for kind, model in row_types().items():
        if new := [row for (own_kind, _), row in rows.items() if own_kind == kind]:
            model.objects.bulk_create(new)
    Revision.objects.bulk_create(
        Revision(
            row_type=item.row_type,
            key=item.key,
            version=1,
            document=item.document,
            valid_from=item.change.created_at,
            change=item.change,
            is_public=rows[(item.row_type, item.key)].is_public,
        )
        for item in items
    )
    return items[-1].change


def items_of(batch: Iterable[Edit]) -> list[ChangeItem]:
    """Write the change that these edits make, published now, and return what it does to each row."""
    now = moment()
    change = Change.objects.create(
        reason=REASON, origin=Origin.IMPORTER, state=State.PUBLISHED, created_at=now, published_at=now
    )
    return [
        ChangeItem(change=change, row_type=row_type(edit.model), key=edit.key, base_version=0, document=edit.document)
        for edit in batch
    ]
