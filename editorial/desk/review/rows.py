"""One row of a change as its reviewer sees it: what readers see now, what they would see, and what it rests on."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Field, ForeignKey
from django.utils.text import capfirst

from curation.changes.differences import from_where_they_differ, in_words
from curation.changes.titles import title_of
from curation.documents import Document, fields_of
from curation.models import ReviewNote
from curation.registry import Names, RowName, row_type, row_types, type_name
from curation.rows import CuratedRow, curated
from editorial.admin.history import name_and_address
from editorial.desk.review.known import Known, readable
from editorial.desk.review.words import Pieces, compared, whole
from editorial.desk.staleness import READ_FIELDS
from editorial.operation.links.models import Link
from frameworks.models import Source

SHOWN = {
    "support": ("level", "package", "note"),
    "fact": ("value", "note"),
    "rating": ("level", "label", "summary"),
    "assessment": ("level", "label", "summary"),
    "remark": ("text",),
    "statement": ("verdict", "text"),
    "source": ("name", "url"),
    "framework": ("name", "tagline"),
}
"""What readers see of a row first; shown also where it stays as it is."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a row: as it was written against, as proposed, and as published where that is a third version."""

    name: str
    label: str
    before: Pieces
    after: Pieces
    meanwhile: str = ""

    @property
    def differs(self) -> bool:
        return any(piece.is_own for piece in (*self.before, *self.after))


@dataclass(frozen=True, slots=True)
class Rest:
    """The source a row rests on, with the address of the place and what the last visit found."""

    name: str
    place: str
    """The address of the place in it, which is that of the source where the place is words."""
    address: str
    locator: str
    link: Link | None

    @property
    def is_address(self) -> bool:
        """Tell whether the place is an address of its own."""
        return self.locator.startswith("https://")

    @property
    def place_in_short(self) -> str:
        return self.place.removeprefix("https://").rstrip("/")


