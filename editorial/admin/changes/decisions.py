"""What an editor or a publisher may do about a change, and does at the press of a button."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from curation.changes.drafting import redraft, take_out
from curation.changes.emergency import check_afterwards, publish_alone
from curation.changes.workflow import Refused, submit, withdraw
from curation.models import OPEN_STATES, Change, State
from curation.rows import CuratedRow
from editorial.admin.changes.reopening import EDITABLE, address_to_edit_again, may_edit_again
from editorial.admin.forms.reasons import EmergencyForm
from editorial.desk.notices.models import NoticeKind
from editorial.desk.notices.telling import tell_author, tell_of_comment
from editorial.desk.review.deciding import Said, approve_said, comment, numbers_in, send_back_said

Decision = Callable[[HttpRequest, Change], str]
"""Carries out what a button says, and returns what came of it in words; raises ``Refused`` where it cannot be."""


def allowed(request: HttpRequest, change: Change) -> dict[str, bool]:
    """Return which decisions on a change the reader of its page may take."""
    is_author = change.author_id == request.user.pk
    is_unchecked = bool(change.emergency and not change.reviewer_id)
    return {
        "may_review": change.may_be_reviewed_by(request.user),
        "is_mine": is_author,
        "is_own": change.state == State.IN_REVIEW and may_decide(request) and is_author,
        "may_withdraw": change.state in OPEN_STATES and may_take_back(request, change),
        "may_submit": change.state in [State.DRAFT, State.SENT_BACK] and is_author,
        "may_take_out": change.state == State.DRAFT and is_author,
        "may_publish_alone": change.state in EDITABLE and is_author and may_alone(request),
        "may_check_afterwards": is_unchecked and not is_author and may_decide(request),
    }


def editing_again(request: HttpRequest, change: Change) -> dict[str, Any]:
    """Return where the reader of a page may edit a change again; as a draft, where its rows have no page in common."""
    may_edit = may_edit_again(request, change)
    address = address_to_edit_again(change) if may_edit else ""
    taken_back = change.state == State.WITHDRAWN and change.author_id == request.user.pk
    is_redrafted = may_edit and not address and change.state != State.DRAFT
    return {"edit_again": address, "may_redraft": is_redrafted or taken_back}


def may_decide(request: HttpRequest) -> bool:
    return request.user.has_perm("curation.review_change")


def may_alone(request: HttpRequest) -> bool:
    return request.user.has_perm("curation.publish_alone")


def may_take_back(request: HttpRequest, change: Change) -> bool:
    """The author may; and a publisher, once the change is approved, before its time comes."""
    return change.author_id == request.user.pk or (change.state == State.APPROVED and may_decide(request))


def require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def require_changing(request: HttpRequest, models: Iterable[type[CuratedRow]]) -> None:
    """Refuse those who may not propose changes of rows of each of these models."""
    for model in models:
        require(request.user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"))


def approve_as(request: HttpRequest, change: Change) -> str:
    """Approve the rows that are ticked, of a change as its page showed it."""
    require(may_decide(request))
    said = Said.of(request.POST)
    parts = approve_said(change, said, cast(Any, request.user))
    change = parts.approved
    tell_author(change, NoticeKind.APPROVED, request.user, said.words)
    due = f"{change.publish_at:%Y-%m-%d %H:%M} UTC" if change.publish_at else ""
    when = "published" if change.state == State.PUBLISHED else f"will be published from {due}"
    words = f"Change {change.pk} is approved and {when}."
    for part in filter(None, [parts.returned, parts.left_out]):
        take_letters_along(change, part)
    if parts.returned:
        tell_author(parts.returned, NoticeKind.SENT_BACK, request.user, parts.returned.note)
        words += f" {parts.returned.items.count()} of its rows went back, as change {parts.returned.pk}."
    return words


def take_letters_along(change: Change, part: Change) -> None:
    """Let readers whose claim is no longer in a change follow the one that holds it."""
    for item in part.items.all():
        change.corrections.filter(row_type=item.row_type, key=item.key).update(change=part)


def send_back_as(request: HttpRequest, change: Change) -> str:
    require(may_decide(request))
    change = send_back_said(change, Said.of(request.POST), cast(Any, request.user))
    tell_author(change, NoticeKind.SENT_BACK, request.user, change.note)
    return f"Change {change.pk} is sent back to its author."


def comment_as(request: HttpRequest, change: Change) -> str:
    """Keep what was said, and decide nothing."""
    require(request.user.has_perm("curation.view_change"))
    said = Said.of(request.POST)
    kept = comment(change, said, cast(Any, request.user))
    if not kept:
        raise Refused("Nothing was said yet.")
    tell_of_comment(change, request.user, said.words)
    return f"{kept} comment{'s are' if kept != 1 else ' is'} kept with change {change.pk}."


def withdraw_as(request: HttpRequest, change: Change) -> str:
    require(may_take_back(request, change))
    withdraw(change)
    return f"Change {change.pk} is withdrawn."


def submit_as(request: HttpRequest, change: Change) -> str:
    require(change.author_id == request.user.pk)
    submit(change)
    return f"Change {change.pk} is in review."


def redraft_as(request: HttpRequest, change: Change) -> str:
    require(change.author_id == request.user.pk)
    redraft(change)
    return f"Change {change.pk} is a draft again. Edit its rows, then submit it."


def take_out_as(request: HttpRequest, change: Change) -> str:
    require(change.author_id == request.user.pk)
    [number, *_others] = numbers_in(request.POST.get("item", "")) or (0,)
    item = take_out(change, number, author=cast(Any, request.user))
    return f"{item} is taken out of change {change.pk}."


def publish_alone_as(request: HttpRequest, change: Change) -> str:
    require(may_alone(request))
    form = EmergencyForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(map(str, form.errors["why"])))
    publish_alone(change, administrator=cast(Any, request.user), why=form.cleaned_data["why"])
    return f"Change {change.pk} is published without a second person. The desk shows it until somebody checks it."


def check_afterwards_as(request: HttpRequest, change: Change) -> str:
    require(may_decide(request))
    check_afterwards(change, reviewer=cast(Any, request.user))
    return f"Change {change.pk} is checked."


DECISIONS: Mapping[str, Decision] = {
    "approve": approve_as,
    "send-back": send_back_as,
    "comment": comment_as,
    "withdraw": withdraw_as,
    "submit": submit_as,
    "redraft": redraft_as,
    "take-out": take_out_as,
    "publish-alone": publish_alone_as,
    "check-afterwards": check_afterwards_as,
}
"""By the ends of their addresses."""
REVIEWING = (approve_as, send_back_as)
"""The decisions after which a publisher goes on to the next change."""
