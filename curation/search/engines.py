"""The full text search of both databases: SQLite's FTS5 and PostgreSQL's ``tsvector``, behind one interface.

Both stem English words and weigh a match in the name above one in another name, and that above one in the text. Their
tables are made by migration 0002.
"""

from collections.abc import Sequence
from typing import Protocol

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import connection
from django.db.models.expressions import RawSQL

from curation.search.models import SearchEntry

Terms = Sequence[Sequence[Sequence[str]]]
"""What must all be found: of each term one of its alternatives, of an alternative every word."""


class Engine(Protocol):
    """A way to search the entries."""

    def search(self, terms: Terms, *, begin: bool, every: bool) -> list[int]:
        """Return the keys of what has the terms, the best first.

        With ``begin`` a word may go on; without ``every`` one of the terms is enough.
        """

    def entries_written(self) -> None:
        """Take in entries that were all written anew."""


class Fts5:
    """SQLite's own index of words, which reads the entries' table as its content."""

    ALL = (
        "SELECT rowid FROM curation_searchwords WHERE curation_searchwords MATCH %s "
        "ORDER BY bm25(curation_searchwords, 10.0, 6.0, 1.0), rowid"
    )

    def search(self, terms: Terms, *, begin: bool, every: bool) -> list[int]:
        # Words are letters and digits alone, and quoted, so nothing in them is an operator.
        end = '"*' if begin else '"'
        query = (" AND " if every else " OR ").join(
            "(" + " OR ".join("(" + " AND ".join(f'"{word}{end}' for word in words) + ")" for words in term) + ")"
            for term in terms
        )
        with connection.cursor() as cursor:
            cursor.execute(self.ALL, [query])
            return [key for (key,) in cursor.fetchall()]

    def entries_written(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO curation_searchwords (curation_searchwords) VALUES ('rebuild')")


class PostgresText:
    """PostgreSQL's full text search over a column that the database makes of each entry."""

    WEIGHTS = (0.0, 0.1, 0.6, 1.0)

    def search(self, terms: Terms, *, begin: bool, every: bool) -> list[int]:
        end = ":*" if begin else ""
        text = (" & " if every else " | ").join(
            "(" + " | ".join("(" + " & ".join(f"'{word}'{end}" for word in words) + ")" for words in term) + ")"
            for term in terms
        )
        query = SearchQuery(text, config="english", search_type="raw")
        words = RawSQL('"curation_searchentry"."words"', [], output_field=SearchVectorField())
        score = SearchRank(words, query, weights=list(self.WEIGHTS), normalization=1)
        matching = SearchEntry.objects.annotate(vector=words, score=score).filter(vector=query)
        return list(matching.order_by("-score", "pk").values_list("pk", flat=True))

    def entries_written(self) -> None:
        """Do nothing: the database has made the column as the entries were written."""


def engine() -> Engine:
    return PostgresText() if connection.vendor == "postgresql" else Fts5()
