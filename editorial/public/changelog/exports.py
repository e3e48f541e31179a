"""What was published, as a table."""

from collections.abc import Iterator

from curation.web.exports.tables import Column, Context, PageData, Table, Value
from editorial.public.changelog.published import PublishedChange

COLUMNS = [
    Column("change"),
    Column("published"),
    Column("reason"),
    Column("by_whom"),
    Column("rows_changed"),
    Column("type"),
    Column("row"),
    Column("key"),
    Column("what"),
    Column("difference", "see the row"),
    Column("address", "has no page", of=("row",)),
]


def change_data(context: Context) -> PageData:
    """Return the changes shown, a line for each of the rows that are listed; of a long change these are the first."""
    return PageData("What changed", [Table("changes", "Changes", COLUMNS, rows(context["entries"]))])


def rows(entries: list[PublishedChange]) -> Iterator[tuple[Value, ...]]:
    for entry in entries:
        change = entry.change
        about = change.pk, f"{change.published_at:%Y-%m-%d %H:%M} UTC", change.reason, entry.by_whom, entry.count
        for row in entry.rows:
            yield *about, row.type, row.title, row.row.key, row.verb, row.words, row.address
