"""Rows as an Excel workbook: choices are drop-downs, and nothing that is typed turns into a date or a number."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from curation.documents import fields_of
from curation.rows import CuratedRow, curated
from editorial.desk.spreadsheets.writing import NO, YES, guarded, in_cell

CHOICES = "choices"
"""The hidden sheet that drop-downs take their words from."""
SPARE_ROWS = 200
"""Rows below the last that drop-downs and the format of text reach to, for what is added."""
MOST_CHOICES = 1000
WIDTHS = {"note": 60, "text": 60, "summary": 60, "searched": 60, "definition": 60, "locator": 44, "value": 30}
TEXT = "@"


def workbook(model: type[CuratedRow], rows: Iterable[CuratedRow]) -> bytes:
    """Return rows as an XLSX file with their key and a column for each field."""
    book, fields = Workbook(), fields_of(model)
    sheet: Worksheet = book.active
    sheet.title = str(model._meta.verbose_name_plural)[:31]
    sheet.append(["key", *(field.name for field in fields)])
    for row in rows:
        sheet.append([row.pk, *(guarded(shown(field, getattr(row, field.attname))) for field in fields)])
    choices = book.create_sheet(CHOICES)
    choices.sheet_state = "hidden"
    for place, field in enumerate(fields, 2):
        offer(sheet, choices, place, allowed(field))
    set_out(sheet, ["key", *(field.name for field in fields)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def shown(field: "models.Field[Any, Any]", value: Any) -> str:
    """Return a value as a cell shows it, a choice in the words that readers see."""
    return str(dict(field.flatchoices)[value]) if field.choices and value else in_cell(value)


def allowed(field: "models.Field[Any, Any]") -> Sequence[str]:
    """Return what a column's cells may hold, where that is a list."""
    if field.choices:
        return [str(label) for value, label in field.flatchoices if value not in ("", None)]
    if isinstance(field, models.BooleanField):
        return [YES, NO]
    if isinstance(field, models.ForeignKey):
        keys = list(curated(field)._default_manager.order_by("pk").values_list("pk", flat=True)[: MOST_CHOICES + 1])
        return keys if len(keys) <= MOST_CHOICES else []
    return []


def offer(sheet: Worksheet, choices: Worksheet, place: int, words: Sequence[str]) -> None:
    """Offer words as a drop-down in a column; others may be typed, and the import says what it thinks of them."""
    if not words:
        return
    for number, word in enumerate(words, 1):
        choices.cell(number, place, guarded(word))
    letter = get_column_letter(place)
    among = f"{CHOICES}!${letter}$1:${letter}${len(words)}"
    rule = DataValidation(type="list", formula1=among, allow_blank=True, errorStyle="warning")
    rule.add(f"{letter}2:{letter}{sheet.max_row + SPARE_ROWS}")
    sheet.add_data_validation(rule)


def set_out(sheet: Worksheet, names: Sequence[str]) -> None:
    """Make a sheet easy to work in: a head that stays, wide columns for words, cells that stay text."""
    sheet.freeze_panes = "B2"
    for place, name in enumerate(names, 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, 18)
        sheet.cell(1, place).font = Font(bold=True)
    top = Alignment(vertical="top", wrap_text=True)
    for row in sheet.iter_rows(min_row=2, max_row=sheet.max_row + SPARE_ROWS, max_col=len(names)):
        for cell in row:
            cell.number_format, cell.alignment = TEXT, top
