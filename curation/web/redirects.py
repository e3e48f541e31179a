"""Redirects from the slugs that rows had before, and the rows that were retired; both are read from the revisions."""

from collections.abc import Iterator
from functools import cache

from django.urls import ResolverMatch, reverse

from curation.models import Revision
from curation.registry import row_type, row_types
from curation.rows import CuratedRow, Status, curated, parents

REMOVED = "removed"


@cache
def pages() -> dict[str, type[CuratedRow]]:
    """Return the row type behind each view that finds its row by a slug: the row's page, and its place in the API."""
    paged = [model for model in row_types().values() if model.page]
    return {name: model for model in paged for name in (model.page, f"api-{model.page}-detail")}


def retired(match: ResolverMatch) -> CuratedRow | None:
    """Return the retired row that an address belongs to, if it belongs to one."""
    row = row_once_at(match.view_name, match.kwargs.get("slug", ""))
    return row if row and row.field_value("status") == Status.RETIRED else None


def removed(match: ResolverMatch) -> str:
    """Return what the row was called that an address belonged to; empty where it belongs to none that was removed."""
    model, word = pages().get(match.view_name), match.kwargs.get("slug", "")
    return f"The {model._meta.verbose_name} {word}" if model and is_gone(model, "slug", word) else ""


def new_address(match: ResolverMatch) -> str:
    """Return the address a page has moved to; empty where it has not."""
    row = row_once_at(match.view_name, match.kwargs.get("slug", ""))
    if row is None or row.field_value("status") != Status.PUBLISHED:
        return ""
    slug = row.field_value("slug")
    return reverse(match.view_name, kwargs={**match.kwargs, "slug": slug}) if slug != match.kwargs["slug"] else ""


def row_once_at(view_name: str, slug: str) -> CuratedRow | None:
    """Return the row whose page was last found by this slug, as it is now."""
    if view_name not in pages():
        return None
    model = pages()[view_name]
    revisions = Revision.objects.filter(row_type=row_type(model), document__slug=slug).order_by("-pk")
    return model.objects.filter(pk__in=revisions.values("key")[:1]).first()


def is_gone(model: type[CuratedRow], field: str, word: str) -> bool:
    """Tell whether a row was public once and was removed or retired, itself or with a row it belongs to."""
    named = {"key": word} if field == "key" else {f"document__{field}": word}
    revision = (
        Revision.objects.filter(row_type=row_type(model), document__isnull=False, **named).order_by("-pk").first()
    )
    if revision is None:
        return False
    fates = set(fates_of(model, revision))
    return Status.DRAFT not in fates and bool(fates - {Status.PUBLISHED})


def fates_of(model: type[CuratedRow], revision: Revision) -> Iterator[str]:
    """Yield the last status of a row and of the rows that decide whether it is public; that of a removed one too."""
    document = revision.document or {}
    is_removed = revision.valid_to is not None
    status = document.get("status", Status.PUBLISHED)
    yield REMOVED if is_removed and status == Status.PUBLISHED else status
    for parent in parents(model):
        if key := document.get(parent.name):
            yield from fates_of(curated(parent), last_of(curated(parent), key))


def last_of(model: type[CuratedRow], key: str) -> Revision:
    """Return the last revision of a row that says anything; every row that was ever referred to has one."""
    return Revision.objects.filter(row_type=row_type(model), key=key, document__isnull=False).latest("pk")
