"""The kinds of filters that filter sets are made of: what each takes, and which rows pass it.

A filter tests rows that were read already (``test``); those of lists that are too large for that narrow a queryset
(``filter``).
"""

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, Self, TypeVar

import django_filters
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.forms import Field
from django.utils.text import capfirst
from drf_spectacular.utils import extend_schema_field

from curation.rows import CuratedRow
from curation.web.querystrings import LONGEST_VALUE

Row = TypeVar("Row")
Test = Callable[[Any], bool]
"""Tells of a row whether it passes."""
UNSEEN = r"\x00-\x08\x0B-\x1F\x7F-\x9F\u2027-\u202E\u2066-\u2069\uFFFD-\uFFFF"
"""What no value may have, as `curation.texts` says and what stands for bytes that are no text.

The line separator U+2028 begins no range: generators of clients print it as it is, and it would end the line.
"""
READABLE = rf"^[^{UNSEEN}]*[^\s{UNSEEN}][^{UNSEEN}]*$"
"""Not blank, and without characters that are no readable text."""
WORD = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE, "pattern": READABLE}


def described(schema: dict[str, object], text: str) -> Callable[[Any], Any]:
    """Say in the OpenAPI document what a filter takes."""
    return extend_schema_field({**schema, "description": text})


def reader(path: str) -> Callable[[Any], Any]:
    """Return a function that follows a path of fields from a row."""
    return attrgetter(path.replace("__", "."))


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


class SharedFilter(django_filters.Filter):
    """A filter that pages and the API share, with what pages need beyond ``django_filters``."""

    of = ""
    """The filter that this one refines; it is refused without it."""

    narrows = True
    """Whether it leaves rows out; an order does not."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        # Each filter set copies its filters and changes nothing deeper; Django's way takes a tenth of a page's time.
        copied = copy.copy(self)
        copied.extra = dict(self.extra)
        return copied

    def named(self) -> list[tuple[str, str]]:
        """Return the choices that a form offers, with their labels."""
        return [(str(word), str(label)) for word, label in self.extra.get("choices", ())]

    def test(self, value: Any) -> Test:
        """Return the test that rows pass for a value of this filter."""
        raise NotImplementedError


class RecordedWordsFilter(SharedFilter):
    """Rows chosen by words that are values in the catalogue rather than fixed choices."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=(), **kwargs)
        described(WORD, kwargs["help_text"])(self)

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        """The keys of the rows that each word stands for."""
        raise NotImplementedError

    @property
    def field(self) -> Field:
        field: Any = super().field
        # A function, because forms copy their fields, and with a method would copy the filter and its request.
        field.choices = lambda: self.named()
        return field  # type: ignore[no-any-return]

    def keys_of(self, words: str | list[str]) -> list[str]:
        return [key for word in listed(words) for key in self.keys[word]]


class NamedRowsFilter(RecordedWordsFilter):
    """Rows that refer to the named rows; these are named by slug, or by key where they have none."""

    def __init__(self, model: type[CuratedRow], *, by: str = "key", **kwargs: Any) -> None:
        self.model_named, self.by = model, by
        kwargs.setdefault("label", capfirst(model._meta.verbose_name))
        kwargs.setdefault("help_text", f"{by.capitalize()}s of {model._meta.verbose_name_plural}.")
        super().__init__(**kwargs)

    @cached_property
    def rows(self) -> dict[str, CuratedRow]:
        """The rows that can be named, by their words."""
        return {getattr(row, self.by): row for row in self.parent.rows_of(self.model_named)}

    def named(self) -> list[tuple[str, str]]:
        return [(word, str(row)) for word, row in self.rows.items()]

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        return {word: [row.key] for word, row in self.rows.items()}

    def filter(self, rows: QuerySet, value: list[str]) -> QuerySet:
        return rows.filter(**{f"{self.field_name}__in": self.keys_of(value)}) if value else rows

    def test(self, value: Any) -> Test:
        keys, read = set(self.keys_of(value)), reader(f"{self.field_name}_id")
        return lambda row: read(row) in keys


class RowsFilter(NamedRowsFilter, django_filters.MultipleChoiceFilter):
    """Rows that refer to one of the named rows."""

    def __init__(self, model: type[CuratedRow], **kwargs: Any) -> None:
        super().__init__(model, distinct=False, **kwargs)


class RowFilter(NamedRowsFilter, django_filters.ChoiceFilter):
    """Rows that refer to the named row."""

    def __init__(self, model: type[CuratedRow], **kwargs: Any) -> None:
        super().__init__(model, empty_label=None, **kwargs)


