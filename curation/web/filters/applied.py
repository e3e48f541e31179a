"""The filters a list is narrowed by, each with the way back to the list without it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from curation.web.filters.base import StrictFilterSet
from curation.web.querystrings import without


@dataclass(frozen=True, slots=True)
class Applied:
    """One filter in force: what it says, and the address of the page without it."""

    label: str
    address: str


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
