"""The types of curated rows, by the name that changes and revisions know them by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Q

from curation.rows import CuratedRow, curated, references

RowName = tuple[str, str]
"""The type and the key of a row."""
Names = Mapping[RowName, str]
"""What rows are called."""


def row_type(model: type[CuratedRow]) -> str:
    """Return the name of a model's rows, such as ``support``."""
    return str(model._meta.model_name)


def type_name(kind: str, number: int = 1) -> str:
    """Return what people call rows of a type; one that is no more keeps its own name."""
    model = row_types().get(kind)
    if model is None:
        return kind
    return str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural)


def by_type(names: Iterable[RowName]) -> dict[str, list[str]]:
    """Return the keys of rows by their type."""
    keys = defaultdict(list)
    for kind, key in names:
        keys[kind].append(key)
    return keys


def among(names: Iterable[RowName]) -> Q:
    """Return the condition that what has a ``row_type`` and a ``key`` is one of these; of none, what nothing meets."""
    # By type, because SQLite takes no thousand alternatives.
    each = (Q(row_type=kind, key__in=keys) for kind, keys in by_type(names).items())
    return reduce(or_, each, Q(pk__in=[]))


def references_in(model: type[CuratedRow], document: Mapping[str, Any] | None) -> Iterator[RowName]:
    """Yield the rows that a document of a model refers to."""
    for reference in references(model) if document else ():
        if key := (document or {}).get(reference.name):
            yield row_type(curated(reference)), key


def owner_field(part: type[CuratedRow], owner: type[CuratedRow]) -> str:
    """Return the foreign key from a model to the model on whose page its rows are edited."""
    return next(field.name for field in references(part) if field.related_model is owner)


@cache
def row_types() -> dict[str, type[CuratedRow]]:
    """Return every curated model of the installed apps by the name of its rows, parents before children."""
    types: dict[str, type[CuratedRow]] = {}
    for model in apps.get_models():
        if issubclass(model, CuratedRow):
            add_after_parents(model, types)
    return types


def add_after_parents(model: type[CuratedRow], types: dict[str, type[CuratedRow]]) -> None:
    """Add a model to the types, after the models its rows refer to."""
    for reference in references(model):
        if row_type(curated(reference)) not in types:
            add_after_parents(curated(reference), types)
    types.setdefault(row_type(model), model)