class ThroughFilter(RowsFilter):
    """Rows linked to the named ones through public rows of a third model."""

    def __init__(self, model: type[CuratedRow], *, through: type[CuratedRow], to: str, **kwargs: Any) -> None:
        self.through, self.to = through, to
        super().__init__(model, **kwargs)

    def test(self, value: Any) -> Test:
        keys = set(self.keys_of(value))
        pairs = self.parent.values_of(self.through, f"{self.field_name}_id", f"{self.to}_id")
        targets = {target for key, target in pairs if key in keys}
        return lambda row: row.key in targets


class WordFilter(SharedFilter, django_filters.MultipleChoiceFilter):
    """Rows whose field holds one of the words given."""

    def __init__(self, *, of: str = "", **kwargs: Any) -> None:
        super().__init__(distinct=False, **kwargs)
        self.of = of

    def test(self, value: Any) -> Test:
        read = reader(self.field_name)
        return lambda row: read(row) in value


class HeldWordFilter(RecordedWordsFilter, django_filters.MultipleChoiceFilter):
    """Rows whose field, a word or a list of words, has one of the words given; choices are the values that occur."""

    def __init__(self, model: type[CuratedRow], **kwargs: Any) -> None:
        self.holders = model
        super().__init__(distinct=False, **kwargs)

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        keys: dict[str, list[str]] = {}
        for row in self.parent.rows_of(self.holders):
            value = getattr(row, self.field_name)
            for word in value if isinstance(value, list) else [value] if value else []:
                keys.setdefault(word, []).append(row.key)
        return dict(sorted(keys.items()))

    def named(self) -> list[tuple[str, str]]:
        return [(word, sentence_case(word)) for word in self.keys]

    def test(self, value: Any) -> Test:
        keys = set(self.keys_of(value))
        return lambda row: row.key in keys


def sentence_case(words: str) -> str:
    """Begin with a capital, unless it is a name such as eBooks, which keeps its small letter."""
    return words if words[1:2].isupper() else f"{words[:1].upper()}{words[1:]}"


class FlagFilter(SharedFilter, django_filters.ChoiceFilter):
    """Rows whose flag is set, or is not."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[("true", "Yes"), ("false", "No")], empty_label=None, **kwargs)
        described({"type": "boolean"}, kwargs["help_text"])(self)

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(**{self.field_name: value == "true"}) if value else rows

    def test(self, value: Any) -> Test:
        read = reader(self.field_name)
        return lambda row: read(row) is (value == "true")


class SearchFilter(SharedFilter, django_filters.CharFilter):
    """Rows that contain a text in one of some fields, in any case."""

    def __init__(self, *fields: str) -> None:
        self.fields = fields
        text = f"A text that stands in {', '.join(fields)}."
        super().__init__(label="Name or word", help_text=text, max_length=LONGEST_VALUE)
        described(WORD, text)(self)

    def test(self, value: Any) -> Test:
        text = value.lower()
        return lambda row: any(text in getattr(row, name).lower() for name in self.fields)


class OrderFilter(SharedFilter, django_filters.OrderingFilter):
    """The order of the rows: a field, downwards with a minus before it; several separated by commas.

    ``offered`` are the orders that a form has, with their labels; the first is that of the rows when none is asked for.
    """

    narrows = False

    def __init__(self, *fields: str, offered: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        names = [(name, name.removesuffix("_id")) for name in fields]
        self.offered = offered or {}
        kwargs.setdefault("help_text", "Fields to order by; a minus before one turns it round.")
        super().__init__(fields=names, label="Order", empty_label=None, **kwargs)

    def named(self) -> list[tuple[str, str]]:
        return list(self.offered.items())

    def filter(self, rows: QuerySet, value: list[str] | None) -> QuerySet:
        return rows.order_by(*(known_first(self.get_ordering_value(name)) for name in value), "key") if value else rows

    def sort(self, rows: Iterable[Row], value: Sequence[str] | None) -> list[Row]:
        """Return rows in the order asked for; those without a value come last, whichever way round."""
        ordered = list(rows)
        for name in reversed(value or []):
            values = [(self.value(name.removeprefix("-"))(row), row) for row in ordered]
            known = [pair for pair in values if pair[0] is not None]
            known.sort(key=lambda pair: pair[0], reverse=name.startswith("-"))
            ordered = [row for _value, row in known] + [row for value, row in values if value is None]
        return ordered

    def value(self, name: str) -> Callable[[Any], Any]:
        """Return a function that gives what rows are ordered by; None where that is not known."""
        return attrgetter(self.param_map[name])


def known_first(name: str) -> OrderBy:
    """Return the order by a field, those without a value last, whichever way round."""
    field = F(name.removeprefix("-"))
    return field.desc(nulls_last=True) if name.startswith("-") else field.asc(nulls_last=True)
