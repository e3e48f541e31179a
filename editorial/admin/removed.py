"""A row that was removed while an editor had its form open: the form comes back as one that adds it again."""

import re
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from curation.documents import Document
from curation.models import Revision
from curation.registry import row_type
from curation.rows import CuratedRow, references

REMOVED = (
    "Somebody removed this while you were editing it. Nothing of yours is lost: the form holds your words and adds it "
    "anew once you propose it. Its history says why it went."
)


def last_document(model: type[CuratedRow], key: str) -> Document | None:
    """Return the document that a row had last; None where there never was one of this key."""
    revisions = Revision.objects.filter(row_type=row_type(model), key=key, document__isnull=False)
    last = revisions.order_by("-version").first()
    return last.document if last else None


def post_as_new(request: HttpRequest, model_admin: "admin.ModelAdmin[Any]", key: str) -> None:
    """Make what was posted for a removed row, and for the rows on its page, what a form for new ones would send."""
    posted = request.POST.copy()
    posted["base_version"] = "0"
    posted["key"] = key
    fill_in_key(posted, "", model_admin.model, key)
    for inline in model_admin.inlines:
        prefix = prefix_of(inline.model, model_admin.model)
        posted[f"{prefix}-INITIAL_FORMS"] = "0"
        rows = (re.fullmatch(rf"({prefix}-\d+-)key", name) for name in list(posted))
        for row in filter(None, rows):
            fill_in_key(posted, row[1], inline.model, str(posted.pop(row[0])[0]))
            posted[f"{row[1]}base_version"] = "0"
    request.POST = posted  # type: ignore[assignment]
    request.returned = REMOVED  # type: ignore[attr-defined]


def fill_in_key(posted: Any, prefix: str, model: type[CuratedRow], key: str) -> None:
    """Add the fields that spell a key, which the form of an existing row does not send."""
    document = last_document(model, key) or {}
    for name in model.key_fields:
        posted.setdefault(f"{prefix}{name}", document.get(name, ""))


def prefix_of(part: type[CuratedRow], owner: type[CuratedRow]) -> str:
    """Return the prefix of the fields of inline rows, as Django makes it."""
    reference = next(field for field in references(part) if field.related_model is owner)
    return str(reference.remote_field.get_accessor_name())
