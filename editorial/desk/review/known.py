"""The rows that a change names, as they are and as the change itself would have them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from curation.documents import Document, row_from
from curation.models import Revision
from curation.registry import RowName, among, references_in, row_types
from curation.rows import CuratedRow

Known = Mapping[RowName, CuratedRow]


def known_rows(items: Iterable[Any]) -> dict[RowName, CuratedRow]:
    """Return the rows that items name, whether readers see them or not, and those that they add; one query."""
    items = [item for item in items if item.row_type in row_types()]
    named = {
        name
        for item in items
        for document in (item.before, item.document, item.now)
        for name in references_in(row_types()[item.row_type], document)
    }
    current = Revision.objects.current().filter(among(named), document__isnull=False)
    documents: dict[RowName, Document] = {
        (kind, key): document or {} for kind, key, document in current.values_list("row_type", "key", "document")
    }
    documents |= {(item.row_type, item.key): item.document for item in items if item.document}
    rows = {name: readable(name, document) for name, document in documents.items()}
    return {name: row for name, row in rows.items() if row}


def readable(name: RowName, document: Document) -> CuratedRow | None:
    """Return a row; None for a document that a draft holds and no row could."""
    try:
        return row_from(row_types()[name[0]], name[1], document)
    except ValidationError:
        return None
