"""The module of the desk about the changes that its reader has open."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Case, Count, When

from curation.models import OPEN_STATES, Change, State
from editorial.desk.pages import changes_in, title_of, types_of
from editorial.desk.remaining import remaining
from editorial.desk.today.module import SHOWN, DeskLine, Module


def mine(user: User | AnonymousUser) -> Module:
    """What the reader has proposed or begun and is not published: what was sent back first, then drafts."""
    order = Case(When(state=State.SENT_BACK, then=0), When(state=State.DRAFT, then=1), default=2)
    own = Change.objects.open().filter(author=user.pk)
    states = dict(own.order_by().values_list("state").annotate(Count("pk")))
    first = own.select_related("reviewer").prefetch_related("items").order_by(order, "created_at")[:SHOWN]
    return Module(
        anchor="mine",
        title="My changes",
        count=sum(states.values()),
        note=", ".join(f"{states[state]} {words}" for state, words in STATES.items() if state in states),
        url=f"{changes_in(*OPEN_STATES)}&author__id__exact={user.pk}",
        columns=("Change", "About", "State", "Since", "To do"),
        lines=[own_line(change) for change in first],
        empty="You have nothing open.",
        lists=(("Drafts of everybody", changes_in(State.DRAFT)),),
    )


STATES = {
    State.SENT_BACK: "sent back to you",
    State.DRAFT: "in drafts",
    State.IN_REVIEW: "in review",
    State.APPROVED: "waiting for their time",
}


def own_line(change: Change) -> DeskLine:
    about = types_of(item.row_type for item in change.items.all())
    cells = (about, change.get_state_display(), f"{change.created_at:%Y-%m-%d}", to_do(change))
    return DeskLine(title_of(change), change.get_absolute_url(), cells)


def to_do(change: Change) -> str:
    """Return what the author of a change has to do about it."""
    if change.state == State.SENT_BACK:
        return f"{change.reviewer}: {change.note}" if change.reviewer else change.note
    if change.state == State.DRAFT:
        return ", ".join(remaining(change.items.all())) or "submit it"
    return (
        "nothing, a publisher decides"
        if change.state == State.IN_REVIEW
        else f"not before {change.publish_at:%Y-%m-%d}"
    )
