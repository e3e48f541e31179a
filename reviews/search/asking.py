"""What somebody means by a search: the names in it, by other names too, and the comparison or the cell it asks for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from itertools import chain

from curation.search.documents import DocumentKind
from curation.search.models import SearchEntry
from curation.search.words import STOP_WORDS, plain, singular, telling, words_of
from reviews.search.other_names import SAID_OTHERWISE

MOST_COMPARED = 5
LONGEST_PHRASE = 6
SHORTEST_INSIDE = 3
"""Letters that a word has at least to be looked for within names."""
MEANT = {plain(said): tuple(map(plain, names)) for said, names in SAID_OTHERWISE.items()}
WORDS_MEANT = {plain(said): list(map(words_of, names)) for said, names in SAID_OTHERWISE.items()}


OWN_NAMES = 2
"""A name and the slug; what follows are other names."""
LATER = 20
"""By how many phrases a section comes after what else a longer search names."""


SPELLED = ("framework", "feature", "task", "resource", "guide", "topic", "package")
"""The kinds whose names are offered for a word that nothing is called."""


class Match(IntEnum):
    """How well a name answers a search, the best first."""

    NAME = 0
    OTHER_NAME = 1
    SAID_OTHERWISE = 2
    NAME_BEGINS = 3
    WORD_BEGINS = 4
    IN_SEARCH = 5
    IN_NAME = 6


@dataclass(frozen=True)
class KnownNames:
    """All that can be looked for by its name, in the order of the kinds."""

    entries: Sequence[SearchEntry]
    kinds: Mapping[str, DocumentKind]
    kinds_by_key: Mapping[int, str]
    """Of all that can be found."""

    def keys_of(self, kind: str) -> set[int]:
        return {key for key, own in self.kinds_by_key.items() if own == kind}

    @cached_property
    def by_name(self) -> dict[str, list[SearchEntry]]:
        by_name = defaultdict(list)
        for entry in self.entries:
            for name in entry.names.split("\n"):
                by_name[name].append(entry)
        return by_name

    @cached_property
    def spellings(self) -> dict[str, SearchEntry]:
        entries = (entry for entry in self.entries if entry.kind in SPELLED)
        return {name: entry for entry in entries for name in entry.names.split("\n")[:OWN_NAMES]}

    def matching(self, text: str) -> list[SearchEntry]:
        """Return what is called so, the best first; what has the same worth by its kind."""
        query = plain(text)
        if not query:
            return []
        best: dict[SearchEntry, tuple[Match, int]] = {}
        for match, place, entry in chain(self.by_whole_name(query), self.by_part(query), self.inside(query)):
            best[entry] = min(best.get(entry, (match, place)), (match, place))
        return sorted(best, key=lambda entry: (best[entry], self.kinds[entry.kind].place, entry.pk))

    def by_whole_name(self, query: str) -> Iterator[tuple[Match, int, SearchEntry]]:
        joined = query.replace(" ", "")
        for entry in chain(self.by_name.get(query, ()), self.by_name.get(joined, ())):
            own = {query, joined}.intersection(entry.names.split("\n")[:OWN_NAMES])
            is_own = own and self.kinds[entry.kind].is_subject
            yield (Match.NAME if is_own else Match.OTHER_NAME), 0, entry
        yield from self.meant(query, 0)

    def meant(self, phrase: str, place: int) -> Iterator[tuple[Match, int, SearchEntry]]:
        for rank, name in enumerate(MEANT.get(phrase, ())):
            for entry in self.by_name.get(name, ()):
                yield Match.SAID_OTHERWISE, place + rank, entry

    def by_part(self, query: str) -> Iterator[tuple[Match, int, SearchEntry]]:
        """Yield what has a name that begins with the search, or has it at or within a word."""
        for entry in self.entries:
            if entry.names.startswith(query):
                yield Match.NAME_BEGINS, 0, entry
            elif f"\n{query}" in entry.names or f" {query}" in entry.names:
                yield Match.WORD_BEGINS, 0, entry
            elif len(query) > SHORTEST_INSIDE and query in entry.names:
                yield Match.IN_NAME, 0, entry

    def inside(self, query: str) -> Iterator[tuple[Match, int, SearchEntry]]:
        """Yield what has a name that stands in the search beside other words, longer names first."""
        for place, phrase in enumerate(phrases_in(query.split())):
            if phrase != query:
                for entry in self.by_name.get(phrase, ()):
                    # “Framework” alone in a longer search does not ask for the list of all.
                    is_section = entry.kind == "section"
                    if self.kinds[entry.kind].is_subject and not (is_section and " " not in phrase):
                        yield Match.IN_SEARCH, place + LATER * is_section, entry
                for _match, _place, entry in self.meant(phrase, place):
                    yield Match.IN_SEARCH, place, entry


def phrases_in(words: Sequence[str]) -> Iterator[str]:
    """Yield the runs of words in a search that could be names, the longest first."""
    for length in range(min(len(words), LONGEST_PHRASE), 0, -1):
        for begin in range(len(words) - length + 1):
            run = words[begin : begin + length]
            if not STOP_WORDS.issuperset(run) and (length > 1 or len(run[0]) >= SHORTEST_INSIDE):
                yield " ".join(run)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search names: frameworks in the order they are named, and features."""

    frameworks: list[SearchEntry] = field(default_factory=list)
    features: list[SearchEntry] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """What it holds against a framework and is none of the catalogue's."""

    @property
    def compared(self) -> list[SearchEntry]:
        """The frameworks to compare; none where fewer than two or too many are named."""
        return self.frameworks if 2 <= len(self.frameworks) <= MOST_COMPARED else []


AGAINST = {"vs", "versus", "v"}


def asked_in(text: str, names: KnownNames) -> Asked:
    """Return which frameworks and features a search names; of overlapping names the longest counts."""
    asked, given = Asked(), words_of(text)
    words = [singular(word) for word in given]
    rest: list[str] = []
    place = 0
    while place < len(words):
        length, entry = longest_name(words[place:], names)
        if entry is None:
            rest.append(given[place])
        else:
            named = asked.frameworks if entry.kind == "framework" else asked.features
            if entry not in named:
                named.append(entry)
        place += length
    if AGAINST & set(rest) and len(asked.frameworks) == 1:
        asked.unknown.extend(telling([word for word in rest if word not in AGAINST]))
    return asked


def longest_name(words: Sequence[str], names: KnownNames) -> tuple[int, SearchEntry | None]:
    """Return how many words at the beginning name a framework or a feature, and which; one word that names none."""
    for length in range(min(len(words), LONGEST_PHRASE), 0, -1):
        for entry in names.by_name.get(" ".join(words[:length]), ()):
            if entry.kind in {"framework", "feature"}:
                return length, entry
    return 1, None


def terms_in(text: str) -> list[list[list[str]]]:
    """Return what the full text must have: every telling word, each by itself or as what it is called otherwise."""
    words = telling(words_of(text))
    whole = WORDS_MEANT.get(plain(text), [])
    if whole and len(words) > 1:
        return [[words, *whole]]
    return [[[word], *WORDS_MEANT.get(singular(word), [])] for word in dict.fromkeys(words)]


def words_in(terms: Iterable[Iterable[Iterable[str]]]) -> set[str]:
    return set(chain.from_iterable(chain.from_iterable(terms)))
