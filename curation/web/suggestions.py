"""What a 404 page says: which part of the address is unknown, and which pages have a similar one."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Protocol, TypeVar

from django.http import Http404

MOST = 3
ALIKE = 0.5


class Addressed(Protocol):
    """A row that has a page."""

    def get_absolute_url(self) -> str: ...


Row = TypeVar("Row", bound=Addressed)


class NoSuchPage(Http404):
    """A page that does not exist; the 404 page shows the problem and the nearest pages."""

    def __init__(self, problem: str, *, nearest: Iterable[tuple[str, str]] = (), wanted: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.nearest = list(nearest)
        """Pairs of a label and an address, the likeliest first."""
        self.wanted = wanted
        """What to search for instead."""


def find(what: str, rows: Iterable[Row], word: str, *, by: str = "slug") -> Row:
    """Return the row that an address names among all public rows of a kind; raise a 404 that suggests similar ones."""
    by_word = {getattr(row, by): row for row in rows}
    if word not in by_word:
        addresses = {name: row.get_absolute_url() for name, row in by_word.items()}
        raise not_found(what, word, addresses)
    return by_word[word]


def not_found(what: str, slug: str, candidates: Mapping[str, str]) -> NoSuchPage:
    """Return the 404 for an unknown slug; ``candidates`` are the addresses of the known ones, by slug."""
    close = nearest(slug, candidates)
    return NoSuchPage(
        f"There is no {what} “{slug[:60]}”.", nearest=[(name, candidates[name]) for name in close], wanted=slug[:60]
    )


def nearest(slug: str, names: Iterable[str]) -> list[str]:
    """Return the names most like a slug, the likeliest first."""
    folded = slug.casefold()
    scored = sorted(((likeness(folded, name), name) for name in names), key=lambda pair: (-pair[0], pair[1]))
    return [name for score, name in scored[:MOST] if score >= ALIKE]


def likeness(slug: str, name: str) -> float:
    """Return how alike two words are, from 0 to 1; a name that begins with the word comes before one that holds it."""
    share = min(len(slug), len(name)) / max(len(slug), len(name), 1)
    if slug and name.startswith(slug):
        return 0.9 + 0.1 * share
    if slug and (slug in name or name in slug):
        return 0.8 + 0.1 * share
    return SequenceMatcher(None, slug, name).ratio()
