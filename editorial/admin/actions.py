"""What can be proposed for rows without opening their form: for several at once, or to remove one."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from curation.changes.checks import Edit, problems_of, referring
from curation.changes.titles import names_of, title_of
from curation.dates import today
from curation.documents import document_of
from curation.models import Change, ChangeItem, State
from curation.registry import owner_field, references_in, row_type
from curation.rows import CuratedRow, Status, has_status
from editorial.admin.forms.reasons import ReasonForm
from editorial.admin.history import name_and_address
from editorial.desk.pages import ONCE_APPROVED, author_of, tell
from editorial.desk.staleness import read_field

READ_AGAIN = "Read again on {day}; it still says so."
BESIDE = ", which is open and alters a row of it too: only one of the two can be published as it is."
EditsOf = Callable[[CuratedRow], Iterable[Edit]]


def altered(row: CuratedRow, **values: Any) -> list[Edit]:
    """Return the edit that gives a row these values; nothing where it has them already."""
    before = document_of(row)
    for name, value in values.items():
        setattr(row, name, value)
    after = document_of(row)
    return [Edit(type(row), row.pk, after)] if after != before else []


class ProposingActions(admin.ModelAdmin):
    """Actions on curated rows; each asks for a reason and proposes one change."""

    actions = ["propose_reading_today", "propose_retiring", "propose_removal"]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        irrelevant = {"delete_selected"}
        if not read_field(self.model):
            irrelevant.add("propose_reading_today")
        if not has_status(self.model):
            irrelevant.add("propose_retiring")
        return {name: action for name, action in actions.items() if name not in irrelevant}

    @admin.action(description="Propose marking as read today", permissions=["change"])
    def propose_reading_today(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        field, day = read_field(self.model), today()
        return self.propose_for(request, queryset, lambda row: altered(row, **{field: day}), READ_AGAIN.format(day=day))

    @admin.action(description="Propose retiring", permissions=["change"])
    def propose_retiring(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        return self.propose_for(request, queryset, lambda row: altered(row, status=Status.RETIRED))

    @admin.action(description="Propose removal", permissions=["delete"])
    def propose_removal(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        return self.propose_for(request, queryset, self.removal_of)

    def removal_of(self, row: CuratedRow) -> list[Edit]:
        """Return the edits that remove a row with everything that is edited on its page."""
        parts = [part for inline in self.inlines for part in rows_belonging(inline.model, row)]
        return [Edit(type(removed), removed.pk, None) for removed in [row, *parts]]

    def propose_for(
        self, request: HttpRequest, queryset: "QuerySet[Any]", edits_of: EditsOf, reason: str = ""
    ) -> HttpResponse | None:
        """Ask for the reason, then propose the edits of all selected rows as one change."""
        rows = list(queryset)
        edits = [edit for row in rows for edit in edits_of(row)]
        form = ReasonForm(request.POST if "reason" in request.POST else None, initial={"reason": reason})
        if form.is_valid() and self.try_to_propose(request, form, rows, edits):
            return None
        action = request.POST.get("action", "")
        title = self.get_actions(request)[action][2] if action else f"Propose removal of {rows[0]}"
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "action": action,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "rows": rows,
            "edits": edits,
            "form": form,
            "may_retire": has_status(self.model),
            "problems": [] if form.is_bound else problems_of(edits),
            "needing": [] if form.is_bound else still_needing(edits),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "desk/rows/propose.html", context)

    def try_to_propose(self, request: HttpRequest, form: ReasonForm, rows: Sequence[Any], edits: list[Edit]) -> bool:
        """Propose the edits, if there are any; where they are refused, the form says why."""
        change = form.propose(edits, request.user) if edits else None
        if edits and not change:
            return False
        if change:
            words = proposed_words(change)
            LogEntry.objects.log_actions(cast(int, request.user.pk), cast(Any, rows), CHANGE, words)
        self.announce(request, change)
        return True

    def announce(self, request: HttpRequest, change: Change | None) -> None:
        """Tell the editor what became of the edits."""
        if change is None:
            self.message_user(request, "Nothing changed, so nothing was proposed.", messages.WARNING)
            return
        if change.state == State.DRAFT:
            tell(request, "Kept in ", change, ", a draft; submit it when it is ready.")
        else:
            tell(request, "Proposed as ", change, ONCE_APPROVED)
        for other in beside(change):
            tell(request, "Look at ", other, f" by {author_of(other)}{BESIDE}", messages.WARNING)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Propose the removal of one row."""
        row = self.get_object(request, unquote(object_id))
        if not self.has_delete_permission(request, row):
            raise PermissionDenied
        if row is None:
            raise Http404(f"There is no {self.opts.verbose_name} “{unquote(object_id)}”.")
        form_page = self.propose_for(request, cast(Any, [row]), self.removal_of)
        changelist = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return form_page or HttpResponseRedirect(changelist)


def still_needing(edits: Sequence[Edit]) -> list[tuple[str, str]]:
    """Return the rows that refer to what edits would remove, by name, each with the address of its form."""
    touched = {(edit.model, edit.key) for edit in edits}
    rows = [row for edit in edits if edit.document is None for row in referring(edit)]
    left = {(row_type(type(row)), row.pk): row for row in rows if (type(row), row.pk) not in touched}
    mentioned = (name for row in left.values() for name in references_in(type(row), document_of(row)))
    names = names_of(mentioned) if left else {}
    return [
        (f"{row._meta.verbose_name} {title_of(row, names)}", name_and_address(*name)[1]) for name, row in left.items()
    ]


def rows_belonging(part: type[CuratedRow], row: CuratedRow) -> "QuerySet[Any]":
    """Return the rows of a type that belong to a row."""
    return part._default_manager.filter(**{owner_field(part, type(row)): row.pk})


def beside(change: Change) -> "QuerySet[Change]":
    """Return other open changes that touch a row of this one."""
    same = change.items.filter(row_type=OuterRef("row_type"), key=OuterRef("key"))
    others = ChangeItem.objects.filter(Exists(same), change__in=Change.objects.open()).exclude(change=change)
    return Change.objects.filter(pk__in=others.values("change")).select_related("author").order_by("pk")


def proposed_words(change: Change | None) -> str:
    """Return what the log says of a proposal; nothing where there was none."""
    return f"Proposed change {change.pk}." if change else ""
