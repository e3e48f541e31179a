"""Searching: what somebody asks for first, then what is called so, then what says it, kind by kind."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from curation.search import index
from curation.search.documents import DocumentKind, kinds
from curation.search.models import SearchEntry
from curation.search.words import plain
from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_address
from curation.web.suggestions import near
from reviews.addresses import comparison_address
from reviews.search.asking import Asked, KnownNames, asked_in, terms_in, words_in
from reviews.search.sentences import SentencePart, best_sentence

MOST_NAMED = 6
OF_A_KIND = 3
MOST_SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Something that answers a search, with the sentence that says so."""

    kind: str
    name: str
    address: str
    about: str = ""
    sentence: Sequence[SentencePart] = ()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.sentence)


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind, and how many there are in all."""

    kind: DocumentKind
    total: int
    results: list[SearchResult]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds."""

    best: list[SearchResult] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    spelled: list[SearchResult] = field(default_factory=list)
    """What has a name spelled nearly so, where nothing is called so."""

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Everything that answers a search, in order: what is offered, and the keys of entries."""

    text: str
    offers: list[SearchResult]
    named: list[SearchEntry]
    said: list[int]
    names: KnownNames
    asked: Asked


def rank(snapshot: Snapshot, text: str, kind: str = "") -> Ranked:
    """Put in order what answers a search; three queries where something is found, five at most."""
    index.bring_up_to_date(snapshot)
    names = snapshot.once(read_names)
    asked = asked_in(text, names)
    named = [entry for entry in names.matching(text) if kind in ("", entry.kind)]
    terms = terms_in(text)
    said = index.search(terms, names.keys_of(kind) if kind else None) if words_in(terms) else []
    return Ranked(text, [] if kind else offers(asked), named, said, names, asked)


def read_names(_snapshot: Snapshot) -> KnownNames:
    """Return what is called how by the index, which is made anew with every version of the data; two queries."""
    known = kinds()
    entries = (entry for entry in index.named_entries() if entry.kind in known)
    return KnownNames(
        sorted(entries, key=lambda entry: (known[entry.kind].place, entry.pk)), known, index.kinds_by_key()
    )


def offers(asked: Asked) -> list[SearchResult]:
    """Return the comparison of frameworks that a search names, or the cell where it names one and a feature."""
    if asked.compared:
        named = " and ".join(entry.name for entry in asked.compared)
        return [
            SearchResult("Comparison", f"Compare {named}", comparison_address(sorted(map(slug_of, asked.compared))))
        ]
    if len(asked.frameworks) == len(asked.features) == 1:
        framework, feature = asked.frameworks[0], asked.features[0]
        address = evidence_address(f"{slug_of(framework)}/{slug_of(feature)}")
        return [SearchResult("Feature of a framework", f"{framework.name}: {feature.name}", address)]
    return []


def slug_of(entry: SearchEntry) -> str:
    return entry.address.rstrip("/").rpartition("/")[2]


def find(snapshot: Snapshot, text: str) -> Found:
    """Return the best of what answers a search, and of what says it a few of each kind."""
    ranked = rank(snapshot, text)
    named = ranked.named[:MOST_NAMED]
    grouped = defaultdict(list)
    for key in ranked.said:
        grouped[ranked.names.kinds_by_key.get(key, "")].append(key)
    above = {entry.pk for entry in named}
    shown = {kind: [key for key in keys if key not in above][:OF_A_KIND] for kind, keys in grouped.items()}
    entries = index.entries_by_key([*(entry.pk for entry in named), *(key for keys in shown.values() for key in keys)])
    words = words_in(terms_in(text))
    groups = [
        Group(kind, len(grouped[key]), results_of((entries[pk] for pk in shown[key] if pk in entries), words))
        for key, kind in kinds().items()
        if shown.get(key)
    ]
    best = [*ranked.offers, *results_of((entries[entry.pk] for entry in named if entry.pk in entries), words)]
    return Found(best, groups, ranked.asked.unknown, [] if best else spelled_nearly(ranked))


def results_of(entries: Iterable[SearchEntry], words: Collection[str]) -> list[SearchResult]:
    known = kinds()
    return [
        SearchResult(known[row.kind].one, row.name, row.address, row.about, best_sentence(row.text, words))
        for row in entries
    ]


def in_order(ranked: Ranked) -> list[int]:
    """Return the keys of all entries that answer a search: those called so, then those that say it."""
    return list(dict.fromkeys([*(entry.pk for entry in ranked.named), *ranked.said]))


def results_for(keys: Sequence[int], text: str) -> list[SearchResult]:
    entries = index.entries_by_key(keys)
    return results_of((entries[key] for key in keys if key in entries), words_in(terms_in(text)))


def spelled_nearly(ranked: Ranked) -> list[SearchResult]:
    """Return what has a name spelled nearly like a search or a word of it."""
    query, spellings = plain(ranked.text), ranked.names.spellings
    close = dict.fromkeys(spellings[name] for word in (query, *query.split()) for name in near(word, spellings))
    return list(map(named_result, close))[:OF_A_KIND]


def named_result(entry: SearchEntry) -> SearchResult:
    return SearchResult(kinds()[entry.kind].one, entry.name, entry.address, entry.about)


def suggest(snapshot: Snapshot, text: str) -> list[SearchResult]:
    """Return what a search that is still being typed may mean: offers, then names."""
    index.bring_up_to_date(snapshot)
    names = snapshot.once(read_names)
    suggested = [*offers(asked_in(text, names)), *map(named_result, names.matching(text))]
    return suggested[:MOST_SUGGESTED]
