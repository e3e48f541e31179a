"""The filters a list is narrowed by, each with the way back to the list without it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from curation.snapshots.protocol import SnapshotRequest
from curation.web.addresses import page_root
from curation.web.filters.base import StrictFilterSet


@dataclass(frozen=True, slots=True)
class Applied:
    """One filter in force: what it says, and the address of the page without it."""

    label: str
    address: str


def without(query: QueryDict, name: str, value: str = "", *, belonging: Iterable[str] = ()) -> str:
    """Return the query string without a parameter and what belongs to it, or without one of its values."""
    rest = query.copy()
    kept = [other for other in rest.pop(name, []) if value and other != value]
    rest.setlist(name, kept)
    for other in () if kept else belonging:
        rest.pop(other, None)
    encoded = rest.urlencode()
    return f"?{encoded}" if encoded else "."


def removable(filters: StrictFilterSet, query: QueryDict) -> list[Applied]:
    """Return each value in force, with the address of the page without it."""
    return [
        Applied(tag.label, without(query, tag.name, tag.value, belonging=filters.belonging(tag.name)))
        for tag in filters.tags()
    ]


def dropped(filters: StrictFilterSet, rows: Sequence[object], query: QueryDict) -> list[Applied]:
    """Return for each filter in force how many rows there would be without it."""
    return [
        Applied(
            f"{filters.filters[name].label}: {count} match", without(query, name, belonging=filters.belonging(name))
        )
        for name, count in filters.without_each(rows).items()
    ]


def as_of(request: SnapshotRequest) -> dict[str, object]:
    """Return what a page says about the past day it is shown as of, and how it links to evidence of that day."""
    day = request.snapshot.day
    return {
        "day": day,
        "today_url": without(request.GET, "as-of"),
        "evidence_root": page_root("evidence", "key"),
        "as_of_query": f"?as-of={day}" if day else "",
    }
