"""What answers a search of the desk: what is called so first, then claims that say it, then what only the desk has."""

import re
from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse

from curation.search.documents import kinds
from curation.search.index import entries_by_key
from curation.search.models import SearchEntry
from curation.search.words import plain
from curation.snapshots.snapshots import CurrentSnapshot
from editorial.desk.finding.hidden import hidden
from editorial.desk.finding.hits import Hit, HitGroup
from editorial.desk.finding.places import address_of, places
from frameworks.models import Feature, Framework
from frameworks.searchable import CELL
from reviews.search.asking import terms_in, words_in
from reviews.search.search import Ranked, in_order, rank
from reviews.search.sentences import best_sentence

MOST_NAMED, OF_A_KIND = 4, 3
SHEETS = {Framework: "desk:column", Feature: "desk:row"}


def search(text: str) -> tuple[list[Hit], list[HitGroup]]:
    """Return what is called so, then groups of what says it."""
    ranked = rank(CurrentSnapshot(), text)
    named = [entry.pk for entry in asked_for(ranked) + ranked.named if begins_a_name(entry, text)]
    best = list(dict.fromkeys(named))[:MOST_NAMED]
    said = defaultdict(list)
    for key in ranked.said:
        if key not in best:
            said[ranked.names.kinds_by_key.get(key, "")].append(key)
    known = kinds()
    shown = {kind: said[kind][:OF_A_KIND] for kind in known if kind in said}
    hits = hits_of([*best, *(key for keys in shown.values() for key in keys)], text)
    groups = [
        HitGroup(known[kind].many, [hits[key] for key in keys], total=len(said[kind]), key=kind)
        for kind, keys in shown.items()
    ]
    return [hits[key] for key in best], [*groups, *hidden(text)]


def asked_for(ranked: Ranked) -> list[SearchEntry]:
    """Return the cell that a search names by a framework and a feature, and these themselves."""
    offered = [offer.address for offer in ranked.offers]
    cells = SearchEntry.objects.filter(kind=CELL.key, address__in=offered) if offered else []
    return [*cells, *ranked.asked.frameworks, *ranked.asked.features]


def begins_a_name(entry: SearchEntry, text: str) -> bool:
    """Tell whether an entry is called so otherwise than by letters within a word."""
    query = plain(text)
    return query not in entry.names or bool(re.search(rf"(?:^|\W){re.escape(query)}", entry.names))


def hits_of(keys: Sequence[int], text: str) -> dict[int, Hit]:
    """Return entries as hits, each leading to where the desk edits it; three queries at most."""
    entries = entries_by_key(list(dict.fromkeys(keys))) if keys else {}
    rows, words = places(entries.values()), words_in(terms_in(text))
    known, hits = kinds(), {}
    for key, entry in entries.items():
        place = rows.get(key)
        sheet = SHEETS.get(place[0]) if place else None
        hits[key] = Hit(
            name=entry.name,
            address=address_of(place) if place else entry.address,
            kind=known[entry.kind].one,
            about=entry.about,
            sentence=best_sentence(entry.text, words),
            page=entry.address if place else "",
            sheet=reverse(sheet, args=[place[1]]) if sheet and place else "",
        )
    return hits


def all_of(kind: str, text: str) -> list[int]:
    """Return the keys of everything of a kind that answers a search."""
    return in_order(rank(CurrentSnapshot(), text, kind))
