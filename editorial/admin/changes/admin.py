"""The queue of changes and the record of what was published: looked at here, decided here, edited nowhere."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from curation.changes.history import with_document_before
from curation.changes.workflow import Refused
from curation.models import Change, ChangeItem, Revision
from editorial.admin.changes.decisions import DECISIONS, REVIEWING, Decision, require
from editorial.admin.changes.reopening import address_of_item, may_edit_again
from editorial.admin.history import HistoryEntry, entry
from editorial.desk.review.deciding import Said, keep_anyway
from editorial.desk.review.page import review_context
from editorial.desk.review.queue import next_waiting

KEPT = " What you wrote is kept with the change."


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that are looked at in the admin and never written there."""

    actions = None
    empty_value_display = "–"
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    """The changes that were proposed, and what a publisher or their author can do about each."""

    change_form_template = "desk/review/page.html"
    list_display = ["summary", "state", "origin", "author", "reviewer", "rows", "created_at", "publish_at"]
    list_filter = ["state", "origin", ("emergency", admin.EmptyFieldListFilter), "author", "reviewer", "created_at"]
    search_fields = ["reason", "note", "author__username", "reviewer__username"]
    date_hierarchy = "created_at"
    view_on_site = False
    fields = ["reason"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Change]":
        counted = ChangeItem.objects.filter(change=OuterRef("pk")).order_by().values("change").annotate(n=Count("pk"))
        rows = Coalesce(Subquery(counted.values("n")), 0)
        return cast(
            "QuerySet[Change]", super().get_queryset(request).select_related("author", "reviewer").annotate(rows=rows)
        )

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Change]", search_term: str
    ) -> tuple["QuerySet[Change]", bool]:
        """Add the changes of rows whose key has every word; joined to the other fields they would take a minute."""
        changes, may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term:
            return changes, may_repeat
        items = ChangeItem.objects.all()
        for word in search_term.split():
            items = items.filter(key__icontains=word)
        return changes | queryset.filter(pk__in=items.values("change")), may_repeat

    @admin.display(description="Change", ordering="pk")
    def summary(self, change: Change) -> str:
        return f"{change.pk}: {Truncator(change.reason).chars(80)}"

    @admin.display(description="Rows", ordering="rows")
    def rows(self, change: Any) -> int:
        return cast(int, change.rows)

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(self.decide),
                {"decision": decision},
                name=f"curation_change_{name.replace('-', '_')}",
            )
            for name, decision in DECISIONS.items()
        ]
        edit = self.admin_site.admin_view(self.edit_item)
        return [*own, path("<int:pk>/edit/<int:item>/", edit, name="curation_change_edit"), *super().get_urls()]

    def edit_item(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:
        """Lead the author of a draft to the form of one of its rows."""
        change = get_object_or_404(Change, pk=pk)
        require(may_edit_again(request, change))
        address = address_of_item(get_object_or_404(change.items.with_revisions(), pk=item))
        return redirect(address or change)

    @method_decorator(require_POST)
    def decide(self, request: HttpRequest, pk: int, decision: Decision) -> HttpResponse:
        """Carry out a decision and say what came of it, or why it was refused; then lead on to the next change."""
        change = get_object_or_404(Change, pk=pk)
        said = Said.of(request.POST)
        page = f"{change.get_absolute_url()}{said.chosen}"
        try:
            with transaction.atomic():
                words = decision(request, change)
                self.log_change(request, change, words)
        except Refused as error:
            kept = keep_anyway(change, said, cast(Any, request.user))
            self.message_user(request, f"{error}{KEPT if kept else ''}", messages.ERROR)
            return redirect(page)
        self.message_user(request, words, messages.SUCCESS)
        return redirect(next_waiting(request.user, change) or "desk:queue" if decision in REVIEWING else page)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        change = self.get_object(request, object_id)
        if change is None or request.method == "POST" or not self.has_view_permission(request, change):
            return super().change_view(request, object_id, form_url, extra_context)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": change,
            **(extra_context or {}),
            **review_context(request, change),
        }
        return TemplateResponse(request, self.change_form_template, context)


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """The record: every state of every row that was ever published."""

    change_form_template = "desk/history/revision.html"
    list_display = ["__str__", "row_type", "valid_from", "valid_to", "change"]
    list_filter = ["row_type", "valid_from"]
    list_select_related = ["change"]
    search_fields = ["key", "change__reason"]
    ordering = ["-pk"]
    fields = ["key"]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        revision = self.get_object(request, object_id)
        context = {**(extra_context or {}), **({"entry": entry_of(revision)} if revision else {})}
        return super().change_view(request, object_id, form_url, context)


def entry_of(revision: Revision) -> HistoryEntry:
    """Return one revision with what it changed."""
    read_again: Any = with_document_before(Revision.objects.filter(pk=revision.pk)).get()
    return entry(read_again, read_again.before)
