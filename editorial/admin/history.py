"""The history of a curated row: every revision of it and of what refers to it, with what changed in each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from curation.changes.differences import Difference, differences
from curation.changes.history import revisions_about, with_document_before
from curation.documents import Document
from curation.models import ReviewNote, Revision
from curation.registry import row_type, row_types
from curation.rows import CuratedRow

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One revision, with what it changed."""

    revision: Revision
    title: str
    differences: list[Difference]
    notes: Sequence[ReviewNote] = ()
    """What was said of the row in the change that made it."""


def entry(revision: Revision, before: Document | None) -> HistoryEntry:
    title, _address = name_and_address(revision.row_type, revision.key)
    model = row_types().get(revision.row_type)
    return HistoryEntry(revision, title, differences(model, before, revision.document) if model else [])


def with_notes(entries: Sequence[HistoryEntry]) -> list[HistoryEntry]:
    """Give each entry what was said of its row while its change was reviewed; one query."""
    names = {(each.revision.row_type, each.revision.key) for each in entries}
    notes = list(ReviewNote.objects.on_rows(names).select_related("author"))
    return [replace(each, notes=[note for note in notes if is_about(note, each.revision)]) for each in entries]


def is_about(note: ReviewNote, revision: Revision) -> bool:
    about = (note.change_id, note.row_type, note.key)
    return about == (revision.change_id, revision.row_type, revision.key)


def name_and_address(kind: str, key: str) -> tuple[str, str]:
    """Return what to call a row and where the admin shows it; a type that was removed has no address."""
    model = row_types().get(kind)
    if model is None:
        return f"{kind} {key}", ""
    opts = model._meta
    return f"{opts.verbose_name} {key}", reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[quote(key)])


def readable_key(model: type[CuratedRow], text: str) -> str:
    """Return a key from an address; 404 where it cannot be a key."""
    try:
        return str(model._meta.pk.clean(text, None))
    except ValidationError as error:
        raise Http404(f"“{text}” is not the key of a {model._meta.verbose_name}.") from error


class HistoryView(admin.ModelAdmin):
    """Shows the revisions of a row in place of the log of the admin."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        key = readable_key(self.model, unquote(object_id))
        revisions = with_document_before(revisions_about(self.model, key))
        paginator = Paginator(revisions.select_related("change__author", "change__reviewer"), PER_PAGE)
        if not paginator.count:
            raise Http404(f"There never was a {self.opts.verbose_name} “{key}”.")
        page = paginator.get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"History of {self.opts.verbose_name} {key}",
            "key": key,
            "quoted_key": quote(key),
            "kind": row_type(self.model),
            "may_revert": self.has_change_permission(request),
            "exists": self.get_queryset(request).filter(pk=key).exists(),
            "entries": with_notes([entry(revision, revision.before) for revision in page.object_list]),
            "page": page,
        }
        return TemplateResponse(request, "desk/history/page.html", context)
