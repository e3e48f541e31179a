"""Uploaded tables as rows of text, with hard limits on size, rows, columns and cells."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from curation.documents import fields_of
from curation.rows import CuratedRow
from curation.texts import cleaned
from editorial.desk.spreadsheets.csv_files import csv_rows
from editorial.desk.spreadsheets.problems import TableProblem, UnreadableTable
from editorial.desk.spreadsheets.writing import unguarded
from editorial.desk.spreadsheets.xlsx_files import Faults, xlsx_rows

MOST_BYTES = 2_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_CHARACTERS = 10_000
"""In one cell."""
LAST_ROW = 1_048_576
"""The last row that a spreadsheet can have."""
TEXT_FILES = {"csv", "tsv", "txt"}
ERROR = re.compile(r"#(?:N/A|NV|[^\W\d_][\w/]*[!?])")
"""What a spreadsheet shows where a formula failed, in whatever language."""

TableLine = tuple[int, dict[str, str]]
"""The number of a row in its file, and its cells by column."""


@dataclass(slots=True)
class ParsedTable:
    """The lines of a file, and what is wrong with single cells of it; a line lacks those."""

    lines: list[TableLine] = field(default_factory=list)
    problems: list[TableProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a table may have, by every spelling; ``key_fields`` may stand for the key."""

    names: Sequence[str]
    spellings: Mapping[str, str]
    key_fields: Sequence[str] = ()

    def named(self, heading: str) -> str:
        """Return the column of a heading; empty where there is none."""
        return self.spellings.get(spelled(heading), "")


def columns_of(model: type[CuratedRow]) -> Columns:
    """Return the columns of a table of a model's rows."""
    fields = fields_of(model)
    names = ["key", *(column.name for column in fields)]
    spellings = {spelled(str(column.verbose_name)): column.name for column in fields}
    return Columns(names, {**spellings, **{spelled(name): name for name in names}}, model.key_fields)


def spelled(heading: str) -> str:
    """Return a heading without what people write differently: capitals, spaces, hyphens."""
    return re.sub(r"[\s_-]+", "_", cleaned(heading).strip().casefold())


def read_table(name: str, content: bytes, columns: Columns) -> ParsedTable:
    """Return the rows of a CSV or XLSX file whose first row with words names some of these columns."""
    if len(content) > MOST_BYTES:
        raise UnreadableTable(f"The file has {len(content):,} bytes; allowed are {MOST_BYTES:,}.")
    faults: Faults = {}
    rows = limited(rows_of(name, content, columns, faults))
    start, headings = next(rows, (0, []))
    header = header_of(headings, columns)
    table = ParsedTable()
    for number, row in rows:
        add_line(table, number, header, row, {place: fault for (at, place), fault in faults.items() if at == number})
        # What was said of a row is not looked through again for the next.
        faults.clear()
    if not table.lines:
        raise UnreadableTable(f"There is no row below the header{f', which is row {start}' if start > 1 else ''}.")
    return table


def rows_of(name: str, content: bytes, columns: Columns, faults: Faults) -> Iterable[list[str]]:
    """Return the rows of a file as its name says that they are written."""
    suffix = name.rpartition(".")[2].lower()
    if suffix == "xlsx":
        return xlsx_rows(content, faults)
    if suffix in TEXT_FILES:
        return csv_rows(content, lambda heading: bool(columns.named(heading)))
    older = " Save the older workbook as .xlsx." if suffix in {"xls", "xlsm", "xlsb", "ods"} else ""
    raise UnreadableTable(f"“{name}” is neither CSV nor XLSX; its name must end in .csv or .xlsx.{older}")


def limited(rows: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything with their numbers, without blank cells at their ends, within the limits."""
    held = 0
    for number, row in enumerate(rows, 1):
        cells = without_blank_end(row)
        held += bool(cells)
        if held > MOST_ROWS + 1 or number > LAST_ROW:
            raise UnreadableTable(f"The file has more than {MOST_ROWS:,} rows; split it.")
        if len(cells) > MOST_COLUMNS:
            raise UnreadableTable(f"Row {number} has {len(cells)} columns; allowed are {MOST_COLUMNS}.")
        if cells:
            yield number, cells


def without_blank_end(row: list[str]) -> list[str]:
    """Return a row up to its last cell with words: a coloured column is none."""
    last = max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)
    return row[:last]


def header_of(headings: list[str], columns: Columns) -> list[str]:
    """Return the column of each heading, empty where it is blank; refuse unknown and repeated ones, and no key."""
    header = [columns.named(heading) for heading in headings]
    unknown = [heading for heading, name in zip(headings, header, strict=True) if heading.strip() and not name]
    messages = []
    if unknown:
        names = ", ".join(f"“{heading.strip()[:40]}”" for heading in unknown)
        messages.append(f"The header names unknown columns: {names}. Allowed are {', '.join(columns.names)}.")
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        messages.append(f"The header names a column twice: {', '.join(twice)}.")
    if "key" not in header and not (columns.key_fields and {*columns.key_fields} <= {*header}):
        messages.append("The header has no column “key”, so no row can be found again.")
    if messages:
        raise UnreadableTable(*messages)
    return header


def add_line(table: ParsedTable, number: int, header: list[str], row: list[str], faults: Mapping[int, str]) -> None:
    """Add a row to a table: the cells that can be read to its lines, what is wrong with others to its problems."""
    cells: dict[str, str] = dict.fromkeys(filter(None, header), "")
    wrong: list[tuple[str, str]] = []
    for place, text in enumerate(row, 1):
        name = header[place - 1] if place <= len(header) else ""
        if fault := faults.get(place) or fault_of(text, f"{get_column_letter(place)}{number}", name):
            wrong.append((name, fault))
            cells.pop(name, None)
        elif name:
            cells[name] = unguarded(cleaned(text).strip())
    table.lines.append((number, cells))
    table.problems += [TableProblem(number, cells.get("key", ""), name, fault) for name, fault in wrong]


def fault_of(text: str, coordinate: str, column: str) -> str:
    """Return what is wrong with a cell whatever its column holds; empty where nothing is."""
    if not text.strip():
        return ""
    if not column:
        return f"Cell {coordinate} has a value, but its column has no heading."
    if ERROR.fullmatch(text.strip()):
        return f"Cell {coordinate} holds the error {text.strip()}. Put the value there that it should show."
    if len(text) > MOST_CHARACTERS:
        return f"Cell {coordinate} has {len(text):,} characters; allowed are {MOST_CHARACTERS:,}."
    return ""
