"""The modules of the desk about changes: what waits for a second person, and what is still being written."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, Q

from curation.models import Change, ChangeItem, State
from editorial.desk.module import SHOWN, DeskLine, Module, author_of, changes_in, title_of, types_of
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
    if change.reviewer:
        return f"{change.reviewer}, not before {change.publish_at:%Y-%m-%d %H:%M}"
    if is_outdated:
        return "out of date, to be sent back"
    return "another publisher, as it is yours" if change.author_id == user.pk else "waiting"


def sources_of(items: Iterable[ChangeItem]) -> str:
    """Return the source that items name, or how many; and how many of their claims name none."""
    lacking = [has_no_source(item) for item in items]
    if any(lacking):
        return f"{sum(lacking)} of {len(lacking)} missing"
    named = sorted({item.document["source"] for item in items if item.document and item.document.get("source")})
    return f"{len(named)} sources" if len(named) > 1 else "".join(named) or "–"


def drafts(user_pk: int) -> Module:
    """What editors have begun and not put before a reviewer, with what it still needs."""
    begun = Change.objects.filter(state__in=[State.DRAFT, State.SENT_BACK])
    count = begun.aggregate(all=Count("pk"), own=Count("pk", filter=Q(author=user_pk)))
    first = begun.select_related("author").prefetch_related("items").order_by("-created_at")[:SHOWN]
    return Module(
        anchor="drafts",
        title="Drafts",
        count=count["all"],
        note=f"{count['own']} {'is' if count['own'] == 1 else 'are'} yours",
        url=changes_in(State.DRAFT, State.SENT_BACK),
        columns=("Draft", "Type", "Author", "Begun", "To do"),
        lines=[draft_line(change) for change in first],
        empty="No draft is open.",
    )


def draft_line(change: Change) -> DeskLine:
    items = change.items.all()
    to_do = change.note if change.state == State.SENT_BACK else ", ".join(remaining(items)) or "submit it"
    cells = (types_of(items), author_of(change), f"{change.created_at:%Y-%m-%d}", to_do)
    return DeskLine(title_of(change), change.get_absolute_url(), cells)
