"""Documents: curated rows as plain JSON values, one schema per model, read from the model itself.

A document leaves out the key, which stands beside it, and every field that holds its default. A foreign key is the key
of the row it points to, a date is ISO 8601 text.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q

from curation.rows import CuratedRow
from curation.texts import HIDDEN, unseen

Document = dict[str, Any]
Curated = TypeVar("Curated", bound=CuratedRow)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of a document; the field is empty where the document as a whole is wrong."""

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class InvalidDocument(ValueError):
    """A document breaks its schema; ``problems`` has everything that is wrong with it."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


def fields_of(model: type[CuratedRow]) -> "list[models.Field[Any, Any]]":
    """Return the fields a document of this model may have."""
    return [field for field in model._meta.concrete_fields if field.editable]


def field_names(model: type[CuratedRow]) -> list[str]:
    return [field.name for field in fields_of(model)]


def document_of(row: CuratedRow) -> Document:
    """Return the row as a document."""
    values = ((field, getattr(row, field.attname)) for field in fields_of(type(row)))
    return {field.name: to_json(value) for field, value in values if not is_default(field, value)}


def public_values(row: CuratedRow) -> dict[str, Any]:
    """Return what programs get of a row: every field by its name, references by key, and what follows from them."""
    fields = {field.name: getattr(row, field.attname) for field in fields_of(type(row))}
    return {"key": row.key, **fields, **row.derived()}


def is_default(field: "models.Field[Any, Any]", value: Any) -> bool:
    """Tell whether a field says nothing beyond its default."""
    return value is None or (value == field.get_default() and (field.blank or field.has_default()))


def to_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def row_from(model: type[Curated], key: str, document: Mapping[str, Any]) -> Curated:
    """Return an unsaved row with the document's values; fields that the model no longer has are ignored."""
    row = model(key=key)
    for field in fields_of(model):
        if field.name in document:
            setattr(row, field.attname, field.to_python(document[field.name]))
    return row


def read(model: type[Curated], key: str, document: Mapping[str, Any]) -> Curated:
    """Return an unsaved row from a document that keeps to the schema.

    Raises ``InvalidDocument`` with every unknown field, wrong type, missing or impossible value and broken constraint.
    References are not looked up.
    """
    row = readable_row(model, key, document)
    problems = list(broken_rules(row))
    if problems:
        raise InvalidDocument(problems)
    return row


def readable_row(model: type[Curated], key: str, document: Mapping[str, Any]) -> Curated:
    """Return an unsaved row from a document whose fields are known and of the right type, however incomplete it is.

    Raises ``InvalidDocument`` with every other field.
    """
    problems = [*unknown_fields(model, document), *wrong_types(model, document), *unseen_characters(document)]
    if problems:
        raise InvalidDocument(problems)
    try:
        return row_from(model, key, document)
    except ValidationError as error:
        raise InvalidDocument([FieldProblem("", message) for message in error.messages]) from error


def unknown_fields(model: type[CuratedRow], document: Mapping[str, Any]) -> Iterable[FieldProblem]:
    """Yield a problem for each field the model does not have."""
    allowed = field_names(model)
    for name in document:
        if name not in allowed:
            yield FieldProblem(str(name), f"unknown field; allowed are {', '.join(allowed)}.")


def wrong_types(model: type[CuratedRow], document: Mapping[str, Any]) -> Iterable[FieldProblem]:
    """Yield a problem for each value that is not of its field's JSON type, before Django would convert it."""
    for field in fields_of(model):
        value = document.get(field.name)
        if value is not None and not isinstance(value, json_type(field)):
            expected = json_type(field).__name__.replace("str", "text")
            yield FieldProblem(field.name, f"{value!r} must be {expected}; is it missing quotation marks?")


def unseen_characters(document: Mapping[str, Any]) -> Iterable[FieldProblem]:
    """Yield a problem for each value with a character that nobody sees."""
    for name, value in document.items():
        if problem := unseen(value, HIDDEN):
            yield FieldProblem(str(name), problem)


def json_type(field: "models.Field[Any, Any]") -> type:
    """Return the JSON type that a field's values have in a document."""
    if isinstance(field, models.JSONField):
        return type(field.get_default())
    if isinstance(field, models.BooleanField):
        return bool
    return int if isinstance(field, models.IntegerField) else str


def broken_rules(row: CuratedRow) -> Iterable[FieldProblem]:
    """Return a problem for each field that refuses its value or, if none does, for each constraint that is broken."""
    return refused_values(row) or broken_constraints(row)


