"""Queries compiled once for each shape: for small tables, building the SQL takes Django longer than running it.

A shape is a model, its columns and its lookups, without the values. The SQL is cached, never the rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from curation.snapshots.database import reading
from curation.snapshots.protocol import Model, Values, ValuesByModel, Wanted

Shape = tuple[tuple[str, int], ...]
"""The lookups in the order of their parameters, each with how many values it has."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A compiled query without its parameters, with converters from the database's values to Python's."""

    sql: str
    converters: Sequence[tuple[int, Callable[[Any], Any]]]

    def run(self, parameters: Iterable[Any]) -> list[Values]:
        with reading().cursor() as cursor:
            cursor.execute(self.sql, list(parameters))
            rows: list[Values] = cursor.fetchall()
        return self.converted(rows) if self.converters and rows else rows

    def converted(self, rows: Iterable[Values]) -> list[Values]:
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
        for place, convert in self.converters:
            # Hundreds of rows share a few days and booleans, so each distinct value is converted once.
            known = {value: convert(value) for value in set(columns[place])}
            columns[place] = [known[value] for value in columns[place]]
        return list(zip(*columns, strict=True))


def read(model: Model, columns: tuple[str, ...], where: Mapping[str, Any], *, in_order: bool) -> list[Values]:
    """Return columns of the public rows that have the values asked for."""
    lookups = in_sql(where)
    if not all(lookups.values()):
        return []
    return prepare(model, columns, shape_of(lookups), in_order=in_order).run(chain.from_iterable(lookups.values()))


def read_together(columns: Mapping[Model, tuple[str, ...]], where: Mapping[str, Any]) -> ValuesByModel:
    """Return columns of several models in one query; the columns must be of the same types, place by place."""
    lookups = in_sql(where)
    query = prepare_together(tuple(columns.items()), shape_of(lookups))
    rows: ValuesByModel = {model: [] for model in columns}
    lists = list(rows.values())
    for place, *values in query.run([*chain.from_iterable(lookups.values())] * len(columns)):
        lists[place].append(tuple(values))
    return rows


def read_several(wanted: Wanted) -> ValuesByModel:
    """Return columns of several models in one query, each narrowed by conditions of its own."""
    lookups = {model: in_sql(where) for model, (_columns, where) in wanted.items()}
    asked = {model: tuple(columns) for model, (columns, _where) in wanted.items() if all(lookups[model].values())}
    rows: ValuesByModel = {model: [] for model in wanted}
    query = prepare_several(tuple((model, columns, shape_of(lookups[model])) for model, columns in asked.items()))
    models, places = list(asked), places_of(asked.values())
    parameters = chain.from_iterable(chain.from_iterable(lookups[model].values()) for model in asked)
    for number, *values in query.run(parameters) if asked else ():
        rows[models[number]].append(tuple(values[places[number]]))
    return rows


def in_sql(where: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the values asked for by lookup, in the order in which Django puts conditions into SQL."""
    return {lookup: [value] if isinstance(value, str) else rounded(value) for lookup, value in sorted(where.items())}


def shape_of(lookups: Mapping[str, Sequence[str]]) -> Shape:
    return tuple((lookup, len(values)) for lookup, values in lookups.items())


def rounded(values: Iterable[str]) -> list[str]:
    """Repeat the last value until there are a power of two of them, so that few shapes serve every number."""
    padded = list(values)
    size = 1 << (len(padded) - 1).bit_length() if padded else 0
    return padded + padded[-1:] * (size - len(padded))


@lru_cache(maxsize=1024)
def prepare(model: Model, columns: tuple[str, ...], shape: Shape, *, in_order: bool) -> Prepared:
    """Return the query for some columns of the public rows, in the order of the model or in none."""
    where = {lookup: [str(n) for n in range(count)] if lookup.endswith("__in") else "0" for lookup, count in shape}
    rows = model.objects.public().filter(**where).values_list(*columns)
    return prepared(rows if in_order else rows.order_by())


def prepared(rows: QuerySet) -> Prepared:
    """Return a query without its parameters."""
    compiler = rows.query.get_compiler(connection=connection)
    return Prepared(str(compiler.as_sql()[0]), converters_of(compiler))


@lru_cache(maxsize=64)
def prepare_together(columns_of: tuple[tuple[Model, tuple[str, ...]], ...], shape: Shape) -> Prepared:
    """Return the query for columns of several models; the first column is a model's place among them."""
    queries = [prepare(model, columns, shape, in_order=False) for model, columns in columns_of]
    sqls = (f"SELECT {place}, {query.sql.removeprefix('SELECT ')}" for place, query in enumerate(queries))
    converters = [(place + 1, convert) for place, convert in queries[0].converters]
    return Prepared(" UNION ALL ".join(sqls), converters)


@lru_cache(maxsize=64)
def prepare_several(asked: tuple[tuple[Model, tuple[str, ...], Shape], ...]) -> Prepared:
    """Return the query for columns of several models, which stand beside each other; a row has those of one alone."""
    queries = [prepare(model, columns, shape, in_order=False) for model, columns, shape in asked]
    places = places_of(columns for _model, columns, _shape in asked)
    empty = [f"CAST(NULL AS {type_of(model, name)})" for model, columns, _shape in asked for name in columns]
    sqls = []
    for number, (query, place) in enumerate(zip(queries, places, strict=True)):
        columns, mark, rest = query.sql.removeprefix("SELECT ").partition(" FROM ")
        beside = [str(number), *empty[: place.start], columns, *empty[place.stop :]]
        sqls.append(f"SELECT {', '.join(beside)}{mark}{rest}")
    converters = [
        (place.start + column + 1, or_none(convert))
        for query, place in zip(queries, places, strict=True)
        for column, convert in query.converters
    ]
    return Prepared(" UNION ALL ".join(sqls), converters)


def places_of(columns: Iterable[Sequence[str]]) -> list[slice]:
    """Return where each of some groups of columns stands, side by side."""
    ends = list(accumulate(map(len, columns), initial=0))
    return [slice(start, end) for start, end in pairwise(ends)]


def type_of(model: Model, column: str) -> str:
    """Return the database's type of a model's own column."""
    field: Any = next(field for field in model._meta.concrete_fields if column in (field.name, field.attname))
    return str((field.target_field if field.is_relation else field).cast_db_type(connection))


def or_none(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def converters_of(compiler: SQLCompiler) -> list[tuple[int, Callable[[Any], Any]]]:
    """Return Django's converter for each column that has one."""
    by_place = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    return [(place, converter(converters, column)) for place, (converters, column) in by_place.items()]


def converter(converters: Sequence[Callable[..., Any]], column: Any) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        for convert_value in converters:
            value = convert_value(value, column, connection)
        return value

    return convert
