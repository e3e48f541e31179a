"""Filling a sheet without proposing it: a default source and day, one line's value down, a file of just this sheet."""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from django.db.models import ForeignKey
from django.http import HttpRequest, QueryDict

from curation.documents import fields_of
from curation.rows import CuratedRow
from curation.web.outward import joined, parts_of
from editorial.desk.pages import many
from editorial.desk.review.deciding import numbers_in
from editorial.desk.sheets.choices import SourceField
from editorial.desk.sheets.layout import Sheet, SheetLine, SheetSection, shown
from editorial.desk.sheets.lines import BLANK_LINES, MOST_LINES, SheetInline
from editorial.desk.spreadsheets.problems import BadCell, TableProblem, UnreadableTable
from editorial.desk.spreadsheets.reading import columns_of, read_table
from editorial.desk.spreadsheets.values import Names, value_from
from frameworks.models import Source, SourceKind

FILL, DOWN, FILE, MORE = "_fill", "_down", "_file", "_more"
"""The buttons that change what a sheet shows, and nothing else."""
TICK = "tick"
EMPTY_TICKED, TICKED, EMPTY_CHANGED, CHANGED = "empty-ticked", "ticked", "empty-changed", "changed"
INTO = {
    EMPTY_TICKED: "empty fields of ticked lines",
    TICKED: "all ticked lines",
    EMPTY_CHANGED: "empty fields of lines I changed",
    CHANGED: "all lines I changed",
}
READ_AT_ADDRESS = (SourceKind.DOCUMENTATION, SourceKind.SITE, SourceKind.GUIDE)
DAYS = ("read_on", "checked_on")
RELATIVE = re.compile(r"(?!\w+:)[\w.~%-]*(?:/|#|\.html?\b|\.md\b|\.rst\b|\.txt\b)\S*")
"""A place that is part of an address, and no words."""


def is_filling(request: HttpRequest) -> bool:
    return request.method == "POST" and any(button in request.POST for button in (FILL, DOWN, FILE, MORE))


def fill(request: HttpRequest, sheet: Sheet) -> tuple[str, list[TableProblem]]:
    """Change what a sheet shows as the button says; return what was done, and what is wrong with a file."""
    if FILE in request.POST:
        return fill_from_file(request, sheet)
    if MORE in request.POST:
        return f"{BLANK_LINES} more lines; nothing is proposed yet.", []
    ticked = set(request.POST.getlist(TICK))
    is_down = DOWN in request.POST
    count = fill_down(sheet, request.POST[DOWN], ticked) if is_down else fill_in(sheet, request, ticked)
    return f"{many(count, 'field')} filled in; nothing is proposed yet.", []


def put(line: SheetLine, name: str, value: str) -> bool:
    """Write a value into a field of a line as a browser would send it; tell whether that changed it."""
    field = line.form[name]
    before = shown(field, field.value())
    line.form.data[field.html_name] = value
    return before != shown(field, value)


def fill_in(sheet: Sheet, request: HttpRequest, ticked: set[str]) -> int:
    """Put the default source and day into the lines chosen, and make their places full addresses."""
    into = request.POST.get("fill-into", EMPTY_TICKED)
    chosen = chooser(into, ticked)
    source, day = request.POST.get("fill-source", "").strip(), request.POST.get("fill-day", "").strip()
    base, count = request.POST.get("fill-base", "").strip(), 0
    for line in filter(chosen, sheet.lines):
        for name, value in [("source", source), *((day_field, day) for day_field in DAYS)]:
            if value and name in line.form.fields:
                free = into in (TICKED, CHANGED) or not line.form[name].value()
                count += free and put(line, name, value)
        count += absolute(line, base)
    return count


def chooser(into: str, ticked: set[str]) -> Callable[[SheetLine], bool]:
    if into in (EMPTY_CHANGED, CHANGED):
        return lambda line: line.is_changed
    return lambda line: line.form.prefix in ticked


def absolute(line: SheetLine, base: str) -> bool:
    """Make the place of a line an address, where it is a part of one and its source is read at an address."""
    field = line.form.fields.get("source")
    if not isinstance(field, SourceField) or parts_of(base).scheme not in ("http", "https"):
        return False
    source = cast(Source | None, field.names.rows.get(field.names.key(str(line.form["source"].value() or ""))))
    if source is None or source.kind not in READ_AT_ADDRESS:
        return False
    place = str(line.form["locator"].value() or "")
    whole = joined(base, place) if RELATIVE.fullmatch(place) else ""
    return bool(whole) and put(line, "locator", whole)


def fill_down(sheet: Sheet, name: str, ticked: set[str]) -> int:
    """Copy a field of the first ticked line into the ticked lines below it."""
    lines = [line for line in sheet.lines if line.form.prefix in ticked and name in line.inline.fieldnames()]
    if not lines:
        return 0
    value = lines[0].form[name].value()
    return sum(put(line, name, "" if value is None else str(value)) for line in lines[1:])


