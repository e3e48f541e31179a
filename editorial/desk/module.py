"""What the desk shows of one thing that waits, and the words it says so in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from curation.models import Change, State
from curation.registry import type_name

ONCE_APPROVED = "; readers see it once a publisher approves it."
NAMED = 3
"""How many of a list a line names before it counts the rest."""
SHOWN = 8
"""How many rows of a module stand on the desk."""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One row of a module: its title and where it leads, its other cells, and what can be done about it."""

    title: str
    url: str
    cells: tuple[str, ...]
    action: str = ""
    """What to do where the row leads, if that can be said in a word or two."""


@dataclass(frozen=True, slots=True)
class Module:
    """Something that waits for the editors: how much of it there is, where all of it is, and its first lines."""

    anchor: str
    title: str
    count: int
    url: str
    """Where all of it is; empty where its rows are of several types, each with a list of its own."""
    lines: Sequence[DeskLine]
    empty: str
    note: str = ""
    columns: tuple[str, ...] = ()
    """The headings of its table, that of the title first; a module in the narrow column is a list and has none."""
    lists: tuple[tuple[str, str], ...] = ()
    """Further lists, each with its address."""

    @property
    def has_more(self) -> bool:
        return bool(self.url) and self.count > len(self.lines)

    @property
    def rows(self) -> Iterator[tuple[DeskLine, list[tuple[str, str]]]]:
        """Its lines, each with its cells under their headings; the first heading is that of the title."""
        for line in self.lines:
            yield line, list(zip(self.columns[1:], line.cells, strict=False))


def admin_page(model: type[Any], page: str, key: str = "") -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[quote(key)] if key else [])


def changes_in(*states: State) -> str:
    """Return the address of the list of changes in these states."""
    return f"{admin_page(Change, 'changelist')}?state__in={','.join(states)}"


def author_of(change: Change) -> str:
    return str(change.author or change.get_origin_display())


def tell(request: HttpRequest, before: str, change: Change, after: str, level: int = messages.SUCCESS) -> None:
    """Show a message that links the change it names."""
    context = {"before": before, "change": change, "after": after}
    messages.add_message(request, level, render_to_string("desk/components/message.html", context))


def many(number: int, noun: str, plural: str = "") -> str:
    """Return a number of things, such as “2 rows”."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def few(words: Sequence[str], between: str = "; ") -> str:
    """Return the first few of a list, and how many more there are."""
    more = f" and {len(words) - NAMED} more" if len(words) > NAMED else ""
    return between.join(words[:NAMED]) + more


def title_of(change: Change) -> str:
    return f"{change.pk}: {change.reason}"


def types_of(kinds: Iterable[str]) -> str:
    """Return how many rows of each type there are, such as “2 facts, 1 framework”."""
    counts = Counter(kinds)
    return ", ".join(f"{number} {type_name(kind, number)}" for kind, number in counts.most_common())