@dataclass
class RowView:
    """A row of a change."""

    item: Any
    model: type[CuratedRow] | None
    title: str
    names: Names
    rest: Rest | None = None
    is_open: bool = True
    notes: list[ReviewNote] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    """What the checks ask its reviewer to look at."""

    @property
    def pk(self) -> int:
        return int(self.item.pk)

    @property
    def name(self) -> RowName:
        return self.item.row_type, self.item.key

    @property
    def kind(self) -> str:
        """What sort of row it is, in a word."""
        return type_name(self.item.row_type)

    @property
    def url(self) -> str:
        """Where the admin shows the row; empty for one that is only proposed."""
        return "" if self.action == "new" and not self.item.now else name_and_address(*self.name)[1]

    @property
    def action(self) -> str:
        if self.item.document is None:
            return "removed"
        return "changed" if self.item.base_version and self.item.before is not None else "new"

    @property
    def is_stale(self) -> bool:
        """Tell whether another version was published since it was written."""
        return self.is_open and (self.item.now_version or 0) != self.item.base_version

    @property
    def only_read(self) -> bool:
        """Tell whether nothing but the day of reading alters."""
        before, after = self.item.before, self.item.document
        if before is None or after is None or self.is_stale:
            return False
        altered = {name for name in {*before, *after} if before.get(name) != after.get(name)}
        return bool(altered) and altered <= set(READ_FIELDS)

    @property
    def is_idle(self) -> bool:
        """Tell whether the row would stay as it is."""
        return bool(self.item.document == self.item.before) and not self.is_stale

    @cached_property
    def fields(self) -> list[FieldView]:
        """The fields that differ, and those that readers see first, in the order of the model."""
        return [each for each in self.all_fields if each.differs or self.is_worth_seeing(each)]

    def is_worth_seeing(self, each: FieldView) -> bool:
        """Tell whether a field that keeps its value is shown: readers see it first, or somebody else altered it."""
        if self.is_stale and each.meanwhile != text_of(each.before):
            return True
        return each.name in SHOWN.get(self.item.row_type, ()) and bool(each.before or each.after)

    @cached_property
    def differing(self) -> list[FieldView]:
        return [view for view in self.all_fields if view.differs]

    @cached_property
    def unchanged(self) -> list[str]:
        """The names of the fields that have a value and keep it."""
        said = self.item.document or {}
        return [view.label.lower() for view in self.all_fields if not view.differs and view.name in said]

    @cached_property
    def all_fields(self) -> list[FieldView]:
        if self.model is None:
            return []
        # The key says these already, and of a row that comes or goes nobody misses what it does not say.
        one_sided = {"new": self.item.document, "removed": self.item.before}.get(self.action)
        asked = (each for each in fields_of(self.model) if each.name not in self.model.key_fields)
        return [self.field_view(each) for each in asked if one_sided is None or each.name in one_sided]

    def field_view(self, each: "Field[Any, Any]") -> FieldView:
        before, after = (self.value(each, document) for document in (self.item.before, self.item.document))
        if before == after:
            before, after = self.told_apart(each, before)
        is_text = not each.choices and not isinstance(each, ForeignKey) and each.name not in READ_FIELDS
        pieces = compared(before, after) if is_text or before == after else compared_whole(before, after)
        meanwhile = self.value(each, self.item.now) if self.is_stale else ""
        return FieldView(each.name, str(capfirst(each.verbose_name)), *pieces, meanwhile)

    def told_apart(self, each: "Field[Any, Any]", words: str) -> tuple[str, str]:
        """Return two values that have the same words: as they are stored, where that is not the same."""
        before, after = ((document or {}).get(each.name) for document in (self.item.before, self.item.document))
        if not before or not after or before == after:
            return words, words
        return f"{words} ({before})", f"{words} ({after})"

    def value(self, each: "Field[Any, Any]", document: Document | None) -> str:
        """Return a value in words; a row that is named by what it is called."""
        if document is None:
            return ""
        if isinstance(each, ForeignKey):
            key = document.get(each.name) or ""
            return self.names.get((row_type(curated(each)), key), key)
        return in_words(each, document, {})

    @property
    def level(self) -> str:
        """The level of support that the row would have; empty for other rows."""
        return self.level_in(self.item.document)

    @property
    def level_before(self) -> str:
        return self.level_in(self.item.before)

    def level_in(self, document: Document | None) -> str:
        return str((document or {}).get("level", "")) if self.item.row_type == "support" else ""

    @property
    def subject(self) -> str:
        """What a row and its siblings are about, such as the framework of a cell."""
        return self.title.partition(" · ")[0]

    @property
    def own_title(self) -> str:
        """What tells the row from its siblings."""
        return self.title.partition(" · ")[2] or self.title

    @property
    def source_address(self) -> str:
        return self.rest.address if self.rest else ""

    @property
    def read_on(self) -> tuple[str, str]:
        """The day its source was read, before and after."""
        return day_in(self.item.before), day_in(self.item.document)

    @property
    def in_short(self) -> tuple[str, str, str]:
        """The weightiest field that differs: its name, before and after."""
        if not self.differing:
            return "", "", ""
        first = self.differing[0]
        return first.label, *from_where_they_differ(text_of(first.before), text_of(first.after))


def compared_whole(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Return two values that are no sentences, each as one piece of its own."""
    return whole(before, is_own=True), whole(after, is_own=True)


def text_of(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)


def day_in(document: Document | None) -> str:
    return next((str(document[name]) for name in READ_FIELDS if name in (document or {})), "") if document else ""


def row_views(items: Sequence[Any], known: Known, *, is_open: bool) -> list[RowView]:
    """Return the rows of a change; one query, for the last visits to their sources."""
    names = {name: str(row) for name, row in known.items()}
    links = Link.objects.in_bulk([row.link for row in known.values() if isinstance(row, Source) and row.link])
    views = []
    for item in items:
        model = row_types().get(item.row_type)
        row = readable((item.row_type, item.key), item.document or item.before or {}) if model else None
        title = title_of(row, names) if row else item.key
        views.append(RowView(item, model, title, names, rest=rest_of(row, known, links), is_open=is_open))
    return views


def rest_of(row: CuratedRow | None, known: Known, links: Mapping[str, Link]) -> Rest | None:
    """Return what a row rests on; nothing where it names no source."""
    source = row if isinstance(row, Source) else known.get(("source", getattr(row, "source_id", None) or ""))
    if not isinstance(source, Source):
        return None
    locator = str(getattr(row, "locator", ""))
    return Rest(source.name, source.link_to(locator), source.link, locator, links.get(source.link))


def date_of(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
