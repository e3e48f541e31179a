"""Queries prepared once for each shape: Django takes longer to build the SQL of a small table than it takes to answer.

A shape is what is asked of which model, without the values asked for. Nothing of the answers is kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models.sql.compiler import SQLCompiler

from frameworks.curation import CuratedRow

Shape = tuple[tuple[str, int], ...]
"""The lookups in the order of their parameters, each with how many values it has."""
Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query that waits for its parameters, with what turns columns of the database's values into Python's."""

    sql: str
    converters: Sequence[tuple[int, Callable[[Any], Any]]]

    def run(self, parameters: Iterable[Any]) -> list[Values]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, list(parameters))
            found: list[Values] = cursor.fetchall()
        return self.converted(found) if self.converters and found else found

    def converted(self, found: Iterable[Values]) -> list[Values]:
        columns: list[Sequence[Any]] = list(zip(*found, strict=True))
        for place, convert in self.converters:
            # Hundreds of rows share a few days and truths, which are converted once.
            known = {value: convert(value) for value in set(columns[place])}
            columns[place] = [known[value] for value in columns[place]]
        return list(zip(*columns, strict=True))


def read(
    model: type[CuratedRow], columns: tuple[str, ...], where: Mapping[str, Any], *, in_order: bool
) -> list[Values]:
    """Return columns of the public rows that have the values asked for."""
    # Sorted, because that is the order in which Django puts conditions into SQL.
    asked = {lookup: [value] if isinstance(value, str) else rounded(value) for lookup, value in sorted(where.items())}
    if not all(asked.values()):
        return []
    shape = tuple((lookup, len(values)) for lookup, values in asked.items())
    return prepare(model, columns, shape, in_order=in_order).run(chain.from_iterable(asked.values()))


def rounded(values: Iterable[str]) -> list[str]:
    """Repeat the last value until there are a power of two of them, so that few shapes serve every number."""
    some = list(values)
    room = 1 << (len(some) - 1).bit_length() if some else 0
    return some + some[-1:] * (room - len(some))


@lru_cache(maxsize=1024)
def prepare(model: type[CuratedRow], columns: tuple[str, ...], shape: Shape, *, in_order: bool) -> Prepared:
    """Return the query for some columns of the public rows, in the order of the model or in none."""
    where = {lookup: [str(n) for n in range(count)] if lookup.endswith("__in") else "0" for lookup, count in shape}
    rows = model.objects.public().filter(**where).values_list(*columns)
    compiler = (rows if in_order else rows.order_by()).query.get_compiler(connection=connection)
    return Prepared(str(compiler.as_sql()[0]), converters_of(compiler))


def converters_of(compiler: SQLCompiler) -> list[tuple[int, Callable[[Any], Any]]]:
    """Return what Django would do to the values of each column that it does not take as they are."""
    found = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    return [(place, converter(converters, column)) for place, (converters, column) in found.items()]


def converter(converters: Sequence[Callable[..., Any]], column: Any) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        for each in converters:
            value = each(value, column, connection)
        return value

    return convert
