"""What a page shows, as plain tables; its JSON, CSV and Markdown are all written from these."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from curation.dates import today
from curation.snapshots.protocol import Snapshot
from curation.texts import cleaned
from curation.web.exports.addresses import Form

LICENCE = "CC BY 4.0"
"""Under which the data may be used."""

Context = Mapping[str, Any]
"""What a view gives its template."""

Value = str | int | datetime.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    """As programs know it: small letters, underscores."""
    blank: str = "not stated"
    """The words where a row has no value, because an empty cell could be taken for no, none or unknown."""
    of: tuple[str, ...] = ()
    """For a column of addresses, the columns that are the words of the link; Markdown makes one cell of them."""


GROUP = Column("group")
SOURCE = Column("source", "no source")
DATE = Column("date", "no date")
"""The day a source was read; for guides the date they print, or n.d."""
EVIDENCE = Column("evidence", "nothing is claimed", of=("source", "date"))
PROOF = (SOURCE, DATE, EVIDENCE)
"""The columns that end every row which claims something."""


@dataclass(frozen=True)
class Table:
    """Rows with the same columns."""

    name: str
    """As programs know it."""
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    across: str = ""
    """The column whose values stand beside each other in Markdown, as they do on the page."""

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def filled(self) -> Iterator[list[str | int]]:
        """Yield the rows with words where there is no value."""
        for row in self.rows:
            yield [worded(value, column) for value, column in zip(row, self.columns, strict=True)]


def worded(value: Value, column: Column) -> str | int:
    """Return a value as it is written."""
    if isinstance(value, int):
        return value
    return cleaned(str(value)) if value else column.blank


@dataclass(frozen=True)
class PageData:
    """Everything that a page claims."""

    title: str
    tables: Sequence[Table]


@dataclass(frozen=True, slots=True)
class ListPart:
    """Which page of a long list some data is."""

    number: int
    of: int
    next: str
    """The address of the next one in the same form; empty at the end."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which page of which state of the catalogue some data is."""

    origin: str
    """The address of the site, without a slash at its end."""
    page: str
    """The page's path and query."""
    day: datetime.date
    """The day it is shown as of; today for the present."""
    version: int
    published: datetime.datetime | None
    """When this version of the data was published; None while nothing is."""
    part: ListPart | None = None
    """None where the data is whole."""
    links_to: Form | None = None
    """The form in which pages of this site are linked; None for the pages themselves."""

    @classmethod
    def of(cls, snapshot: Snapshot, page: str, links_to: Form | None = None) -> "Edition":
        """Return a page of the state that a snapshot shows."""
        origin, day = settings.ORIGIN.geturl(), snapshot.day or today()
        return cls(origin, page, day, snapshot.version, snapshot.published, links_to=links_to)

    @property
    def address(self) -> str:
        return f"{self.origin}{self.page}"

    @property
    def moment(self) -> str:
        return self.published.isoformat(timespec="seconds") if self.published else "nothing is published yet"
