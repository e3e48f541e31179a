"""CSV as programs write it: commas, semicolons or tabs, with or without a byte order mark."""

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator

from editorial.desk.spreadsheets.problems import UnreadableTable

DELIMITERS = (",", ";", "\t")
LEGACY = {
    "cp1252": "Windows-1252, which Excel calls “CSV (Comma delimited)”",
    "mac_roman": "Mac OS Roman, which Excel calls “CSV (Macintosh)”",
    "cp850": "code page 850, which Excel calls “CSV (MS-DOS)”",
}
SAVE_AGAIN = "Save it as “CSV UTF-8” or as an Excel workbook (.xlsx)."
COMMON = set("äöüßÄÖÜéèêëàâçñáíóúîôåøæœ‘’“”–—…€")
"""Characters that tell an encoding: read in a wrong one, they become others."""


def csv_rows(content: bytes, is_column: Callable[[str], bool]) -> Iterator[list[str]]:
    """Yield the rows of a CSV file; what looks like a formula is text there, as nothing runs it."""
    text = decoded(content)
    if "\x00" in text:
        raise UnreadableTable("The file has NUL characters, so it is no text.")
    first = text.partition("\n")[0].strip()
    declared = first[4:] if first.lower().startswith("sep=") and len(first) == 5 else ""
    try:
        delimiter = declared or delimiter_of(text, is_column)
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)):
            # Blank, so that rows keep the numbers that a spreadsheet shows.
            yield [] if declared and not number else row
    except csv.Error as error:
        raise UnreadableTable(f"The file is no CSV: {error}.") from error


def delimiter_of(text: str, is_column: Callable[[str], bool]) -> str:
    """Return what divides the first line with words into the most columns of the table."""
    header = next((line for line in text.splitlines() if line.strip(',;\t "')), "")
    names = {delimiter: next(csv.reader([header], delimiter=delimiter), []) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: sum(map(is_column, names[delimiter])))


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8; say of any other in which encoding it seems to be."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise UnreadableTable(f"The file is UTF-16, which Excel calls “Unicode Text”. {SAVE_AGAIN}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        encoding = max(LEGACY, key=lambda name: len([c for c in content.decode(name, "ignore") if c in COMMON]))
        row = content.count(b"\n", 0, error.start) + 1
        start = content.rfind(b"\n", 0, error.start) + 1
        words = content[max(start, error.start - 20) : error.start + 10].partition(b"\n")[0]
        raise UnreadableTable(
            f"The file is not UTF-8 text. It seems to be {LEGACY[encoding]}; line {row} would then read "
            f"“{words.decode(encoding, 'replace').strip()}”. {SAVE_AGAIN}"
        ) from error