def with_more_lines(request: HttpRequest, inline: SheetInline, prefix: str, posted: QueryDict) -> None:
    """Add blank lines to what was posted, where lines have no name before they are written."""
    [count, *_others] = numbers_in(posted.get(f"{prefix}-TOTAL_FORMS", "")) or (MOST_LINES + 1,)
    if MORE not in request.POST or inline.line or count > MOST_LINES:
        return
    blank = {field.name: field.get_default() for field in fields_of(inline.model)} | inline.blank_line(request)
    for number in range(count, count + BLANK_LINES):
        for name in [name for name in inline.get_fields(request) if blank.get(name)]:
            posted[f"{prefix}-{number}-{name}"] = str(blank[name])
        posted[f"{prefix}-{number}-base_version"] = "0"
    posted[f"{prefix}-TOTAL_FORMS"] = str(count + BLANK_LINES)


# A file of just this sheet.


def sheet_rows(request: HttpRequest, inline: SheetInline) -> list[CuratedRow]:
    """Return the rows of a sheet for a file: what is published, what is proposed, and a row for all that is blank."""
    recorded = inline.recorded(request)
    fk_name = str(inline.fk_name)
    owner = getattr(request, "owner").pk  # noqa: B009
    blanks = [row for row in inline.proposed_rows(request) if inline.line or row != inline.blank_line(request)]
    rows = [*recorded, *(row_of(inline, {**row, fk_name: owner}) for row in blanks)]
    order = {key: place for place, key in enumerate(inline.subjects)}
    return sorted(rows, key=lambda row: order.get(row.field_value(inline.line), 0)) if inline.line else rows


def row_of(inline: SheetInline, document: dict[str, Any]) -> CuratedRow:
    model = inline.model
    row: CuratedRow = model()
    for name, value in document.items():
        setattr(row, model._meta.get_field(name).attname, value)
    row.key = row.natural_key_text()
    return row


def fill_from_file(request: HttpRequest, sheet: Sheet) -> tuple[str, list[TableProblem]]:
    """Put the cells of a file into the lines they are about: all of them, or none where one is wrong."""
    file = request.FILES.get("file")
    if file is None:
        return "", [TableProblem(0, "", "", "Choose a file first.")]
    section = sheet.sections[0]
    try:
        table = read_table(str(file.name), file.read(), columns_of(section.inline.model))
    except UnreadableTable as error:
        return "", [TableProblem(0, "", "", message) for message in error.messages]
    problems, puts = list(table.problems), list[tuple[SheetLine, str, str]]()
    lines, names = by_key(section), Names()
    for number, cells in table.lines:
        line = line_of(section, lines, cells)
        if line is None:
            problems.append(TableProblem(number, cells.get("key", ""), "key", "It is on no line of this sheet."))
            continue
        for name in [name for name in section.inline.fieldnames() if name in cells]:
            try:
                puts.append((line, name, posted(line, name, cells, names)))
            except BadCell as error:
                problems.append(TableProblem(number, cells.get("key", ""), name, str(error)))
    if problems:
        return "", sorted(problems, key=lambda problem: problem.row)
    count = sum(put(line, name, value) for line, name, value in puts)
    return f"{many(count, 'field')} taken from {file.name}; nothing is proposed yet.", []


def by_key(section: SheetSection) -> dict[str, SheetLine]:
    return {section.key(line.form) or str(line.form.instance.pk): line for line in section.lines}


def line_of(section: SheetSection, lines: dict[str, SheetLine], cells: dict[str, str]) -> SheetLine | None:
    """Return the line that a row of a file is about, by what it names or by its key."""
    inline = section.inline
    named = cells.get(inline.line, "")
    if named and named not in lines:
        by_name = {subject.name.casefold(): key for key, subject in reversed(inline.subjects.items())}
        named = by_name.get(named.casefold(), named)
    key = cells.get("key", "")
    parts: Sequence[str] = inline.model.key_fields
    place = parts.index(inline.line) if inline.line in parts else -1
    spelled = key.split("/")[place] if place >= 0 and key.count("/") == len(parts) - 1 else key
    return lines.get(named) or lines.get(spelled)


def posted(line: SheetLine, name: str, cells: dict[str, str], names: Names) -> str:
    """Return a cell as a browser would send the field."""
    column, field = line.inline.model._meta.get_field(name), line.form.fields[name]
    if isinstance(field, SourceField):
        return str(field.prepare_value(field.names.key(cells[name]) or cells[name]))
    if isinstance(column, ForeignKey):
        return names.key(column, cells[name], cells) if cells[name] else ""
    value = value_from(column, cells[name])
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def most_used(values: Iterable[str]) -> str:
    """Return the value that most lines have; empty where none has one."""
    [(value, _count)] = Counter(filter(None, values)).most_common(1) or [("", 0)]
    return value


def defaults(request: HttpRequest, sheet: Sheet, day: datetime.date) -> dict[str, str]:
    """Return what the bar that fills a sheet offers."""
    used = most_used(str(line.form["source"].value() or "") for line in sheet.lines if "source" in line.form.fields)
    posted = request.POST
    return {
        "source": posted.get("fill-source", used),
        "day": posted.get("fill-day", day.isoformat()),
        "base": posted.get("fill-base", getattr(getattr(request, "owner", None), "documentation", "")),
        "into": posted.get("fill-into", EMPTY_TICKED),
    }
