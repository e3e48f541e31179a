"""The modules of the desk. Each takes as many queries for a thousand rows as for one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import quote
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from editorial.desk.staleness import Stale
from editorial.models import Change, ChangeItem, Origin, Run, State
from editorial.remaining import has_no_source, remaining
from editorial.rows import row_type, row_types
from frameworks.curation import CuratedRow
from frameworks.models import Support, SupportLevel
from reviews.models import Statement, Verdict

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a module: its title and where it leads, its other cells, and what can be done about it."""

    title: str
    url: str
    cells: tuple[str, ...]
    value: str = ""
    """What a form sends where the row is ticked; empty for one that cannot be."""
    action: str = ""
    action_url: str = ""


@dataclass(frozen=True, slots=True)
class Module:
    """Something that waits for the editors: how much of it there is, where all of it is, and its first lines."""

    anchor: str
    title: str
    count: int
    note: str
    url: str
    columns: tuple[str, ...]
    lines: Sequence[Line]
    empty: str
    lists: tuple[tuple[str, str], ...] = ()
    """Further lists, each with its address, where the rows are of several types."""

    @property
    def can_be_ticked(self) -> bool:
        return any(line.value for line in self.lines)


def admin_page(model: type[Any], page: str, key: str = "") -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[quote(key)] if key else [])


def changes_in(*states: State) -> str:
    """Return the address of the list of changes in these states."""
    return f"{admin_page(Change, 'changelist')}?state__in={','.join(states)}"


# The publish queue.


def publish_queue(user: User | AnonymousUser) -> Module:
    """What was proposed and waits for a second person, or is approved and waits for its time."""
    queue = Change.objects.filter(state__in=[State.IN_REVIEW, State.APPROVED])
    count = queue.aggregate(all=Count("pk"), approved=Count("pk", filter=Q(state=State.APPROVED)))
    first = queue.select_related("author", "reviewer").order_by("created_at")[:SHOWN]
    return Module(
        anchor="queue",
        title="Publish queue",
        count=count["all"],
        note=f"{count['all'] - count['approved']} in review, {count['approved']} waiting for their time",
        url=changes_in(State.IN_REVIEW, State.APPROVED),
        columns=("Change", "Type", "Author", "Checked by", "Sources"),
        lines=[queue_line(change, items, user) for change, items in with_items(first)],
        empty="Nothing waits to be published.",
    )


def with_items(changes: "QuerySet[Change]") -> Iterator[tuple[Change, list[ChangeItem]]]:
    """Yield changes with their items, in two queries."""
    for change in changes.prefetch_related("items"):
        yield change, list(change.items.all())


def queue_line(change: Change, items: list[ChangeItem], user: User | AnonymousUser) -> Line:
    author = str(change.author or Origin(change.origin).label)
    cells = (types_of(items), author, checked_by(change, user), sources_of(items))
    value = str(change.pk) if change.may_be_reviewed_by(user) else ""
    return Line(title_of(change), change.get_absolute_url(), cells, value=value)


def title_of(change: Change) -> str:
    return f"{change.pk}: {change.reason}"


def checked_by(change: Change, user: User | AnonymousUser) -> str:
    if change.reviewer:
        return f"{change.reviewer}, not before {change.publish_at:%Y-%m-%d %H:%M}"
    return "another publisher, as it is yours" if change.author_id == user.pk else "waiting"


def types_of(items: Iterable[ChangeItem]) -> str:
    """Return what a change is about, such as “2 facts, 1 framework”."""
    counts: dict[str, int] = defaultdict(int)
    for item in items:
        counts[item.row_type] += 1
    return ", ".join(f"{number} {type_name(kind, number)}" for kind, number in counts.items())


def type_name(kind: str, number: int = 1) -> str:
    model = row_types().get(kind)
    if model is None:
        return kind
    return str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural)


def sources_of(items: Sequence[ChangeItem]) -> str:
    """Return the source that items name, or how many; and how many of their claims name none."""
    if missing := sum(has_no_source(item) for item in items):
        return f"{missing} of {len(items)} missing"
    named = sorted({item.document["source"] for item in items if item.document and item.document.get("source")})
    return f"{len(named)} sources" if len(named) > 1 else "".join(named) or "–"


# Without a source.