def refused_values(row: CuratedRow) -> list[FieldProblem]:
    """Return a problem for each field that refuses its value, such as a missing one; no query is needed.

    What a model's ``clean`` refuses counts, as soon as every field alone is as it may be.
    """
    problems = list(missing_references(row))
    try:
        row.clean_fields(exclude=[field.name for field in fields_of(type(row)) if field.is_relation])
        if not problems:
            row.clean()
    except ValidationError as error:
        problems += problems_in(error, row)
    return problems


def missing_references(row: CuratedRow) -> Iterable[FieldProblem]:
    """Yield a problem for each foreign key that must be given and is not."""
    for field in fields_of(type(row)):
        if field.is_relation and not field.null and not getattr(row, field.attname):
            yield FieldProblem(field.name, "this field is required.")


def broken_constraints(row: CuratedRow) -> Iterable[FieldProblem]:
    """Yield a problem for each check constraint that the row breaks."""
    if row.key != row.natural_key_text() or not keeps_rules(type(row), values_ruled(row)):
        for rule in check_constraints(type(row)):
            yield from broken(rule, row)


def values_ruled(row: CuratedRow) -> tuple[Any, ...]:
    return tuple(getattr(row, field.attname) for field in fields_ruled(type(row)))


@lru_cache(maxsize=50_000)
def keeps_rules(model: type[CuratedRow], values: tuple[Any, ...]) -> bool:
    """Tell whether a row with these values keeps every constraint except the one on its key.

    Cached, because the database evaluates the rules, which takes a query, and thousands of rows share these values.
    """
    fields = fields_ruled(model)
    if not fields:
        return True
    given = [field.get_db_prep_value(value, connection) for field, value in zip(fields, values, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(rules_in_sql(model), given)
        return bool(cursor.fetchone()[0])


@cache
def rules_in_sql(model: type[CuratedRow]) -> str:
    """Return the question whether values keep a model's constraints, in the words of its table's definition.

    Made once for a model: Django's ``CheckConstraint.validate`` compiles it anew for each row, which took most of the
    time in which a catalogue is checked.
    """
    editor = connection.schema_editor()
    rules = [str(rule.constraint_sql(model, editor)).partition(" CHECK ")[2] for rule in other_rules(model)]
    condition = " AND ".join(rules).replace("%", "%%")
    # SQLite goes by the value, and its CAST would make a number of a date.
    given = "%s" if connection.vendor == "sqlite" else "CAST(%s AS {})"
    columns = (f'{given.format(field.db_type(connection))} AS "{field.column}"' for field in fields_ruled(model))
    return f"SELECT COALESCE({condition}, TRUE) FROM (SELECT {', '.join(columns)}) AS row_given"  # noqa: S608


@cache
def fields_ruled(model: type[CuratedRow]) -> "tuple[models.Field[Any, Any], ...]":
    """Return the fields that a model's constraints read, except the one on its key."""
    names = {name for rule in other_rules(model) for name in fields_in(rule)}
    return tuple(field for field in model._meta.concrete_fields if field.name in names)


@cache
def other_rules(model: type[CuratedRow]) -> tuple[models.CheckConstraint, ...]:
    """Return a model's constraints except the one on its key."""
    return tuple(rule for rule in check_constraints(model) if fields_in(rule) != {"key", *model.key_fields})


def fields_in(rule: models.CheckConstraint) -> set[str]:
    """Return the fields that a constraint's condition names."""
    return set(Q(rule.condition).referenced_base_fields)


def check_constraints(model: type[CuratedRow]) -> list[models.CheckConstraint]:
    return [rule for rule in model._meta.constraints if isinstance(rule, models.CheckConstraint)]


def broken(rule: models.CheckConstraint, row: CuratedRow) -> Iterable[FieldProblem]:
    """Yield a problem if a row breaks a constraint."""
    try:
        rule.validate(type(row), row)
    except ValidationError as error:
        yield from (FieldProblem("", message) for message in error.messages)


def problems_in(error: ValidationError, row: CuratedRow) -> Iterable[FieldProblem]:
    """Yield a problem for each message of a field's validation."""
    for name, errors in error.error_dict.items():
        for field_error in errors:
            allowed = choices_of(row, name) if field_error.code == "invalid_choice" else ""
            yield FieldProblem(name, " ".join(field_error.messages) + allowed)


def choices_of(row: CuratedRow, name: str) -> str:
    """Say which values a field allows."""
    values = [str(value) for value, _ in row._meta.get_field(name).flatchoices]  # type: ignore[union-attr]
    return f" Allowed are {', '.join(values)}."
