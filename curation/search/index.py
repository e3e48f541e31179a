"""Keeping the index at the present data version, and reading it.

The index is made whole, in one transaction, by whoever first finds that its data version is not the present one: the
scheduler within its next round after a publication, or else the next search. So it is never stale, and a draft is never
in it, because the documents are made from the same snapshot as pages.
"""

from collections.abc import Collection, Iterator

from django.db import transaction

from curation.search.documents import DocumentKind, SearchDocument, all_documents
from curation.search.engines import Terms, engine
from curation.search.models import SearchEntry, SearchIndex
from curation.search.words import plain
from curation.snapshots.protocol import Snapshot
from curation.snapshots.snapshots import CurrentSnapshot

AT_ONCE = 500


def bring_up_to_date(snapshot: Snapshot | None = None) -> bool:
    """Make the index anew where the data has changed since; tell whether it was. One query where it has not."""
    if is_current(snapshot):
        return False
    with transaction.atomic():
        index, _new = SearchIndex.objects.select_for_update().get_or_create(pk=1)
        # Others may have made it while this one waited; what is read from here on is at least this version.
        present = CurrentSnapshot()
        if index.made_from == version_of(present):
            return False
        write_entries(present)
        index.made_from = version_of(present)
        index.save()
    return True


def is_current(snapshot: Snapshot | None = None) -> bool:
    """Tell whether the index was made from the present version of the data; one query, and one for the version."""
    return SearchIndex.objects.filter(pk=1, made_from=version_of(snapshot or CurrentSnapshot())).exists()


def version_of(snapshot: Snapshot) -> str:
    """Return what tells a state of the data from others: a restored backup counts its versions again."""
    return f"{snapshot.version} {snapshot.published}"


def write_entries(snapshot: Snapshot) -> None:
    SearchEntry.objects.all().delete()
    entries = (entry_of(kind, document) for kind, document in all_documents(snapshot))
    SearchEntry.objects.bulk_create(entries, batch_size=AT_ONCE)
    engine().entries_written()


def entry_of(kind: DocumentKind, document: SearchDocument) -> SearchEntry:
    return SearchEntry(
        kind=kind.key,
        name=document.name,
        names="\n".join(dict.fromkeys(names_of(document))) if kind.named else "",
        text=document.text,
        about=document.about,
        address=document.address,
        named=kind.named,
    )


def names_of(document: SearchDocument) -> Iterator[str]:
    """Yield a document's names as they are compared, the last being the first letters of its own, as in DRF."""
    name = plain(document.name)
    yield name
    yield from map(plain, document.other_names)
    words = name.split()
    if len(words) > 2:
        yield "".join(word[0] for word in words)


def search(terms: Terms, among: Collection[int] | None = None) -> list[int]:
    """Return the keys of what has every term; else of what has words that begin so; else of what has any of them."""
    for begin, every in ((False, True), (True, True), (False, False)):
        keys = engine().search(terms, begin=begin, every=every)
        if matching := [key for key in keys if among is None or key in among]:
            return matching
        if len(terms) == 1 and begin:
            return []
    return []


def kinds_by_key() -> dict[int, str]:
    return dict(SearchEntry.objects.order_by().values_list("pk", "kind"))


def named_entries() -> list[SearchEntry]:
    """Return what can be looked for by its name, without its text."""
    return list(SearchEntry.objects.filter(named=True).defer("text"))


def entries_by_key(keys: Collection[int]) -> dict[int, SearchEntry]:
    return SearchEntry.objects.in_bulk(keys)
