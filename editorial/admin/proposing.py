"""Proposing instead of saving: what a form of the admin asks for becomes a change, or part of a draft."""

from collections.abc import Iterable, Sequence
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from curation.changes.checks import Edit, EditProblem
from curation.changes.drafted import drafts_behind
from curation.changes.drafting import keep
from curation.changes.workflow import Refused, propose, submit, withdraw
from curation.models import Change, State
from curation.registry import row_type
from curation.rows import CuratedRow, references
from editorial.admin.actions import ProposingActions, proposed_words
from editorial.admin.changes.reopening import Reopened
from editorial.admin.forms.rows import KEEP
from editorial.admin.twins import twins


class ProposalRequest(HttpRequest):
    """A request for a form on a curated row, with what came of it so far."""

    rule_problems: Sequence[EditProblem]
    """What the catalogue's rules said about its edits."""
    proposed: Change | None
    """The change that its edits became."""
    returned: str
    """Why the form comes back although nothing in it is wrong."""
    reopened: Reopened
    """The change that is edited again."""


def reopened_in(request: HttpRequest) -> Reopened:
    return cast(Reopened, getattr(request, "reopened", Reopened()))


class ProposingForm(ProposingActions):
    """The forms of curated rows, each of which proposes what it asks for as one change."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write nothing: ``save_related`` proposes the row together with its inline rows."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        """Propose everything the page asks for as one change."""
        edits = [*form.edits(), *(edit for formset in formsets for edit in formset.edits())]
        cast(ProposalRequest, request).proposed = self.propose_instead(request, edits, form.cleaned_data)
        for name, other in twins(edits):
            self.message_user(
                request, f"{name} has the address of the source “{other}”. Are they one?", messages.WARNING
            )

    def propose_instead(self, request: HttpRequest, edits: list[Edit], cleaned: dict[str, Any]) -> Change | None:
        """Propose edits or keep them in a draft, if there are any, in place of the change that is edited again."""
        reopened, author = reopened_in(request), cast(Any, request.user)
        if reopened.is_draft or (edits and (KEEP in request.POST or drafts_behind(edits, author.pk).exists())):
            return self.keep_instead(request, edits, cleaned)
        if not edits:
            return None
        change = propose(edits, reason=cleaned["reason"], author=author, publish_at=cleaned["publish_at"])
        self.withdraw_replaced(request, reopened, change)
        return change

    def keep_instead(self, request: HttpRequest, edits: list[Edit], cleaned: dict[str, Any]) -> Change:
        """Keep edits in a draft, and put all of it before a reviewer where the button says so and it is ready."""
        reopened, author = reopened_in(request), cast(Any, request.user)
        draft = reopened.change if reopened.is_draft else cleaned["draft"]
        if reopened.is_draft and draft:
            # The form shows what the draft says of itself, to be altered.
            draft.reason, draft.publish_at = cleaned["reason"], cleaned["publish_at"]
        change = keep(edits, reason=cleaned["reason"], author=author, publish_at=cleaned["publish_at"], draft=draft)
        if reopened.is_draft:
            change.items.filter(pk__in=items_put_back(reopened, edits)).delete()
        else:
            self.withdraw_replaced(request, reopened, change)
        return change if KEEP in request.POST else self.submit_if_ready(request, change)

    def submit_if_ready(self, request: HttpRequest, change: Change) -> Change:
        try:
            return submit(change)
        except Refused as error:
            self.message_user(request, f"It cannot go before a reviewer yet. {error}", messages.ERROR)
            return change

    def withdraw_replaced(self, request: HttpRequest, reopened: Reopened, change: Change) -> None:
        if reopened.change:
            withdraw(reopened.change)
            # The reader whose correction it answers follows the change that replaces it.
            reopened.change.corrections.update(change=change)
            self.message_user(request, f"It replaces change {reopened.change.pk}, which is withdrawn.")

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return proposed_words(cast(ProposalRequest, request).proposed)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return super().log_change(request, obj, message) if message else None

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj)
        return self.response_proposed(request, None)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.response_proposed(request, obj)

    def response_proposed(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Say what came of it, and lead on as the button said."""
        change = cast(ProposalRequest, request).proposed
        self.announce(request, change)
        if change and change.state == State.DRAFT:
            return HttpResponseRedirect(change.get_absolute_url())
        if "_continue" in request.POST and obj is not None:
            return HttpResponseRedirect(request.path)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if "_addanother" in request.POST:
            return HttpResponseRedirect(f"{reverse(f'{name}_add')}?{urlencode(self.kept_for_another(request))}")
        return HttpResponseRedirect(reverse(f"{name}_changelist"))

    def kept_for_another(self, request: HttpRequest) -> dict[str, str]:
        """Return what the next row of the same kind most likely shares: what it belongs to, its source, the reason."""
        model = cast(type[CuratedRow], self.model)
        own = {model.named_by, "level", "point"}
        shared = [field.name for field in references(model) if field.name not in own]
        return {name: request.POST[name] for name in (*shared, "reason") if request.POST.get(name)}


def items_put_back(reopened: Reopened, edits: Iterable[Edit]) -> list[int]:
    """Return the items of a draft that its author has put back as they were published."""
    still_edited = {(row_type(edit.model), edit.key) for edit in edits}
    return [item.pk for name, item in reopened.items.items() if name not in still_edited]
