"""Publishing rows for tests in the fewest queries, leaving what a proposed and approved change leaves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain

from django.db import transaction
from django.utils import timezone

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


def publish_rows(*edits: Edit) -> tuple[Change, list[CuratedRow]]:
    """Publish edits, and return their change and the rows that were not removed.

    New rows are written directly. Altering or removing a row may show or hide others, so it takes the way of every
    change.
    """
    published = revisions_of(edits)
    if not all_new(edits, published):
        change = publish_from(Origin.IMPORTER, edits, reason=REASON)
        return change, [edit.model.objects.get(pk=edit.key) for edit in edits if edit.document is not None]
    rows = {name_of(edit): row_of(edit) for edit in edits}
    settle_visibility(rows, published)
    with transaction.atomic(savepoint=False), writing():
        return write(edits, rows), list(rows.values())


def all_new(edits: Iterable[Edit], published: Mapping[RowName, bool]) -> bool:
    """Tell whether each of these edits adds a row that has no revision yet."""
    return all(edit.document is not None and name_of(edit) not in published for edit in edits)


def name_of(edit: Edit) -> RowName:
    return row_type(edit.model), edit.key


def revisions_of(edits: Sequence[Edit]) -> dict[RowName, bool]:
    """Return, for each row that edits are about or refer to and that has a revision, whether it is public."""
    named = chain.from_iterable(references_in(edit.model, edit.document) for edit in edits)
    keys = {edit.key for edit in edits} | {key for _, key in named}
    revisions = Revision.objects.current().filter(key__in=keys).order_by()
    return {(kind, key): is_public for kind, key, is_public in revisions.values_list("row_type", "key", "is_public")}


def row_of(edit: Edit) -> CuratedRow:
    """Return an unsaved row, checked field by field; the database checks the rest when it is written."""
    row = readable_row(edit.model, edit.key, edit.document or {})
    if problems := refused_values(row):
        raise InvalidDocument(problems)
    return row


def settle_visibility(rows: Mapping[RowName, CuratedRow], published: Mapping[RowName, bool]) -> None:
    """Work out which of these new rows the public sees, parents first."""
    for kind, model in row_types().items():
        for row in (row for (own_kind, _), row in rows.items() if own_kind == kind and is_hideable(model)):
            above = [(row_type(curated(parent)), row.field_value(parent.name)) for parent in parents(model)]
            seen = (rows[name].is_public if name in rows else published.get(name) for name in above if name[1])
            row.is_public = getattr(row, "status", Status.PUBLISHED) == Status.PUBLISHED and all(seen)


def moment() -> datetime:
    """Return the present, or the last publication where that is a hair later because a test's clock stands still."""
    now = timezone.now()
    latest = Revision.objects.order_by("-pk").values_list("valid_from", flat=True).first()
    return latest if latest and now < latest < now + timedelta(seconds=1) else now


def write(edits: Iterable[Edit], rows: Mapping[RowName, CuratedRow]) -> Change:
    """Write new rows, their change and their revisions; what the finder makes of rows is made when it is next read."""
    now = moment()
    change = Change.objects.create(
        reason=REASON, origin=Origin.IMPORTER, state=State.PUBLISHED, created_at=now, published_at=now
    )
    items = [
        ChangeItem(change=change, row_type=row_type(edit.model), key=edit.key, base_version=0, document=edit.document)
        for edit in edits
    ]
    ChangeItem.objects.bulk_create(items)
    for kind, model in row_types().items():
        if new := [row for (own_kind, _), row in rows.items() if own_kind == kind]:
            model.objects.bulk_create(new)
    Revision.objects.bulk_create(
        Revision(
            row_type=item.row_type,
            key=item.key,
            version=1,
            document=item.document,
            valid_from=now,
            change=change,
            is_public=rows[(item.row_type, item.key)].is_public,
        )
        for item in items
    )
    return change