def without_source() -> Module:
    """What needs a source before it can be a claim: cells not checked, statements without proof, drafted claims."""
    cells = Support.objects.filter(level=SupportLevel.UNKNOWN, is_public=True)
    statements = Statement.objects.filter(proofs=None, is_public=True).exclude(verdict=Verdict.UNCHECKABLE)
    drafted = [item for item in items_in_preparation() if has_no_source(item)]
    lines = [
        *(drafted_line(item) for item in drafted),
        *(source_line(Statement, *row) for row in statements.order_by("pk").values_list("pk", "checked_on")),
        *(source_line(Support, *row) for row in cells.order_by("checked_on", "pk").values_list("pk", "checked_on")),
    ]
    return Module(
        anchor="sources",
        title="Without a source",
        count=len(lines),
        note=f"{len(drafted)} of them block a draft",
        url="#sources",
        columns=("Claim", "Type", "Open since", ""),
        lines=lines[:SHOWN],
        empty="Every claim has its source.",
        lists=(
            ("Cells not checked", f"{admin_page(Support, 'changelist')}?level__exact={SupportLevel.UNKNOWN}"),
            ("Statements without proof", f"{admin_page(Statement, 'changelist')}?proofs__isnull=True"),
            ("Drafts", changes_in(State.DRAFT, State.SENT_BACK)),
        ),
    )


def items_in_preparation() -> "QuerySet[ChangeItem]":
    """Return what editors have not put before a reviewer yet."""
    open_items = ChangeItem.objects.filter(change__state__in=[State.DRAFT, State.SENT_BACK])
    return open_items.select_related("change").order_by("change__created_at", "pk")


def source_line(model: type[CuratedRow], key: str, since: Any) -> Line:
    url = admin_page(model, "change", key)
    return Line(key, url, (type_name(row_type(model)), str(since)), action="Add source", action_url=url)


def drafted_line(item: ChangeItem) -> Line:
    change = item.change
    cells = (f"{type_name(item.row_type)}, change {change.pk}", f"{change.created_at:%Y-%m-%d}")
    url = change.get_absolute_url()
    return Line(item.key, url, cells, action="Add source", action_url=url)


# Stale.


def stale(rows: Sequence[Stale]) -> Module:
    """What was read longer ago than the limit of its kind of source; a change that reads it again may wait already."""
    first = rows[:SHOWN]
    counts: dict[type[CuratedRow], int] = defaultdict(int)
    for row in rows:
        counts[row.model] += 1
    return Module(
        anchor="stale",
        title="Stale",
        count=len(rows),
        note=f"the oldest is {rows[0].over_by} over its limit" if rows else "everything was read within its limit",
        url=reverse("desk:stale"),
        columns=("Item", "Kind", "Last read", "Limit", "Over by", "Proposed"),
        lines=stale_lines(first),
        empty="Everything was read within its limit.",
        lists=tuple(
            (f"{number} {type_name(row_type(model), number)}", f"{admin_page(model, 'changelist')}?stale=yes")
            for model, number in counts.items()
        ),
    )


def stale_lines(rows: Sequence[Stale]) -> list[Line]:
    waiting = waiting_changes(rows)
    return [stale_line(row, waiting.get(row.name)) for row in rows]


def waiting_changes(rows: Sequence[Stale]) -> dict[str, int]:
    """Return the open change that touches each of these rows, by the row's name."""
    items = ChangeItem.objects.filter(change__in=Change.objects.open(), key__in=[row.key for row in rows])
    return {f"{kind}:{key}": pk for kind, key, pk in items.values_list("row_type", "key", "change")}


def stale_line(row: Stale, change: int | None) -> Line:
    proposed = f"change {change}" if change else "–"
    cells = (f"{type_name(row_type(row.model))}, {row.kind.label.lower()}", str(row.read_on), row.limit, row.over_by)
    return Line(row.key, admin_page(row.model, "change", row.key), (*cells, proposed), value=row.name)


# What happened without a second person.


def published_alone() -> list[Change]:
    """The emergencies that nobody but their author has looked at."""
    return list(Change.objects.published_alone().select_related("author").order_by("-published_at"))


def importers() -> list[Run]:
    """The last run of each thing that works by itself."""
    return list(Run.objects.latest_of_each())


# Drafts.


def drafts(user_pk: int) -> Module:
    """What editors have begun and not put before a reviewer, with what it still needs."""
    begun = Change.objects.filter(state__in=[State.DRAFT, State.SENT_BACK])
    count = begun.aggregate(all=Count("pk"), own=Count("pk", filter=Q(author=user_pk)))
    first = begun.select_related("author").order_by("-created_at")[:SHOWN]
    return Module(
        anchor="drafts",
        title="Drafts",
        count=count["all"],
        note=f"{count['own']} {'is' if count['own'] == 1 else 'are'} yours",
        url=changes_in(State.DRAFT, State.SENT_BACK),
        columns=("Draft", "Type", "Author", "Begun", "To do"),
        lines=[draft_line(change, items) for change, items in with_items(first)],
        empty="No draft is open.",
    )


def draft_line(change: Change, items: list[ChangeItem]) -> Line:
    to_do = change.note if change.state == State.SENT_BACK else ", ".join(remaining(items)) or "submit it"
    author = str(change.author or Origin(change.origin).label)
    cells = (types_of(items), author, f"{change.created_at:%Y-%m-%d}", to_do)
    return Line(title_of(change), change.get_absolute_url(), cells)
