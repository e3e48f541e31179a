"""The filters a list is narrowed by, each with the way back to the list without it."""

from dataclasses import dataclass

from django.http import QueryDict

from frameworks.links import page_root
from frameworks.record import RecordRequest


@dataclass(frozen=True, slots=True)
class Applied:
    """One filter in force: what it says, and the address of the page without it."""

    label: str
    address: str


def without(query: QueryDict, name: str, value: str = "") -> str:
    """Return the query string without a parameter, or without one of its values."""
    rest = query.copy()
    kept = [other for other in rest.pop(name, []) if value and other != value]
    rest.setlist(name, kept)
    encoded = rest.urlencode()
    return f"?{encoded}" if encoded else "."


def given(query: QueryDict, *names: str) -> list[tuple[str, str]]:
    """Return the pairs of name and value that say something; a form sends its empty fields too."""
    return [(name, value) for name in names for value in query.getlist(name) if value]


def as_of(request: RecordRequest) -> dict[str, object]:
    """Return what a page says about the past day it is shown as of, and how it links to evidence of that day."""
    day = request.record.day
    return {
        "day": day,
        "today_url": without(request.GET, "as-of"),
        "evidence_root": page_root("reviews:evidence", "key"),
        "as_of_query": f"?as-of={day}" if day else "",
    }
