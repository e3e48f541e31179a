"""The modules of the desk about changes: what waits for a second person, and what its reader has open."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Case, Count, Q, When

from curation.models import OPEN_STATES, Change, ChangeItem, State
from editorial.desk.module import SHOWN, DeskLine, Module, author_of, changes_in, many, title_of, types_of
from editorial.desk.remaining import has_no_source, remaining


def publish_queue(user: User | AnonymousUser) -> Module:
    """What was proposed and waits for a second person, or is approved and waits for its time."""
    queue = Change.objects.filter(state__in=[State.IN_REVIEW, State.APPROVED])
    count = queue.aggregate(all=Count("pk"), approved=Count("pk", filter=Q(state=State.APPROVED)))
    first = list(queue.select_related("author", "reviewer").prefetch_related("items").order_by("created_at")[:SHOWN])
    outdated = set(ChangeItem.objects.outdated().filter(change__in=first).values_list("change", flat=True))
    return Module(
        anchor="queue",
        title="Publish queue",
        count=count["all"],
        note=f"{count['all'] - count['approved']} in review, {count['approved']} waiting for their time",
        url=changes_in(State.IN_REVIEW, State.APPROVED),
        columns=("Change", "Type", "Author", "Checked by", "Sources"),
        lines=[queue_line(change, user, is_outdated=change.pk in outdated) for change in first],
        empty="Nothing waits to be published.",
    )


def queue_line(change: Change, user: User | AnonymousUser, *, is_outdated: bool) -> DeskLine:
    items = change.items.all()
    cells = (types_of(items), author_of(change), checked_by(change, user, is_outdated=is_outdated), sources_of(items))
    return DeskLine(title_of(change), change.get_absolute_url(), cells)


def checked_by(change: Change, user: User | AnonymousUser, *, is_outdated: bool) -> str:
    """Return who has checked a change, or what it waits for."""
    if change.state == State.APPROVED:
        return f"{change.reviewer}, not before {change.publish_at:%Y-%m-%d %H:%M}"
    if is_outdated:
        return "out of date, to be sent back"
    return "another publisher, as it is yours" if change.author_id == user.pk else "waiting"


def sources_of(items: Iterable[ChangeItem]) -> str:
    """Return how many sources items name, or how many of their claims name none."""
    lacking = [has_no_source(item) for item in items]
    if any(lacking):
        return f"{sum(lacking)} of {len(lacking)} missing"
    named = {item.document["source"] for item in items if item.document and item.document.get("source")}
    return many(len(named), "source") if named else "–"


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
    items = change.items.all()
    cells = (types_of(items), change.get_state_display(), f"{change.created_at:%Y-%m-%d}", to_do(change))
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
