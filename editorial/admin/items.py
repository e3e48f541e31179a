"""The items of a change as a reviewer wants to see them: field by field, before and after."""

from dataclasses import dataclass
from typing import Any

from curation.changes.differences import Difference, differences
from curation.documents import Document
from curation.registry import row_types
from editorial.admin.history import name_and_address


@dataclass(frozen=True, slots=True)
class ItemView:
    """What a change does to one row, before and after; with what is published now where that is another version."""

    title: str
    url: str
    kind: str
    columns: tuple[str, ...]
    differences: list[Difference]
    is_stale: bool
    pk: int = 0


def item_view(item: Any, *, is_open: bool) -> ItemView:
    """Return an item as a reviewer wants to see it."""
    is_stale = is_open and (item.now_version or 0) != item.base_version
    kind = "Remove" if item.document is None else "Change" if item.base_version and item.before is not None else "Add"
    documents: tuple[Document | None, ...] = (item.before, item.document)
    columns: tuple[str, ...] = ("Before", "After")
    if is_stale:
        documents = (item.before, item.now, item.document)
        columns = (
            f"Version {item.base_version}, before",
            f"Version {item.now_version}, published meanwhile",
            "Proposed",
        )
    title, url = name_and_address(item.row_type, item.key)
    model = row_types().get(item.row_type)
    fields = differences(model, *documents) if model else []
    return ItemView(title, "" if kind == "Add" and not item.now else url, kind, columns, fields, is_stale, item.pk)
