"""Filters that refuse what they do not know and say what they do, for pages and the API alike.

A filter set narrows a queryset of the present (``checked``) or the rows of a past day (``keep``) by the same rules.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

import django_filters
from django.core.exceptions import BadRequest
from django.db.models import Q, QuerySet
from django.forms import ChoiceField, Field
from drf_spectacular.utils import extend_schema_field

from frameworks.curation import CuratedRow
from frameworks.queries import LONGEST_VALUE

Row = TypeVar("Row", bound=CuratedRow)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one parameter, and the values that would be right, where they can be listed."""

    parameter: str
    message: str
    allowed: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.parameter}: {self.message}"


class InvalidQuery(BadRequest):
    """A query string that a list cannot take; ``problems`` has everything that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(str(problem) for problem in problems))
        self.problems = problems


def described(schema: dict[str, object], label: str) -> Callable[[Any], Any]:
    """Say in the OpenAPI document what a filter takes."""
    return extend_schema_field({**schema, "description": label})


WORD = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE}


class FoundFilter(django_filters.MultipleChoiceFilter):
    """Rows that have to do with one of the words given, out of those that the record has."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=(), distinct=False, **kwargs)
        described(WORD, self.label)(self)

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        """The keys of the rows that each word stands for."""
        raise NotImplementedError

    @property
    def field(self) -> ChoiceField:
        field: ChoiceField = super().field
        # A function, because forms copy their fields, and with a method would copy the filter and its request.
        field.choices = lambda: [(word, word) for word in self.keys]
        return field

    def filter(self, rows: QuerySet, value: list[str]) -> QuerySet:
        return self.having(rows, self.keys_of(value)) if value else rows

    def keys_of(self, words: Iterable[str]) -> list[str]:
        return [key for word in words for key in self.keys[word]]

    def having(self, rows: QuerySet, keys: list[str]) -> QuerySet:
        raise NotImplementedError


class RowsFilter(FoundFilter):
    """Rows that hang on others, which are named by a word of theirs: a slug, or the key where there is none."""

    def __init__(self, model: type[CuratedRow], *, by: str = "key", **kwargs: Any) -> None:
        self.named, self.by = model, by
        super().__init__(**kwargs)

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        return {getattr(row, self.by): [row.key] for row in self.parent.request.record.rows(self.named)}

    def having(self, rows: QuerySet, keys: list[str]) -> QuerySet:
        return rows.filter(**{f"{self.field_name}__in": keys})

    def matches(self, row: CuratedRow, value: list[str]) -> bool:
        return attrgetter(f"{self.field_name}_id".replace("__", "."))(row) in self.keys_of(value)


class ThroughFilter(RowsFilter):
    """Rows to which others lead by way of a third sort of row, of which only the public ones count."""

    def __init__(self, model: type[CuratedRow], *, through: type[CuratedRow], to: str, **kwargs: Any) -> None:
        self.through, self.to = through, to
        super().__init__(model, **kwargs)

    def having(self, rows: QuerySet, keys: list[str]) -> QuerySet:
        leading = self.through.objects.public().filter(**{f"{self.field_name}__in": keys})
        return rows.filter(key__in=leading.values(self.to))


class WordFilter(django_filters.MultipleChoiceFilter):
    """Rows whose field holds one of the words given."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(distinct=False, **kwargs)

    def matches(self, row: CuratedRow, value: list[str]) -> bool:
        return attrgetter(self.field_name.replace("__", "."))(row) in value


class HeldWordFilter(FoundFilter):
    """Rows whose field holds one of the words given, out of those that rows hold, one or a list each."""

    def __init__(self, model: type[CuratedRow], **kwargs: Any) -> None:
        self.holders = model
        super().__init__(**kwargs)

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.parent.request.record.rows(self.holders):
            held = getattr(row, self.field_name)
            for word in held if isinstance(held, list) else [held] if held else []:
                found.setdefault(word, []).append(row.key)
        return dict(sorted(found.items()))

    def having(self, rows: QuerySet, keys: list[str]) -> QuerySet:
        return rows.filter(key__in=keys)


class FlagFilter(django_filters.ChoiceFilter):
    """Rows where something is so, or where it is not."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[("true", "Yes"), ("false", "No")], empty_label=None, **kwargs)
        described({"type": "boolean"}, self.label)(self)

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(**{self.field_name: value == "true"}) if value else rows

    def matches(self, row: CuratedRow, value: str) -> bool:
        return getattr(row, self.field_name) is (value == "true")


