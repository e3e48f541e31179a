"""Where the desk edits what the site's index found: entries know the public page alone."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from curation.registry import row_types
from curation.rows import CuratedRow
from curation.search.models import SearchEntry
from curation.web.addresses import page_root
from editorial.desk.pages import admin_page
from reviews.evidence.keys import key_of
from reviews.search.search import slug_of

CLAIMS: Mapping[str, str] = MappingProxyType(
    {
        **{kind: kind for kind in ("fact", "release", "rating", "statement", "conflict", "answer", "assessment")},
        **{"cell": "support", "window": "supportwindow", "argument": "remark", "advice": "recommendation"},
    }
)
"""The kinds whose pages are evidence, so that the address holds the key, with their types of row."""
PAGES: Mapping[str, str] = MappingProxyType(
    {
        **{kind: kind for kind in ("framework", "feature", "guide", "topic")},
        **{"resource": "learningresource", "situation": "commonsituation"},
    }
)
"""The kinds whose pages are named by slugs, with their types of row."""
Place = tuple[type[CuratedRow], str]


def places(entries: Iterable[SearchEntry]) -> dict[int, Place]:
    """Return the row behind each entry that has one of its own; one query for all that are named by slugs."""
    entries = list(entries)
    keys = keys_of_slugs([entry for entry in entries if entry.kind in PAGES])
    rows: dict[int, Place] = {}
    for entry in entries:
        if entry.kind in CLAIMS:
            model = row_types()[CLAIMS[entry.kind]]
            key = entry.address.removeprefix(page_root("evidence", "key")).rstrip("/")
            rows[entry.pk] = (model, key_of(model, key))
        elif (entry.kind, slug_of(entry)) in keys:
            rows[entry.pk] = (row_types()[PAGES[entry.kind]], keys[entry.kind, slug_of(entry)])
    return rows


def keys_of_slugs(entries: Sequence[SearchEntry]) -> dict[tuple[str, str], str]:
    """Return the keys of rows by their kind and slug."""
    slugs = [slug_of(entry) for entry in entries]
    queries = [rows_called(kind, slugs) for kind in sorted({entry.kind for entry in entries})]
    rows = queries[0].union(*queries[1:], all=True) if queries else []
    return {(kind, slug): key for kind, slug, key in rows}


def rows_called(kind: str, slugs: Sequence[str]) -> "QuerySet[Any, tuple[Any, ...]]":
    """Return the kind, slug and key of rows; a guide's slug is its key."""
    model = row_types()[PAGES[kind]]
    slug = "slug" if any(field.name == "slug" for field in model._meta.fields) else "pk"
    rows = model.objects.filter(**{f"{slug}__in": slugs}).order_by()
    return rows.values_list(Value(kind, output_field=CharField()), F(slug), F("pk"))


def address_of(place: Place) -> str:
    model, key = place
    return admin_page(model, "change", key)
