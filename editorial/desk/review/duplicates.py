"""What waits in another change and was published just so: it is closed as done, and nobody decides on it again."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from curation.changes.partial import split_off
from curation.changes.workflow import lock
from curation.models import Change, ChangeItem, State
from editorial.desk.notices.models import NoticeKind
from editorial.desk.notices.telling import tell_author

DONE = "Change {} published the same."


def on_publication(change: Change, **_signal: object) -> None:
    """Close what the publication has done already, and tell the authors."""
    for closed in close_done(change):
        tell_author(closed, NoticeKind.APPROVED, change.reviewer, closed.note)


@transaction.atomic
def close_done(published: Change) -> list[Change]:
    """Withdraw the changes in review, or the rows of them, that ask for what was published; return what was closed."""
    done: dict[Change, list[ChangeItem]] = defaultdict(list)
    same = published.items.filter(row_type=OuterRef("row_type"), key=OuterRef("key"))
    waiting = ChangeItem.objects.filter(Exists(same), change__state=State.IN_REVIEW).select_related("change")
    for item in waiting.annotate(published=Subquery(same.values("document")[:1])):
        if item.document == item.published:
            done[item.change].append(item)
    return [close(change, items, published) for change, items in done.items()]


def close(change: Change, items: list[ChangeItem], published: Change) -> Change:
    """Close what is done of a change; readers whose claim it is follow the change that published it."""
    change = lock(change, State.IN_REVIEW)
    for item in items:
        change.corrections.filter(row_type=item.row_type, key=item.key).update(change=published)
    note = DONE.format(published.pk)
    if change.items.count() > len(items):
        return split_off(change, [item.pk for item in items], State.WITHDRAWN, None, note) or change
    change.state, change.note = State.WITHDRAWN, note
    change.save()
    return change
