"""Rows as the API tells them: each serializer is made once, and becomes a function from a row to its data.

A serializer that is made for each request, and asks each field of each row in the general way, takes most of the time
of a list.
"""

from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import Any, cast

from django.db.models import Manager
from rest_framework import serializers

Tell = Callable[[Any], Any]

AS_THEY_ARE = {
    serializers.BooleanField,
    serializers.CharField,
    serializers.ChoiceField,
    serializers.IntegerField,
    serializers.SlugField,
    serializers.URLField,
}
"""Fields that give values as they are; JSON writes choices and words of later as the fields do."""


class Told(dict[str, Any]):
    """The data of a row that was told before and stays as it is."""


@cache
def tell_by(serializer_class: type[serializers.Serializer]) -> Tell:
    """Return the function that gives the data of a row, or of an object that is told like one."""
    return telling_of(serializer_class())


def telling_of(serializer: serializers.Serializer) -> Tell:
    is_model = isinstance(serializer, serializers.ModelSerializer)
    parts = [(str(field.field_name), part(field, is_model=is_model)) for field in serializer._readable_fields]
    return lambda row: row if type(row) is Told else {name: tell(row) for name, tell in parts}


def part(field: "serializers.Field[Any, Any, Any, Any]", *, is_model: bool) -> Tell:
    """Return the function that gives the data of one field of a row."""
    read, tell = getter(field.source_attrs, is_model=is_model), data_of(field)
    if tell is None:
        return read

    def told(row: Any) -> Any:
        value = read(row)
        return None if value is None else tell(value)

    return told


def getter(path: list[str], *, is_model: bool) -> Tell:
    """Return the function that follows a path from a row; elsewhere a step may be a word of a dictionary."""
    if not path:
        return lambda row: row
    if is_model:
        return attrgetter(".".join(path))
    first, *others = path
    if not others:
        return lambda row: row[first] if type(row) is dict else getattr(row, first)
    rest = attrgetter(".".join(others))
    return lambda row: rest(row[first] if type(row) is dict else getattr(row, first))


def data_of(field: "serializers.Field[Any, Any, Any, Any]") -> Tell | None:
    """Return the function that gives the data of a value; None where it stays as it is."""
    if isinstance(field, serializers.ListSerializer):
        tell_each = telling_of(cast("serializers.Serializer[Any]", field.child))
        return lambda values: [tell_each(value) for value in every(values)]
    if isinstance(field, serializers.ModelSerializer):
        return remembered(telling_of(field), f"{type(field).__module__}.{type(field).__qualname__}")
    if isinstance(field, serializers.Serializer):
        return telling_of(field)
    if type(field) is serializers.DateField:
        return written
    one_of_many = field.child if isinstance(field, serializers.ListField | serializers.DictField) else field
    return None if type(one_of_many) in AS_THEY_ARE else field.to_representation


def written(day: Any) -> str:
    """Return a day as JSON has it, which a row may remember; some are words already."""
    text: str = day if type(day) is str else day.isoformat()
    return text


def remembered(tell: Tell, name: str) -> Tell:
    """Return a function that remembers with a row how it was told: dozens of rows name the same source."""

    def told(row: Any) -> Any:
        data = row.__dict__.get(name)
        if data is None:
            data = row.__dict__[name] = tell(row)
        return data

    return told


def every(values: Any) -> Iterable[Any]:
    rows: Iterable[Any] = values.all() if isinstance(values, Manager) else values
    return rows
