"""What a 404 page says: which part of the address is unknown, and which pages have a similar one."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from django.http import Http404

MOST = 3


class Addressed(Protocol):
    """A row that has a page."""

    def get_absolute_url(self) -> str: ...


Row = TypeVar("Row", bound=Addressed)


class NoSuchPage(Http404):
    """A page that does not exist; the 404 page shows the problem and the nearest pages."""

    def __init__(
        self, problem: str, *, nearest: Iterable[tuple[str, str]] = (), wanted: str = "", gone: str = ""
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.nearest = list(nearest)
        """Pairs of a label and an address, the likeliest first."""
        self.wanted = wanted
        """What to search for instead."""
        self.gone = gone
        """What was shown here once and is no longer; empty where nothing was."""


def find(what: str, rows: Iterable[Row], word: str, *, by: str = "slug") -> Row:
    """Return the row that an address names among all public rows of a kind; raise a 404 that suggests similar ones."""
    by_word = {getattr(row, by): row for row in rows}
    if word not in by_word:
        addresses = {name: row.get_absolute_url() for name, row in by_word.items()}
        raise not_found(what, word, addresses)
    return by_word[word]


def not_found(what: str, slug: str, candidates: Mapping[str, str], *, gone: str = "") -> NoSuchPage:
    """Return the 404 for an unknown slug; ``candidates`` are the addresses of the known ones, by slug."""
    close = nearest(slug, candidates)
    suggested = [(name, candidates[name]) for name in close]
    return NoSuchPage(f"There is no {what} “{slug[:60]}”.", nearest=suggested, wanted=slug[:60], gone=gone)


def nearest(slug: str, names: Iterable[str]) -> list[str]:
    """Return the names most like a slug, the likeliest first."""
    folded = slug.casefold()
    scored = [(likeness(folded, name), name) for name in names]
    return [name for score, name in sorted((-score, name) for score, name in scored if score)][:MOST]


def likeness(slug: str, name: str) -> float:
    """Return how alike two words are, from 0 to 1: a beginning, a part or a near spelling of the other, else 0."""
    share = min(len(slug), len(name)) / max(len(slug), len(name), 1)
    if slug and name.startswith(slug):
        return 0.9 + 0.1 * share
    if slug and (slug in name or name in slug):
        return 0.8 + 0.1 * share
    wrong = changes(slug, name, most_changes(slug))
    return 0.0 if wrong is None else 0.7 - 0.1 * wrong


def near(word: str, names: Iterable[str]) -> list[str]:
    """Return the names that are spelled nearly like a word, the nearest first."""
    most, letters = most_changes(word), set(word)
    # A letter that a name has not is wrong; most names have too few to be looked at further.
    alike = (name for name in names if len(letters.difference(name)) <= most)
    close = ((changes(word, name, most), name) for name in alike)
    return [name for _wrong, name in sorted((wrong, name) for wrong, name in close if wrong is not None)][:MOST]


def most_changes(word: str) -> int:
    """Return how many letters of a word may be wrong for a near spelling: none of three, one of seven, then two."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def changes(word: str, name: str, most: int) -> int | None:
    """Return how many letters are wrong, missing, too many or swapped between two words; None beyond the most."""
    if abs(len(word) - len(name)) > most:
        return None
    before: list[int] = []
    row = list(range(len(name) + 1))
    for place, letter in enumerate(word, 1):
        # Letters that are further apart than the most cannot stand for one another.
        older, before, row = before, row, [place, *[most + 1] * len(name)]
        for other in range(max(place - most, 1), min(place + most, len(name)) + 1):
            of_name = name[other - 1]
            wrong = min(before[other] + 1, row[other - 1] + 1, before[other - 1] + (letter != of_name))
            if place > 1 < other and letter == name[other - 2] and word[place - 2] == of_name:
                wrong = min(wrong, older[other - 2] + 1)
            row[other] = wrong
        if min(row) > most < min(before):
            return None
    return row[-1] if row[-1] <= most else None
