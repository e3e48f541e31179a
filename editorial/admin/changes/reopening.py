"""Editing a proposal again: its author opens the form of the row it is about, filled in as proposed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.http import Http404, HttpRequest
from django.urls import reverse

from curation.documents import Document
from curation.models import Change, ChangeItem, State
from curation.registry import RowName, owner_field, row_type
from curation.rows import CuratedRow

PARAMETER = "change"
ITEM = "item"
SHEETS: tuple[tuple[set[str], str, tuple[str, ...]], ...] = (
    ({"support"}, "desk:column", ("framework",)),
    ({"support"}, "desk:row", ("feature",)),
    ({"rating", "remark"}, "desk:ratings", ("guide", "framework")),
)
"""The types of rows on each sheet, its address and the fields that all its rows share."""
EDITABLE = [State.DRAFT, State.IN_REVIEW, State.SENT_BACK]


@dataclass(frozen=True, slots=True)
class Reopened:
    """What a change that is edited again would do to each row; nothing where none is."""

    change: Change | None = None
    items: Mapping[RowName, Any] = field(default_factory=dict)

    @property
    def is_draft(self) -> bool:
        return self.change is not None and self.change.state == State.DRAFT

    @property
    def proposal(self) -> dict[str, Any]:
        """Return what the change says of itself, as the form asks for it."""
        if self.change is None:
            return {}
        draft = self.change.pk if self.is_draft else None
        return {"reason": self.change.reason, "publish_at": self.change.publish_at, "draft": draft}

    def new_documents(self, model: type[CuratedRow]) -> list[Document]:
        """Return what it would add to the rows of a model."""
        mine = [item for (kind, _), item in self.items.items() if kind == row_type(model)]
        return [{**item.document, "key": item.key} for item in mine if item.before is None and item.document]


def may_edit_again(request: HttpRequest, change: Change) -> bool:
    return change.state in EDITABLE and change.author_id == request.user.pk


def reopened_by(request: HttpRequest, model: type[CuratedRow]) -> Reopened:
    """Return the change that the address of a model's form says is edited again, with the rows that belong on it.

    An item in the address narrows the change to the rows that share a page with it. 404 unless it is the reader's own,
    undecided and about rows of this form. A form that was filled in before the change was decided on is not lost: what
    it asks for becomes a new change.
    """
    if PARAMETER not in request.GET:
        return Reopened()
    change, items = own_items(request)
    items = sharing_a_page(items, request.GET[ITEM]) if ITEM in request.GET else items
    page = page_for(items) if items else None
    if page and page[0] is model:
        return Reopened(change, by_name(items))
    return nothing_reopened(request)


def reopened_of(request: HttpRequest, kinds: Collection[str], belongs: Callable[[Document], bool]) -> Reopened:
    """Return the change that the address of a sheet says is edited again, with the rows of its types that belong on it.

    All of them must, unless it is a draft: what is not on the sheet would be lost.
    """
    if PARAMETER not in request.GET:
        return Reopened()
    change, items = own_items(request)
    on_sheet = [item for item in items if item.row_type in kinds and belongs(item.document or item.before or {})]
    if change and on_sheet and (change.state == State.DRAFT or len(on_sheet) == len(items)):
        return Reopened(change, by_name(on_sheet))
    return nothing_reopened(request)


def own_items(request: HttpRequest) -> tuple[Change | None, list[Any]]:
    """Return the change that an address names, if its reader may edit it again, and its items."""
    number = request.GET[PARAMETER]
    change = Change.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None
    if change is None or not may_edit_again(request, change):
        return None, []
    return change, list(change.items.with_revisions())


def by_name(items: Iterable[ChangeItem]) -> dict[RowName, ChangeItem]:
    return {(item.row_type, item.key): item for item in items}


def nothing_reopened(request: HttpRequest) -> Reopened:
    if request.method == "POST":
        return Reopened()
    raise Http404(f"There is no change “{request.GET[PARAMETER]}” of yours that could be edited again here.")


def sharing_a_page(items: list[ChangeItem], number: str) -> list[ChangeItem]:
    """Return the items that are edited on the same page as one of them."""
    chosen = next((item for item in items if str(item.pk) == number), None)
    page = page_for([chosen]) if chosen else None
    return [item for item in items if page and page_for([item]) == page]


def page_for(items: Iterable[ChangeItem]) -> tuple[type[CuratedRow], str] | None:
    """Return the model and key of the row on whose page all of these items can be edited; None where there is none."""
    items = list(items)
    for model, registered in admin.site._registry.items():
        parts = {row_type(inline.model): inline.model for inline in registered.inlines}
        if issubclass(model, CuratedRow) and all(item.row_type in {row_type(model), *parts} for item in items):
            keys = {owner(item, model, parts) for item in items}
            if len(keys) == 1:
                return model, keys.pop()
    return None


def owner(item: Any, model: type[CuratedRow], parts: Mapping[str, type[CuratedRow]]) -> str:
    """Return the key of the row of a model that an item is about, or that its row belongs to."""
    if item.row_type not in parts:
        return cast(str, item.key)
    return str((item.document or item.before or {}).get(owner_field(parts[item.row_type], model)))


def address_to_edit_again(change: Change) -> str:
    """Return where a change can be edited again; empty where its rows have no page in common."""
    items = list(change.items.with_revisions())
    page = page_for(items)
    address = address_of(*page) if page else sheet_for(items)
    return f"{address}?{PARAMETER}={change.pk}" if address else ""


def sheet_for(items: Iterable[Any]) -> str:
    """Return the address of the sheet on which all of these items can be edited; empty where there is none."""
    kinds = {item.row_type for item in items}
    documents = [item.document or item.before or {} for item in items]
    for on_sheet, name, fields in SHEETS:
        keys = [{document.get(field) for document in documents} for field in fields]
        if kinds <= on_sheet and all(len(values) == 1 and all(values) for values in keys):
            return reverse(name, args=[values.pop() for values in keys])
    return ""


def address_of_item(item: ChangeItem) -> str:
    """Return where one row of a draft can be edited again."""
    page = page_for([item])
    return f"{address_of(*page)}?{PARAMETER}={item.change_id}&{ITEM}={item.pk}" if page else ""


def address_of(model: type[CuratedRow], key: str) -> str:
    """Return the address of a row's form; of the form for a new one where there is no such row."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    exists = model._base_manager.filter(pk=key).exists()
    return reverse(f"{name}_change", args=[quote(key)]) if exists else reverse(f"{name}_add")
