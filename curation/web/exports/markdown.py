"""A page's tables as Markdown. What stands in a cell is text and nothing else: no markup, no HTML, no new row."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote

from curation.web.exports.addresses import Form, markdown_of
from curation.web.exports.tables import LICENCE, Column, Edition, PageData, Table
from curation.web.outward import joined, parts_of

MARKUP = re.compile(r"([\\`*_\[\]|~#]|^[-+])")
HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
NO_ROW = "not on record"
MOST_KEPT = 4096
"""How many texts and addresses a process keeps as written: the rows of a table have many in common."""

Cells = list[str]


def write_markdown(data: PageData, edition: Edition) -> str:
    """Return a document with a heading for every table."""
    head = [
        f"# {plain(data.title)}",
        "",
        f"- Address: <{edition.address}>",
        f"- As of: {edition.day}",
        f"- Data version: {edition.version}, published {edition.moment}",
        f"- Licence of the data: {LICENCE}",
        *part_told(edition),
    ]
    return "\n".join([*head, *(line for table in data.tables for line in section(table, edition))]) + "\n"


def part_told(edition: Edition) -> Iterator[str]:
    """Yield which page of a long list the tables are, and where the next is; nothing where they are whole."""
    if part := edition.part:
        following = f", {link('the next', part.next, edition)}" if part.next else ""
        yield f"- Page {part.number} of {part.of}{following}"


def section(table: Table, edition: Edition, level: str = "##") -> Iterator[str]:
    """Yield a table under a heading."""
    yield from ("", f"{level} {plain(table.title)}", "")
    columns, rows = folded(table, edition)
    heads = [plain(name.replace("_", " ").capitalize()) for name in columns]
    if table.across:
        place = columns.index(table.across)
        across, rows = side_by_side(table, columns, rows)
        heads = [*heads[:place], *across]
    if not rows:
        yield "None."
        return
    yield line(heads)
    yield line("---" for _head in heads)
    yield from (line(row) for row in rows)


def folded(table: Table, edition: Edition) -> tuple[list[str], list[Cells]]:
    """Return the columns and rows, with each link and its words in one cell."""
    links = {column.of[0]: column for column in table.columns if column.of}
    hidden = {name for column in links.values() for name in (column.name, *column.of[1:])}
    visible = [name for name in table.names if name not in hidden]
    heads = [links[name].name if name in links and len(links[name].of) > 1 else name for name in visible]
    rows = (dict(zip(table.names, map(str, row), strict=True)) for row in table.filled())
    return heads, [[cell(row, name, links, edition) for name in visible] for row in rows]


def cell(row: Mapping[str, str], name: str, links: Mapping[str, Column], edition: Edition) -> str:
    if name not in links:
        return plain(row[name])
    column = links[name]
    words, address = ", ".join(row[part] for part in column.of), row[column.name]
    if address != column.blank:
        return link(words, address, edition)
    return plain(words if len(column.of) == 1 else address)


def side_by_side(table: Table, columns: Sequence[str], rows: Iterable[Cells]) -> tuple[list[str], list[Cells]]:
    """Return the values of one column as heads, and the rows merged under them: one for each set of cells before it.

    A cell leaves out what is missing, except for its first part, which always says what is known.
    """
    place = columns.index(table.across)
    blanks = {column.name: plain(column.blank) for column in table.columns}
    cells: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        more = zip(row[place + 2 :], columns[place + 2 :], strict=True)
        parts = [row[place + 1], *(text for text, name in more if text != blanks[name])]
        cells.setdefault(tuple(row[:place]), {})[row[place]] = "; ".join(parts)
    across = list(dict.fromkeys(name for texts in cells.values() for name in texts))
    merged = [[*key, *(texts.get(name, NO_ROW) for name in across)] for key, texts in cells.items()]
    return across, merged


def line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


@lru_cache(MOST_KEPT)
def plain(text: str) -> str:
    """Return text escaped so that Markdown shows it as it is, on one line."""
    return MARKUP.sub(r"\\\1", " ".join(text.split())).translate(HTML)


def in_form(address: str, edition: Edition) -> str:
    """Return where a link leads: a page of this site has an address without its origin, or with it."""
    path = address.removeprefix(edition.origin)
    if edition.links_to != Form.MARKDOWN or not path.startswith("/"):
        return address
    return markdown_of(path) or address


def link(words: str, address: str, edition: Edition) -> str:
    """Return a link, to the Markdown of a page where that is wanted; an address that is not HTTP stays text."""
    target = target_of(address, edition)
    return f"[{plain(words)}]({target})" if target else plain(address)


@lru_cache(MOST_KEPT)
def target_of(address: str, edition: Edition) -> str:
    """Return the whole address that a link leads to; empty for one that is not HTTP."""
    target = joined(f"{edition.origin}/", in_form(address, edition))
    return quote(target, safe="/:?#&=%+,;@~!$*") if parts_of(target).scheme in {"http", "https"} else ""
