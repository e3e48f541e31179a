"""The page on which one change is reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst

from curation.changes.second_readings import has_second_reading
from curation.models import OPEN_STATES, Change, ReviewNote, State
from curation.snapshots.preview import LASTS, PAGES_SHOWN, PARAMETER, PreviewPage, address_of, token_for
from editorial.admin.changes.decisions import allowed, editing_again
from editorial.admin.forms.reasons import EmergencyForm
from editorial.desk.notices.telling import see
from editorial.desk.remaining import remaining
from editorial.desk.review.checks import checks_of, overlaps
from editorial.desk.review.deciding import BACK, OUT, numbers_in
from editorial.desk.review.known import Known, known_rows
from editorial.desk.review.openings import remember
from editorial.desk.review.queue import next_waiting
from editorial.desk.review.rows import RowView, row_views
from editorial.desk.review.summary import ChangeSummary
from editorial.desk.review.turns import turns

FEW = 8
"""Up to how many rows each stands in a card of its own; more are lines of a table."""
PER_PAGE = 200
MOST_BY_ROW = 240
"""Of how many lines a form says something of each: four fields for a line, and a form has at most a thousand."""


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Rows of one source that were only read again."""

    name: str
    address: str
    rows: Sequence[RowView]

    @property
    def items(self) -> str:
        return " ".join(str(row.pk) for row in self.rows)

    @property
    def days(self) -> str:
        """From which day to which the reading moves; of several, from the earliest and the latest."""
        before, after = (sorted({row.read_on[side] for row in self.rows}) for side in (0, 1))
        return f"{in_short(before)} → {in_short(after)}"

    @property
    def are_single(self) -> bool:
        """Tell whether each row is of another source."""
        return not self.address and len(self.rows) > 1


def review_context(request: HttpRequest, change: Change) -> dict[str, Any]:
    """Return what the page of a change shows."""
    is_open = change.state in OPEN_STATES
    page = page_of(change, request, is_open=is_open)
    items = list(page.object_list)
    known = known_rows(items)
    rows = row_views(items, known, is_open=is_open)
    may = allowed(request, change)
    if request.method == "GET":
        see(request.user, change)
    context: dict[str, Any] = {"checks": [], "turns": [], "others": {}}
    if is_open:
        context |= open_context(request, change, rows, known, may_review=may["may_review"])
    summary = ChangeSummary(rows)
    return {
        "title": summary.title if not page.has_other_pages() else f"Change {change.pk}",
        "subtitle": f"change {change.pk}",
        "summary": summary,
        "rows": rows,
        **sections(rows),
        "items_page": page,
        "is_stale": any(row.is_stale for row in rows),
        "is_open": is_open,
        "has_claims": any(row.model and has_second_reading(row.model) for row in rows),
        "going_back": numbers_in(request.GET.get(BACK, "")),
        "left_out": numbers_in(request.GET.get(OUT, "")),
        "notes": share_notes(change, rows),
        "letters": change.corrections.all(),
        "emergency_form": EmergencyForm(),
        **context,
        **may,
        **editing_again(request, change),
    }


def page_of(change: Change, request: HttpRequest, *, is_open: bool) -> "Page[Any]":
    """Return the rows of a change: all of one that is to be decided on, of any other a page of them."""
    items = change.items.with_revisions()
    if is_open:
        # From here on the change knows these items, so that its digest is that of the rows the page shows.
        prefetch_related_objects([change], Prefetch("items", items))
        return Paginator(change.items.all(), max(len(change.items.all()), 1)).get_page(1)
    return Paginator(items, PER_PAGE).get_page(request.GET.get("p"))


def open_context(
    request: HttpRequest, change: Change, rows: Sequence[RowView], known: Known, *, may_review: bool
) -> dict[str, Any]:
    """Return what is worth knowing of a change that is not decided on."""
    seen, others = change.digest, overlaps(change, rows)
    # Who asks by HEAD has seen nothing.
    is_seen = may_review and request.method == "GET"
    earlier, moved = remember(request.user, change, rows, seen) if is_seen else (None, [])
    in_review = change.state == State.IN_REVIEW
    return {
        "seen": seen,
        "others": others,
        "checks": checks_of(rows, known, others),
        "turns": turns(rows),
        "opened_before": earlier,
        "moved": moved,
        "remaining": remaining([row.item for row in rows]) if change.state == State.DRAFT else [],
        "preview": preview_pages(rows, known, token_for(change)),
        "preview_expires": timezone.now() + LASTS,
        "next_waiting": next_waiting(request.user, change) if in_review else None,
    }


def preview_pages(rows: Sequence[RowView], known: Known, token: str) -> list[PreviewPage]:
    """Return the pages of the rows that a change leaves behind and of those they name; the front page if none."""
    names = {row.name: f"{capfirst(row.kind)}: {row.title}" for row in rows if row.name in known}
    names |= {name: f"{capfirst(row._meta.verbose_name)}: {row}" for name, row in known.items() if name not in names}
    pages = {address_of(known[name]): words for name, words in names.items()}
    pages.pop("", None)
    listed = list((pages or {"/": "Front page"}).items())[:PAGES_SHOWN]
    return [PreviewPage(words, f"{address}?{PARAMETER}={token}") for address, words in listed]


def share_notes(change: Change, rows: Sequence[RowView]) -> list[ReviewNote]:
    """Give each row what was ever written about it, and return what is about the change as a whole; one query."""
    by_row = {row.name: row for row in rows}
    general: list[ReviewNote] = []
    notes = ReviewNote.objects.on_rows(by_row) | ReviewNote.objects.filter(change=change)
    for note in notes.select_related("author"):
        row = by_row.get((note.row_type, note.key))
        (row.notes if row else general).append(note)
    return [note for note in general if not note.row_type]


def sections(rows: Sequence[RowView]) -> dict[str, Any]:
    """Return the rows as the page groups them."""
    idle = [row for row in rows if row.is_idle]
    # What stays as it is matters where nothing else is there, as in a draft that was just begun.
    folded = [row for row in rows if row.only_read or (row.is_idle and len(idle) < len(rows))]
    values = [row for row in rows if row not in folded]
    few, again = len(values) <= FEW, read_again(folded)
    return {
        "is_wide": not few,
        "one_subject": len({row.subject for row in rows}) == 1 and all(row.title != row.subject for row in rows),
        "cards": values if few else [],
        "altered": [] if few else [row for row in values if row.action != "new"],
        "added": [] if few else groups_of([row for row in values if row.action == "new"]),
        "read_again": again,
        "by_row": len(values) + len(again) <= MOST_BY_ROW,
    }


def groups_of(rows: Sequence[RowView]) -> list[tuple[str, list[RowView]]]:
    """Return new rows by what sort of row they are."""
    groups: dict[str, list[RowView]] = {}
    for row in rows:
        groups.setdefault(row.item.row_type, []).append(row)
    return list(groups.items())


def read_again(rows: Sequence[RowView]) -> list[ReadAgain]:
    """Return rows that were only read again by their source, the source with most of them first."""
    groups: dict[tuple[str, str], list[RowView]] = {}
    for row in rows:
        name = row.rest.name if row.rest else "No source"
        groups.setdefault((name, row.source_address), []).append(row)
    single = [row for group in groups.values() if len(group) == 1 for row in group]
    together = single if len(single) > 1 else []
    lines = [ReadAgain(*source, group) for source, group in groups.items() if group[0] not in together]
    lines.sort(key=lambda line: -len(line.rows))
    return [*lines, ReadAgain(f"{len(together)} sources with one row each", "", together)] if together else lines


def in_short(days: Sequence[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]} … {days[-1]}"
