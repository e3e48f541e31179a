"""Rows of a table as edits: only what differs, everything that is wrong where it stands, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from curation.changes.applying import current_revisions, version_of
from curation.changes.checks import Edit, problems_of
from curation.changes.drafted import drafts_behind
from curation.changes.second_readings import second_readings, without_void
from curation.changes.workflow import edits_of
from curation.documents import Document, document_of, fields_of, row_from
from curation.registry import row_type
from curation.rows import CuratedRow, references
from editorial.desk.spreadsheets.problems import BadCell, TableProblem
from editorial.desk.spreadsheets.reading import ParsedTable
from editorial.desk.spreadsheets.values import Names, value_from

MISSING = dict.fromkeys(
    ("This field cannot be null.", "This field cannot be blank.", "this field is required."),
    "The cell is blank, and must not be.",
)
"""What is said of a blank cell where a document would lack a field."""


@dataclass(slots=True)
class Import:
    """What a table asks for: the edits by row number, how many rows it leaves as they are, and what is wrong."""

    edits: dict[int, Edit] = field(default_factory=dict)
    same: int = 0
    errors: list[TableProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RowCells:
    """The cells of one row, the key of what it is about and the values that could be read."""

    number: int
    key: str
    values: Mapping[str, Any]


def understand(model: type[CuratedRow], table: ParsedTable, author: int | None = None) -> Import:
    """Return what a table asks for; columns it does not have stay as they are.

    Its rows may name what drafts of their author would add.
    """
    result = Import(errors=list(table.problems))
    wrong = {problem.row for problem in table.problems}
    names, read, seen = Names(), [], dict[str, int]()
    for number, cells in table.lines:
        row, problems = read_row(model, number, cells, names)
        if row.key and row.key in seen:
            problems.append(TableProblem(number, row.key, "key", f"Row {seen[row.key]} is about it already."))
        seen.setdefault(row.key, number)
        result.errors += problems
        if problems or number in wrong:
            result.errors += refused_cells(model, row)
        else:
            read.append(row)
    add_edits(result, model, read)
    result.errors += rules_broken(result.edits, author)
    places = {name: place for place, name in enumerate(["key", *(column.name for column in fields_of(model))])}
    result.errors.sort(key=lambda problem: (problem.row, places.get(problem.column, -1)))
    return result


def read_row(
    model: type[CuratedRow], number: int, cells: dict[str, str], names: Names
) -> tuple[RowCells, list[TableProblem]]:
    """Return a row as the values of a document, and what is wrong with its cells."""
    columns = {column.name: column for column in fields_of(model)}
    linked = {reference.name: reference for reference in references(model)}
    values: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    for name in sorted(cells.keys() & columns.keys(), key=list(columns).index):
        try:
            if name in linked and cells[name]:
                cells[name] = names.key(linked[name], cells[name], cells)
            values[name] = value_from(columns[name], cells[name])
        except BadCell as error:
            wrong.append((name, str(error)))
    parts = [str(values.get(name) or "") for name in model.key_fields]
    key = cells.get("key", "") or ("/".join(parts) if all(parts) else "")
    if not key:
        wrong.append(("key", "The key is missing, so nobody knows what the row is about."))
    return RowCells(number, key, values), [TableProblem(number, key, name, words) for name, words in wrong]


def refused_cells(model: type[CuratedRow], row: RowCells) -> list[TableProblem]:
    """Return what else is wrong with a row of which some cells cannot be read: the values that their columns refuse."""
    problems = []
    for column in fields_of(model):
        value = row.values.get(column.name)
        if value not in (None, "", [], {}) and not column.is_relation:
            try:
                column.clean(value, None)
            except ValidationError as error:
                problems.append(TableProblem(row.number, row.key, column.name, " ".join(error.messages)))
    return problems


def add_edits(result: Import, model: type[CuratedRow], read: list[RowCells]) -> None:
    """Add the edits of the rows that differ from what is published."""
    rows = model._default_manager.in_bulk([row.key for row in read])
    versions = current_revisions((row_type(model), row.key) for row in read)
    for row in read:
        before = document_of(rows[row.key]) if row.key in rows else None
        if before is None and (lacking := columns_lacking(model, row)):
            words = f"There is no {model._meta.verbose_name} of this key; a new one needs {', '.join(lacking)} as well."
            result.errors.append(TableProblem(row.number, row.key, "key", words))
            continue
        try:
            after = canonical(model, row.key, {**(before or {}), **row.values})
        except BadCell as error:
            result.errors.append(TableProblem(row.number, row.key, "", str(error)))
            continue
        if after == before:
            result.same += 1
        else:
            version = version_of(versions.get((row_type(model), row.key)))
            result.edits[row.number] = Edit(model, row.key, after, version)
    result.edits = dict(zip(result.edits, without_void(list(result.edits.values())), strict=True))


def columns_lacking(model: type[CuratedRow], row: RowCells) -> list[str]:
    """Return the columns without which a row cannot be new, of those that its table does not have."""
    needed = (column for column in fields_of(model) if not column.blank and not column.has_default())
    return [column.name for column in needed if column.name not in row.values]


def rules_broken(edits: dict[int, Edit], author: int | None) -> list[TableProblem]:
    """Return what the catalogue's rules say of edits."""
    numbers = {id(edit): number for number, edit in edits.items()}
    drafted = [edit for draft in drafts_behind(edits.values(), author) for edit in edits_of(draft)]
    problems = [*problems_of([*edits.values(), *drafted]), *(second_readings(edits.values(), author) if author else ())]
    return [
        TableProblem(numbers[id(edit)], edit.key, problem.field, in_words(problem.message))
        for edit, problem in problems
        if id(edit) in numbers
    ]


def in_words(message: str) -> str:
    return MISSING.get(message) or str(capfirst(message))


def canonical(model: type[CuratedRow], key: str, document: Document) -> Document:
    """Return a document as the row it describes would be written."""
    stated = {name: value for name, value in document.items() if value is not None}
    try:
        return document_of(row_from(model, key, stated))
    except ValidationError as error:
        raise BadCell(" ".join(error.messages)) from error
    except ValueError as error:
        raise BadCell(str(error)) from error
