"""Uploaded tables as rows of text, with hard limits on size, rows, columns and cells."""

import csv
import datetime
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from curation.texts import cleaned
from editorial.spreadsheets.writing import NO, YES, unguarded

MOST_BYTES = 2_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_CHARACTERS = 10_000
"""In one cell."""
MOST_UNPACKED = 30_000_000
MOST_TIMES = 200
"""How many times larger a part of an XLSX file may be once it is unpacked."""

MOST_TAGS, MOST_OTHER_TAGS = 400_000, 20_000
"""In all sheets and texts of an XLSX file, and in all its other parts: some cells cost much more time than space."""
BULKY = ("xl/worksheets/", "xl/sharedStrings.xml")

BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, InvalidFileException, OSError)
BROKEN_CONTENT = (ParseError, KeyError, ValueError, TypeError, IndexError)

TableLine = tuple[int, dict[str, str]]
"""The number of a row in its file, and its cells by column."""


class UnreadableTable(ValueError):
    """A file is no table that could be imported; ``messages`` say why, and what is allowed."""

    def __init__(self, *messages: str) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


def read_table(name: str, content: bytes, columns: Iterable[str]) -> list[TableLine]:
    """Return the rows of a CSV or XLSX file whose header names some of these columns, the key among them."""
    if len(content) > MOST_BYTES:
        raise UnreadableTable(f"The file has {len(content):,} bytes; allowed are {MOST_BYTES:,}.")
    suffix = name.rpartition(".")[2].lower()
    if suffix not in {"csv", "xlsx"}:
        raise UnreadableTable(f"“{name}” is neither CSV nor XLSX; its name must end in .csv or .xlsx.")
    rows = limited(csv_rows(content) if suffix == "csv" else xlsx_rows(content))
    header = next(rows, (0, []))[1]
    check_header(header, list(columns))
    lines = [(number, cells_of(number, header, row)) for number, row in rows if any(row)]
    if not lines:
        raise UnreadableTable("There is no row below the header.")
    return lines


def limited(rows: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield rows with their numbers, as far as the limits allow."""
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS + 1:
            raise UnreadableTable(f"The file has more than {MOST_ROWS:,} rows; split it.")
        if len(row) > MOST_COLUMNS:
            raise UnreadableTable(f"Row {number} has {len(row)} columns; allowed are {MOST_COLUMNS}.")
        if any(len(cell) > MOST_CHARACTERS for cell in row):
            raise UnreadableTable(f"Row {number} has a cell of more than {MOST_CHARACTERS:,} characters.")
        yield number, row


def check_header(header: list[str], columns: list[str]) -> None:
    """Refuse a header with unknown or repeated columns, or without the key."""
    unknown = [name for name in header if name not in columns]
    messages = []
    if unknown:
        names = ", ".join(f"“{name[:40]}”" for name in unknown)
        messages.append(f"The header names unknown columns: {names}. Allowed are {', '.join(columns)}.")
    if len(set(header)) < len(header):
        messages.append("The header names a column twice.")
    if "key" not in header:
        messages.append("The header has no column “key”, so no row can be found again.")
    if messages:
        raise UnreadableTable(*messages)


def cells_of(number: int, header: list[str], row: list[str]) -> dict[str, str]:
    """Return the cells of a row by column."""
    if any(row[len(header) :]):
        raise UnreadableTable(f"Row {number} has more cells than the header has columns.")
    return {
        name: unguarded(cleaned(text).strip()) for name, text in zip(header, row + [""] * len(header), strict=False)
    }


def csv_rows(content: bytes) -> Iterator[list[str]]:
    """Yield the rows of a CSV file; what looks like a formula is text there, as nothing runs it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTable(f"The file is not UTF-8 text: {error.reason} at byte {error.start}.") from error
    if "\x00" in text:
        raise UnreadableTable("The file has NUL characters, so it is no text.")
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        raise UnreadableTable(f"The file is no CSV: {error}.") from error


def xlsx_rows(content: bytes) -> Iterator[list[str]]:
    """Yield the rows of the first sheet of an XLSX file; formulas are refused, because their values are unknown."""
    try:
        check_archive(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
        # The size a sheet states may be false.
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            yield [text_of(cell) for cell in row]
    except UnreadableTable:
        raise
    except (*BROKEN_ARCHIVE, *BROKEN_CONTENT) as error:
        raise UnreadableTable(f"The file cannot be read as XLSX ({type(error).__name__}).") from error


def check_archive(content: bytes) -> None:
    """Refuse an archive that would unpack to far more than it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        check_sizes(parts)
        tags = [(part.filename.startswith(BULKY), archive.read(part).count(b">")) for part in parts]
    for is_bulky, most in ((True, MOST_TAGS), (False, MOST_OTHER_TAGS)):
        if sum(number for bulky, number in tags if bulky is is_bulky) > most:
            raise UnreadableTable(f"The file has more than {most:,} XML tags; split it, or save it as CSV.")


def check_sizes(parts: Iterable[zipfile.ZipInfo]) -> None:
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnreadableTable(f"The file unpacks to more than {MOST_UNPACKED:,} bytes.")
    if any(part.file_size > MOST_TIMES * max(part.compress_size, 1) for part in parts):
        raise UnreadableTable(f"A part of the file unpacks to more than {MOST_TIMES} times its size.")


def text_of(cell: Any) -> str:
    """Return a cell as text, a date as YYYY-MM-DD."""
    if cell.data_type == "f":
        raise UnreadableTable(f"Cell {cell.coordinate} holds a formula. Paste its value instead.")
    value = cell.value
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
