"""The full text search of both databases: SQLite's FTS5 and PostgreSQL's ``tsvector``, behind one interface.

Both stem English words and weigh a match in the name above one in another name, and that above one in the text. Their
tables are made by migration 0002.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import connection
from django.db.models.expressions import RawSQL

from curation.search.models import SearchEntry

Terms = Sequence[Sequence[Sequence[str]]]
"""What must all be found: of each term one of its alternatives, of an alternative every word."""


class EntryMatch(NamedTuple):
    """An entry that was found, and how well; the higher the better."""

    pk: int
    kind: str
    score: float


class Engine(Protocol):
    """A way to search the entries."""

    def search(self, terms: Terms, *, kinds: Collection[str] = (), begin: bool, every: bool) -> list[EntryMatch]:
        """Return what has the terms, the best first.

        With ``begin`` a word may go on; without ``every`` one of the terms is enough; ``kinds`` narrows.
        """

    def entries_written(self) -> None:
        """Take in entries that were all written anew."""


class Fts5:
    """SQLite's own index of words, which reads the entries' table as its content."""

    ALL = (
        "SELECT entry.id, entry.kind, -bm25(curation_searchwords, 10.0, 6.0, 1.0) FROM curation_searchwords "
        "JOIN curation_searchentry AS entry ON entry.id = curation_searchwords.rowid "
        "WHERE curation_searchwords MATCH %s ORDER BY 3 DESC, 1"
    )

    def search(self, terms: Terms, *, kinds: Collection[str] = (), begin: bool, every: bool) -> list[EntryMatch]:
        # Words are letters and digits alone, and quoted, so nothing in them is an operator.
        end = '"*' if begin else '"'
        query = (" AND " if every else " OR ").join(
            "(" + " OR ".join("(" + " AND ".join(f'"{word}{end}' for word in words) + ")" for words in term) + ")"
            for term in terms
        )
        with connection.cursor() as cursor:
            cursor.execute(self.ALL, [query])
            matches = [EntryMatch(*row) for row in cursor.fetchall()]
        return [match for match in matches if match.kind in kinds] if kinds else matches

    def entries_written(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO curation_searchwords (curation_searchwords) VALUES ('rebuild')")


class PostgresText:
    """PostgreSQL's full text search over a column that the database makes of each entry."""

    WEIGHTS = (0.0, 0.1, 0.6, 1.0)

    def search(self, terms: Terms, *, kinds: Collection[str] = (), begin: bool, every: bool) -> list[EntryMatch]:
        end = ":*" if begin else ""
        text = (" & " if every else " | ").join(
            "(" + " | ".join("(" + " & ".join(f"'{word}'{end}" for word in words) + ")" for words in term) + ")"
            for term in terms
        )
        query = SearchQuery(text, config="english", search_type="raw")
        words = RawSQL('"curation_searchentry"."words"', [], output_field=SearchVectorField())
        entries = SearchEntry.objects.filter(kind__in=kinds) if kinds else SearchEntry.objects.all()
        score = SearchRank(words, query, weights=list(self.WEIGHTS), normalization=1)
        matching = entries.annotate(vector=words, score=score).filter(vector=query).order_by("-score", "pk")
        return [EntryMatch(*row) for row in matching.values_list("pk", "kind", "score")]

    def entries_written(self) -> None:
        """Do nothing: the database has made the column as the entries were written."""


def engine() -> Engine:
    return PostgresText() if connection.vendor == "postgresql" else Fts5()
