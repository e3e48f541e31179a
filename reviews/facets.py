"""Filters of a list whose entries are few enough to be counted for each of them. No request, no query."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.http import QueryDict

from frameworks.applied import Applied, without
from frameworks.queries import choice


class Entry(Protocol):
    """What can be found by filters."""

    def values(self, name: str) -> Collection[str]:
        """Return what the entry has for a filter."""


Found = TypeVar("Found", bound=Entry)


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter, with how many entries have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter, of which a value can be chosen."""

    name: str
    label: str
    anything: str
    """What stands for no choice."""
    options: list[Option]
    chosen: str = ""

    def passes(self, entry: Entry) -> bool:
        return not self.chosen or self.chosen in entry.values(self.name)

    @property
    def words(self) -> str:
        """The value chosen, as readers know it."""
        return next((option.label for option in self.options if option.value == self.chosen), "")


def facet(
    query: QueryDict, name: str, labels: tuple[str, str], values: Mapping[str, str], entries: Sequence[Entry]
) -> Facet:
    """Return a filter with what the query string chose; raise ``BadQuery`` for a value that is not among ``values``.

    ``labels`` are its name and the words for no choice; ``values`` maps what may be asked for to words. Values that no
    entry has are not offered.
    """
    chosen = query.get(name, "")
    if chosen:
        choice(name, chosen, list(values))
    counts = Counter(value for entry in entries for value in set(entry.values(name)))
    options = [
        Option(value, words, counts[value]) for value, words in values.items() if counts[value] or value == chosen
    ]
    return Facet(name, *labels, options, chosen)


def passing(entries: Iterable[Found], facets: Sequence[Facet]) -> list[Found]:
    """Return the entries that pass every filter."""
    return [entry for entry in entries if all(one.passes(entry) for one in facets)]


def applied(query: QueryDict, facets: Iterable[Facet]) -> list[Applied]:
    """Return the filters in force, each with the address of the page without it."""
    return [Applied(one.words, without(query, one.name)) for one in facets if one.chosen]


def without_each(query: QueryDict, entries: Sequence[Entry], facets: Sequence[Facet]) -> list[Applied]:
    """Return, for each filter in force, how many entries pass the others."""
    found = []
    for one in facets:
        if one.chosen:
            others = [other for other in facets if other is not one]
            count = len(passing(entries, others))
            found.append(Applied(f"{one.label}: {count} match", without(query, one.name)))
    return found
