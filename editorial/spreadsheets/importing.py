"""Rows of a table as edits: only what differs, everything that is wrong with its row number, all or nothing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from curation.changes.applying import current_revisions, version_of
from curation.changes.checks import Edit, problems_of
from curation.changes.drafted import drafts_behind
from curation.changes.workflow import edits_of
from curation.documents import Document, document_of, fields_of, json_type, row_from
from curation.registry import row_type
from curation.rows import CuratedRow
from editorial.spreadsheets.reading import TableLine
from editorial.spreadsheets.writing import NO, YES

TRUE, FALSE = {YES, "true", "1"}, {NO, "false", "0", ""}


@dataclass(slots=True)
class Import:
    """What a table asks for: the edits by row number, how many rows it leaves as they are, and what is wrong."""

    edits: dict[int, Edit] = field(default_factory=dict)
    same: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)


class BadCell(ValueError):
    """A cell does not hold a value of its column."""


def understand(model: type[CuratedRow], lines: Sequence[TableLine], author: int | None = None) -> Import:
    """Return what the lines of a table ask for; columns it does not have stay as they are.

    They may name what drafts of their author would add.
    """
    result = Import()
    rows = model.objects.in_bulk([cells["key"] for _, cells in lines])
    versions = current_revisions((row_type(model), cells["key"]) for _, cells in lines)
    for number, cells in lines:
        row = rows.get(cells["key"])
        before = document_of(row) if row else None
        try:
            after = canonical(model, cells["key"], {**(before or {}), **document_from(model, cells)})
        except BadCell as error:
            result.errors.append((number, str(error)))
            continue
        if after == before:
            result.same += 1
        else:
            version = version_of(versions.get((row_type(model), cells["key"])))
            result.edits[number] = Edit(model, cells["key"], after, version)
    result.errors += rules_broken(result.edits, author)
    return result


def rules_broken(edits: dict[int, Edit], author: int | None) -> list[tuple[int, str]]:
    """Return what the catalogue's rules say of edits, by row number."""
    numbers = {id(edit): number for number, edit in edits.items()}
    drafted = [edit for draft in drafts_behind(edits.values(), author) for edit in edits_of(draft)]
    broken = problems_of([*edits.values(), *drafted])
    return sorted((numbers[id(edit)], f"{edit.key}: {problem}") for edit, problem in broken if id(edit) in numbers)


def document_from(model: type[CuratedRow], cells: dict[str, str]) -> dict[str, Any]:
    """Return the values of a line's cells; a blank one is the field's default."""
    fields = {field.name: field for field in fields_of(model)}
    return {name: value_from(fields[name], text) for name, text in cells.items() if name != "key"}


def value_from(column: "models.Field[Any, Any]", text: str) -> Any:
    """Return a cell as a document has it."""
    kind = json_type(column)
    if kind is bool:
        return boolean(column.name, text)
    if kind in (list, dict) and text.startswith(("[", "{")):
        return structured(column.name, text, kind)
    if kind is list:
        return [line.strip() for line in text.splitlines() if line.strip()]
    if kind is dict and text:
        raise BadCell(f"{column.name}: “{text[:40]}” is no JSON object.")
    if not text:
        return None if column.null or column.is_relation else default_of(column)
    return whole_number(column.name, text) if kind is int else text


def default_of(column: "models.Field[Any, Any]") -> Any:
    return column.get_default() if column.has_default() else "" if column.empty_strings_allowed else None


def structured(name: str, text: str, kind: type) -> Any:
    """Return a cell that holds more than words, one to a line."""
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise BadCell(f"{name}: “{text[:40]}” is nested too deeply.") from error
    except ValueError as error:
        raise BadCell(f"{name}: “{text[:40]}” is no JSON: {error}.") from error
    if not isinstance(value, kind):
        raise BadCell(f"{name}: “{text[:40]}” is no JSON {'array' if kind is list else 'object'}.")
    return value


def boolean(name: str, text: str) -> bool:
    if text.lower() not in TRUE | FALSE:
        raise BadCell(f"{name}: “{text[:40]}” is neither yes nor no.")
    return text.lower() in TRUE


def whole_number(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise BadCell(f"{name}: “{text[:40]}” is no whole number.") from error


def canonical(model: type[CuratedRow], key: str, document: Document) -> Document:
    """Return a document as the row it describes would be written."""
    stated = {name: value for name, value in document.items() if value is not None}
    try:
        return document_of(row_from(model, key, stated))
    except ValueError as error:
        raise BadCell(str(error)) from error
    except ValidationError as error:
        raise BadCell(" ".join(error.messages)) from error
