"""What to open in the time there is: sources with the claims they carry, the one that waits longest first."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple, cast

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q
from django.http import HttpRequest

from curation.dates import today
from curation.models import ChangeItem, State
from curation.registry import RowName, row_type
from editorial.desk.pages import few, types_of
from editorial.desk.staleness import DATED, Stale, over_by, stale_rows
from editorial.models import Link
from frameworks.models import Source


class Time(NamedTuple):
    """How much somebody wants to read."""

    words: str
    pages: int | None
    """About how many pages that is; None for all there are."""


TIMES = MappingProxyType(
    {
        "hour": Time("An hour, about 80 pages", 80),
        "20-minutes": Time("20 minutes, about 25 pages", 25),
        "all": Time("All that is over its limit", None),
    }
)
DEFAULT = "hour"
STORED = "plan"
"""The name of the plan in the session of whoever made it."""


class Waiting(NamedTuple):
    """The open change that is about a row, and whose it is."""

    change: int
    author: int | None


@dataclass(frozen=True, slots=True)
class SourceToOpen:
    """A source, and what was read there too long ago."""

    source: Source
    rows: Sequence[Stale]
    """What nobody has answered yet."""
    proposed: int = 0
    """How many more an open change of the reader is about."""
    trouble: str = ""
    """What the last visit to its address found, where an editor should look at that."""

    @property
    def pages(self) -> int:
        return len({page_of(self.source, row.locator) for row in self.rows})

    @property
    def days_over(self) -> int:
        return max(row.days_over for row in self.rows)

    @property
    def over_by(self) -> str:
        return over_by(self.days_over)

    @property
    def read_on(self) -> datetime.date:
        return min(row.read_on for row in self.rows)

    @property
    def carries(self) -> str:
        """What it carries, such as “19 cells, 2 facts”."""
        return types_of(kind for kind, _key in (row.name for row in self.rows))

    @property
    def frameworks(self) -> str:
        return few(sorted({row.framework for row in self.rows if row.framework}), ", ")

    @property
    def action(self) -> str:
        return f"Go on, {self.proposed} of {self.proposed + len(self.rows)}" if self.proposed else "Open"

    @property
    def order(self) -> tuple[bool, bool, int, int, str]:
        """Its place: what was begun, what has moved, what waits longest, what carries most."""
        return not self.proposed, not self.trouble, -self.days_over, -len(self.rows), self.source.pk


def page_of(source: Source, locator: str) -> str:
    """Return the address of the page on which a place is, without the place on it."""
    return source.link_to(locator).partition("#")[0]


def waiting_rows(user: User | AnonymousUser) -> dict[RowName, Waiting]:
    """Return the rows that wait: for a reviewer or their time, or in a draft of this reader."""
    waits = Q(change__state__in=[State.IN_REVIEW, State.APPROVED])
    own = Q(change__state__in=[State.DRAFT, State.SENT_BACK], change__author=user.pk)
    items = ChangeItem.objects.filter(waits | own, row_type__in=map(row_type, DATED))
    columns = ("row_type", "key", "change", "change__author")
    return {(kind, key): Waiting(pk, author) for kind, key, pk, author in items.values_list(*columns)}


def to_open(
    user: User, overdue: Sequence[Stale], waiting: Mapping[RowName, Waiting], links: Sequence[Link], also: Sequence[str]
) -> list[SourceToOpen]:
    """Return the sources of overdue rows that people read, in order; and at the end those ``also`` asked for."""
    open_rows: dict[str, list[Stale]] = defaultdict(list)
    proposed: dict[str, int] = defaultdict(int)
    for row in overdue:
        if row.is_kept_by_a_program:
            continue
        if row.name not in waiting:
            open_rows[row.source].append(row)
        elif waiting[row.name].author == user.pk:
            proposed[row.source] += 1
    sources = Source.objects.in_bulk({*open_rows, *also})
    trouble = {link.url: f"{link.get_outcome_display()}, {link.checked_at:%Y-%m-%d}" for link in links}
    unanswered = [
        SourceToOpen(sources[key], rows, proposed[key], trouble.get(sources[key].link, ""))
        for key, rows in open_rows.items()
    ]
    answered = [SourceToOpen(sources[key], [], proposed[key]) for key in also if key in sources.keys() - open_rows]
    return [*sorted(unanswered, key=lambda line: line.order), *answered]


def fitting(sources: Sequence[SourceToOpen], pages: int | None) -> Sequence[SourceToOpen]:
    """Return the first sources whose pages fit, whole ones and at least one."""
    if pages is None:
        return sources
    read = accumulate(line.pages for line in sources)
    return [line for line, so_far in zip(sources, read, strict=True) if so_far <= pages] or sources[:1]


@dataclass(frozen=True, slots=True)
class Plan:
    """The sources that somebody means to open today, in the order in which they are opened."""

    time: str
    lines: Sequence[SourceToOpen]
    """Those of the plan; without rows where all is answered."""
    over: int
    """How many sources are over their limit in all."""
    overdue: Sequence[Stale]
    """All rows that are over their limit."""
    waiting: Mapping[RowName, Waiting]
    links: Sequence[Link]
    """The addresses of the catalogue that an editor should look at."""

    @property
    def kept_late(self) -> list[Stale]:
        """What a program should have read again and has not."""
        return [row for row in self.overdue if row.is_kept_by_a_program]

    @property
    def left(self) -> list[SourceToOpen]:
        return [line for line in self.lines if line.rows]

    @property
    def claims(self) -> int:
        return sum(len(line.rows) for line in self.left)

    @property
    def pages(self) -> int:
        return sum(line.pages for line in self.left)

    def place_of(self, key: str) -> int:
        """Return the place of a source, from 1; 0 for one that is not in the plan."""
        return next((place for place, line in enumerate(self.lines, 1) if line.source.pk == key), 0)

    def after(self, key: str) -> SourceToOpen | None:
        """Return what is opened after a source: the next that is left, or else the first that was passed over."""
        place = self.place_of(key)
        later = [*self.lines[place:], *self.lines[: max(place - 1, 0)]]
        return next((line for line in later if line.rows), None)


def plan_of(request: HttpRequest, time: str = "") -> Plan:
    """Return the plan that whoever asks made today; a new one where there is none, or another time is given."""
    user, overdue = cast(User, request.user), stale_rows(today())
    stored = request.session.get(STORED, {})
    keys = stored.get("sources", []) if stored.get("day") == str(today()) and not time else []
    time, waiting = time or stored.get("time", DEFAULT), waiting_rows(user)
    links = list(Link.objects.to_mend().order_by("checked_at"))
    sources = to_open(user, overdue, waiting, links, keys)
    by_key = {line.source.pk: line for line in sources}
    left = [line for line in sources if line.rows]
    lines = [by_key[key] for key in keys if key in by_key] or fitting(left, TIMES[time].pages)
    made = {"day": str(today()), "time": time, "sources": [line.source.pk for line in lines]}
    if lines and made != stored:
        request.session[STORED] = made
    return Plan(time, lines, len(left), overdue, waiting, links)
