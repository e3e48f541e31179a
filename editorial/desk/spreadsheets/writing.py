"""Curated rows as a table that a spreadsheet opens without running anything in it."""

import json
import re
from collections.abc import Iterable
from typing import Any

from tablib import Dataset

from curation.documents import fields_of, to_json
from curation.rows import CuratedRow
from curation.texts import cleaned
from curation.web.exports.writers import FORMULA_STARTS

GUARD = "'"
"""What is put before a cell that a spreadsheet would run; reading takes it away again."""
GUARDED = re.compile(f"{GUARD}*[{re.escape(''.join(FORMULA_STARTS))}]")
"""What a cell begins with that is guarded: a formula, or what would be read as one that was guarded."""
YES, NO = "yes", "no"


def table(model: type[CuratedRow], rows: Iterable[CuratedRow]) -> Dataset:
    """Return rows as a table with their key and a column for each field."""
    fields = fields_of(model)
    dataset = Dataset(title=str(model._meta.verbose_name_plural)[:31])
    dataset.headers = ["key", *(field.name for field in fields)]
    for row in rows:
        dataset.append([row.pk, *(guarded(in_cell(getattr(row, field.attname))) for field in fields)])
    return dataset


def in_cell(value: Any) -> str:
    """Return a value as text; lists of words one to a line, anything else that is nested as JSON."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, dict) or (isinstance(value, list) and not all(isinstance(part, str) for part in value)):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, list):
        return cleaned("\n".join(map(str, value)))
    return "" if value is None else cleaned(str(to_json(value)))


def guarded(text: str) -> str:
    return GUARD + text if GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """Return the text of a cell as it was before it was guarded."""
    return text[1:] if text.startswith(GUARD) and GUARDED.match(text) else text
