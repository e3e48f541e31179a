"""The first sheet of an XLSX file as rows of text, with limits on what it unpacks to."""

import datetime
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from editorial.desk.spreadsheets.problems import UnreadableTable
from editorial.desk.spreadsheets.writing import NO, YES

MOST_UNPACKED = 30_000_000
MOST_TIMES = 200
"""How many times larger a part of an XLSX file may be once it is unpacked."""

MOST_TAGS, MOST_OTHER_TAGS = 400_000, 20_000
"""In all sheets and texts of an XLSX file, and in all its other parts: some cells cost much more time than space."""
MOST_CELLS = 2_000_000
"""In all rows: a blank cell far to the right has thousands before it, each of which is read."""
BULKY = ("xl/worksheets/", "xl/sharedStrings.xml")

BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, InvalidFileException, OSError)
BROKEN_CONTENT = (ParseError, KeyError, ValueError, TypeError, IndexError)

Faults = dict[tuple[int, int], str]
"""What is wrong with a cell as such, by the numbers of its row and column, counted from 1."""


def xlsx_rows(content: bytes, faults: Faults) -> Iterator[list[str]]:
    """Yield the rows of the first sheet; formulas become faults, because their values are unknown."""
    try:
        check_archive(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
        # The size a sheet states may be false.
        sheet.reset_dimensions()
        cells = 0
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells += len(row)
            if cells > MOST_CELLS:
                raise UnreadableTable(f"The file has more than {MOST_CELLS:,} cells; delete its blank columns.")
            for place, cell in enumerate(row, 1):
                if cell.data_type == "f":
                    faults[number, place] = f"Cell {cell.coordinate} holds a formula. Paste its value instead."
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
    """Return a cell as text, a date as far as its format shows it: YYYY, YYYY-MM or YYYY-MM-DD."""
    value = cell.value
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime.datetime):
        shown = str(cell.number_format).lower()
        return value.date().isoformat()[: 10 if "d" in shown else 7 if "m" in shown else 4]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
