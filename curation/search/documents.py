"""What can be searched: documents made of public rows, by functions that each app registers in ``searchable.py``.

A new type of row adds a module of that name to its app, with a kind and a function:

    SITUATIONS = DocumentKind("situation", "Situation", "Situations", place=25, named=True)

    @documents_of(SITUATIONS)
    def situations(snapshot: Snapshot) -> Iterator[SearchDocument]:
        for row in snapshot.rows(Situation):
            yield SearchDocument(row.title, row.get_absolute_url(), row.audience)
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.module_loading import autodiscover_modules

from curation.snapshots.protocol import Snapshot


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A sort of document, with what one and several are called."""

    key: str
    one: str
    many: str
    place: int
    """Among the kinds, the first being what most people look for; from 50 on it is no subject of its own."""
    named: bool = False
    """Whether people look for one by its name."""

    @property
    def is_subject(self) -> bool:
        return self.place < 50


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """Something to be found: what it is called, where it stands, and what it says."""

    name: str
    address: str
    text: str = ""
    other_names: tuple[str, ...] = ()
    about: str = ""
    """What it belongs to, such as who says it."""


Source = Callable[[Snapshot], Iterable[SearchDocument]]
registered: list[tuple[DocumentKind, Source]] = []


def documents_of(kind: DocumentKind) -> Callable[[Source], Source]:
    """Register a function that makes the documents of a kind from public rows."""

    def register(source: Source) -> Source:
        registered.append((kind, source))
        return source

    return register


@cache
def discover() -> None:
    autodiscover_modules("searchable")


@cache
def kinds() -> dict[str, DocumentKind]:
    """Return the kinds of all apps by their keys, in their places."""
    discover()
    return {kind.key: kind for kind, _source in sorted(registered, key=lambda entry: entry[0].place)}


def all_documents(snapshot: Snapshot) -> Iterator[tuple[DocumentKind, SearchDocument]]:
    """Yield all there is to search, kind by kind."""
    discover()
    for kind, source in sorted(registered, key=lambda entry: entry[0].place):
        for document in source(snapshot):
            yield kind, document


def paragraphs(*texts: str) -> str:
    """Return several texts as one, each a sentence or more of its own."""
    return "\n".join(filter(None, texts))
