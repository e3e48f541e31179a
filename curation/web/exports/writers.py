"""A page's tables as JSON and as CSV."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import urljoin

from curation.web.exports.addresses import Form
from curation.web.exports.markdown import MOST_KEPT, write_markdown
from curation.web.exports.tables import LICENCE, Edition, PageData, Table

Record = dict[str, str | int]
# What makes a spreadsheet take a cell for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_json(data: PageData, edition: Edition) -> str:
    """Return one object: what the page is, then its tables by name, each row an object."""
    document = {
        "title": data.title,
        "address": edition.address,
        "as_of": edition.day.isoformat(),
        "data_version": edition.version,
        "generated_at": edition.moment,
        "licence": LICENCE,
        **part_told(edition),
        "tables": {table.name: written_table(table, edition) for table in data.tables},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def part_told(edition: Edition) -> dict[str, object]:
    """Return which page of a long list the tables are, and where the next is; nothing where they are whole."""
    part = edition.part
    return {"page": part.number, "pages": part.of, "next": part.next or None} if part else {}


def written_table(table: Table, edition: Edition) -> dict[str, object]:
    return {"title": table.title, "columns": table.names, "rows": list(records(table, edition))}


def records(table: Table, edition: Edition) -> Iterator[Record]:
    """Yield the rows by column, with whole addresses."""
    links = [place for place, column in enumerate(table.columns) if column.of]
    for row in table.filled():
        for place in links:
            row[place] = whole(str(row[place]), edition.origin)
        yield dict(zip(table.names, row, strict=True))


@lru_cache(MOST_KEPT)
def whole(address: str, origin: str) -> str:
    """Return a path as a full address of the site; the words for a missing address stay as they are."""
    return urljoin(f"{origin}/", address) if address.startswith("/") else address


def write_csv(data: PageData, edition: Edition) -> str:
    """Return all tables under one header; the first column names a row's table where there are several.

    A cell is empty where its row's table has no such column, and nowhere else. Every row ends with the edition.
    """
    several = len(data.tables) > 1
    names = list(dict.fromkeys(name for table in data.tables for name in table.names))
    file = io.StringIO()
    writer = csv.DictWriter(file, [*(["table"] if several else []), *names, "as_of", "data_version"], restval="")
    writer.writeheader()
    about: Record = {"as_of": edition.day.isoformat(), "data_version": edition.version}
    for table in data.tables:
        named: Record = {"table": table.name} if several else {}
        writer.writerows({**named, **harmless(row), **about} for row in records(table, edition))
    return file.getvalue()


def harmless(row: Record) -> Record:
    """Return a row in which no text can be taken for a formula."""
    return {name: f"'{value}" if str(value).startswith(FORMULA_STARTS) else value for name, value in row.items()}


WRITERS: Mapping[Form, Callable[[PageData, Edition], str]] = {
    Form.CSV: write_csv,
    Form.JSON: write_json,
    Form.MARKDOWN: write_markdown,
}
