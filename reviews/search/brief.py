"""What a search finds in short."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.http import urlencode

from curation.snapshots.protocol import Snapshot
from reviews.search.search import SearchResult, find
from reviews.sharing.briefs.brief import Brief, BriefLine, BriefSection, keys_in

MOST = 8
NOTHING = "nothing on record is called so or says so, which is no “no”: it was not checked"


def read_search_brief(snapshot: Snapshot, text: str, most: int = MOST) -> Brief:
    """Return what is called so, then the best of what says it."""
    results = find(snapshot, text)
    absent = "nothing" if results.groups else NOTHING
    sections = [BriefSection("Called so", list(lines(results.best[:most])), absent, "called-so")]
    sections += [
        BriefSection(f"{group.kind.one}, {group.total} in all", list(lines(group.results[:most])), field="says-so")
        for group in results.groups
    ]
    if results.unknown:
        unknown = [BriefLine(f"“{word}” is not in the catalogue") for word in results.unknown]
        sections.append(BriefSection("Not in the catalogue", unknown, field="not-in-the-catalogue"))
    if results.spelled:
        sections.append(BriefSection("Spelled nearly so", list(lines(results.spelled)), field="spelled-nearly-so"))
    return Brief(f"Search: {text}", f"{reverse('search')}?{urlencode({'q': text})}", sections)


def lines(results: Iterable[SearchResult]) -> Iterator[BriefLine]:
    for result in results:
        words = ": ".join(filter(None, (f"{result.kind}, {result.name}", result.about, result.text)))
        claims = keys_in([result.address])
        yield BriefLine(words, claims, "" if claims else result.address)
