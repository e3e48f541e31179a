"""Where the desk edits what the site's index found: entries know the public page alone."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from curation.rows import CuratedRow
from curation.search.models import SearchEntry
from curation.web.addresses import page_root
from editorial.desk.module import admin_page
from frameworks.models import Fact, Feature, Framework, LearningResource, Release, Support, SupportWindow
from reviews.evidence.keys import key_of
from reviews.models import (
    Answer,
    Assessment,
    CommonSituation,
    Conflict,
    Guide,
    Rating,
    Recommendation,
    Remark,
    Statement,
    Topic,
)
from reviews.search.search import slug_of

CLAIMS: Mapping[str, type[CuratedRow]] = MappingProxyType(
    {
        "cell": Support,
        "fact": Fact,
        "release": Release,
        "window": SupportWindow,
        "argument": Remark,
        "rating": Rating,
        "advice": Recommendation,
        "statement": Statement,
        "conflict": Conflict,
        "answer": Answer,
        "assessment": Assessment,
    }
)
"""The kinds whose pages are evidence, so that the address holds the key."""
PAGES: Mapping[str, type[CuratedRow]] = MappingProxyType(
    {
        "framework": Framework,
        "feature": Feature,
        "resource": LearningResource,
        "guide": Guide,
        "topic": Topic,
        "situation": CommonSituation,
    }
)
"""The kinds whose pages are named by slugs."""


def places(entries: Iterable[SearchEntry]) -> dict[int, tuple[type[CuratedRow], str]]:
    """Return the row behind each entry that has one of its own; one query for all that are named by slugs."""
    entries = list(entries)
    keys = keys_of_slugs([entry for entry in entries if entry.kind in PAGES])
    found: dict[int, tuple[type[CuratedRow], str]] = {}
    for entry in entries:
        if entry.kind in CLAIMS:
            model = CLAIMS[entry.kind]
            key = entry.address.removeprefix(page_root("evidence", "key")).rstrip("/")
            found[entry.pk] = (model, key_of(model, key))
        elif (entry.kind, slug_of(entry)) in keys:
            found[entry.pk] = (PAGES[entry.kind], keys[entry.kind, slug_of(entry)])
    return found


def keys_of_slugs(entries: Sequence[SearchEntry]) -> dict[tuple[str, str], str]:
    """Return the keys of rows by their kind and slug."""
    slugs = [slug_of(entry) for entry in entries]
    found = [rows_called(kind, slugs) for kind in sorted({entry.kind for entry in entries})]
    rows = found[0].union(*found[1:], all=True) if found else []
    return {(kind, slug): key for kind, slug, key in rows}


def rows_called(kind: str, slugs: Sequence[str]) -> "QuerySet[Any, tuple[Any, ...]]":
    """Return the kind, slug and key of rows; a guide's slug is its key."""
    model = PAGES[kind]
    slug = "slug" if any(field.name == "slug" for field in model._meta.fields) else "pk"
    rows = model.objects.filter(**{f"{slug}__in": slugs}).order_by()
    return rows.values_list(Value(kind, output_field=CharField()), F(slug), F("pk"))


def address_of(place: tuple[type[CuratedRow], str]) -> str:
    model, key = place
    return admin_page(model, "change", key)