class SearchFilter(django_filters.CharFilter):
    """Rows that hold a text in one of some fields, in whatever case."""

    def __init__(self, *fields: str) -> None:
        self.fields = fields
        super().__init__(label=f"A text that stands in {', '.join(fields)}.", max_length=LONGEST_VALUE)
        described(WORD, self.label)(self)

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        holds = Q(*((f"{name}__icontains", value) for name in self.fields), _connector=Q.OR)
        return rows.filter(holds) if value else rows

    def matches(self, row: CuratedRow, value: str) -> bool:
        return any(value.casefold() in getattr(row, name).casefold() for name in self.fields)


class OrderFilter(django_filters.OrderingFilter):
    """The order of the rows: a field, downwards with a minus before it; several separated by commas."""

    def __init__(self, *fields: str) -> None:
        names = [(name, name.removesuffix("_id")) for name in fields]
        super().__init__(fields=names, label="Fields to order by; a minus before one turns it round.")

    def filter(self, rows: QuerySet, value: list[str] | None) -> QuerySet:
        return rows.order_by(*(self.get_ordering_value(name) for name in value), "key") if value else rows

    def sort(self, rows: list[Row], value: list[str] | None) -> list[Row]:
        """Return the rows of a past day in the order asked for."""
        for name in reversed(value or []):
            rows = sorted(rows, key=attrgetter(self.param_map[name.removeprefix("-")]), reverse=name.startswith("-"))
        return rows


class StrictFilterSet(django_filters.FilterSet):
    """A query-string vocabulary that refuses values it does not know and says which it does."""

    def checked(self) -> QuerySet:
        """Return the present rows that pass; raise ``InvalidQuery`` with all that is wrong."""
        self.refuse_problems()
        rows: QuerySet = self.qs
        return rows

    def keep(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows of a past day that pass, in order; raise ``InvalidQuery`` with all that is wrong."""
        self.refuse_problems()
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        order = given.pop("ordering", None)
        kept = [row for row in rows if all(self.filters[name].matches(row, value) for name, value in given.items())]
        ordered: list[Row] = self.filters["ordering"].sort(kept, order)
        return ordered

    def refuse_problems(self) -> None:
        if problems := list(self.problems()):
            raise InvalidQuery(*problems)

    def problems(self) -> Iterable[Problem]:
        """Yield what is wrong with each filter's values."""
        for name, messages in self.form.errors.items():
            allowed = words_of(self.form.fields[name])
            listed = f"there is no “{', '.join(self.unknown(name, allowed))}”; allowed are {', '.join(allowed)}."
            yield Problem(name, listed if allowed else " ".join(messages), tuple(allowed))

    def unknown(self, name: str, allowed: Sequence[str]) -> list[str]:
        given = [word for value in self.data.getlist(name) for word in split(value, name)]
        return [word for word in given if word not in allowed]

    @classmethod
    def repeatable(cls) -> tuple[str, ...]:
        """Return the names of the parameters that may be given several times."""
        many = django_filters.MultipleChoiceFilter
        return tuple(name for name, one in cls.base_filters.items() if isinstance(one, many))


def split(value: str, name: str) -> list[str]:
    return value.split(",") if name == "ordering" else [value]


def words_of(field: Field) -> list[str]:
    """Return the values a field can have, where it has a list of them."""
    return [str(word) for word, _label in getattr(field, "choices", []) if word != ""]
