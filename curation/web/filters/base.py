"""Vocabularies of query strings that refuse what they do not know and say what they do, for pages and the API alike.

A filter set narrows a queryset of the present (``checked``) or rows that were read already (``keep``) by the same
rules. The API asks it for its parameters and answers; a page also draws its form and its tags from it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from curation.rows import CuratedRow
from curation.snapshots.snapshots import columns_of
from curation.web.filters.fields import RowsFilter, Test, WordFilter
from curation.web.querystrings import InvalidQuery, Problem

Row = TypeVar("Row")
Curated = TypeVar("Curated", bound=CuratedRow)
ORDER = "ordering"


@dataclass(frozen=True, slots=True)
class Option:
    """A word that a form offers for a filter."""

    word: str
    label: str
    chosen: bool
    count: int | None = None
    """How many rows have it, where the page counts them."""


@dataclass(frozen=True, slots=True)
class Control:
    """A filter as a form shows it."""

    name: str
    label: str
    given: Sequence[str]
    options: Sequence[Option]

    @property
    def value(self) -> str:
        return next(iter(self.given), "")

    @property
    def several(self) -> bool:
        return len(self.given) > 1


@dataclass(frozen=True, slots=True)
class Tag:
    """One value of a filter in force, in words."""

    name: str
    value: str
    label: str


class StrictFilterSet(django_filters.FilterSet):
    """A query-string vocabulary that refuses values it does not know and says which it does.

    ``known`` are rows that a page has read already, by model: whatever it needs beyond them it asks the record for.
    With ``asked_only`` it has the filters alone that are asked for, and so costs less; a form needs all.
    """

    base_filters: Mapping[str, Any]

    def __init__(
        self,
        data: QueryDict,
        queryset: QuerySet | None = None,
        *,
        known: Mapping[type[CuratedRow], Sequence[CuratedRow]] | None = None,
        asked_only: bool = False,
        **kwargs: Any,
    ) -> None:
        if asked_only:
            # Each filter is copied for every request, and its field into a form.
            self.base_filters = {name: rule for name, rule in self.base_filters.items() if name in data}
        super().__init__(self.read(data), queryset, **kwargs)
        self.known = known or {}

    @classmethod
    def read(cls, data: QueryDict) -> "MultiValueDict[str, str]":
        """Return the values given: several of one parameter repeat it, or stand in it with commas between them."""
        given = said(data)
        for name, rule in cls.base_filters.items():
            if name in given and isinstance(rule, RowsFilter | WordFilter):
                given.setlist(name, each_once(word for value in given.getlist(name) for word in value.split(",")))
        if ORDER in given:
            # Of commas alone one stays, to be refused.
            given[ORDER] = ",".join(each_once(",".join(given.getlist(ORDER)).split(","))) or ","
        return given

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the parameters."""
        return tuple(cls.base_filters)

    @classmethod
    def repeatable(cls) -> tuple[str, ...]:
        """Return the names of the parameters that may be given several times."""
        many = django_filters.MultipleChoiceFilter
        return tuple(name for name, rule in cls.base_filters.items() if isinstance(rule, many) or name == ORDER)

    def rows_of(self, model: type[Curated]) -> Sequence[Curated]:
        """Return the public rows of a model; one query unless the page has read them."""
        rows: Sequence[Curated] | None = self.known.get(model)  # type: ignore[assignment]
        return self.request.snapshot.rows(model) if rows is None else rows

    def values_of(self, model: type[CuratedRow], *columns: str) -> list[tuple[Any, ...]]:
        """Return columns of the public rows of a model; one query unless the page has read them."""
        if model in self.known:
            return [columns_of(row, columns) for row in self.known[model]]
        values: list[tuple[Any, ...]] = self.request.snapshot.values(model, *columns)
        return values

    def checked(self) -> QuerySet:
        """Return the present rows that pass; raise ``InvalidQuery`` with all that is wrong."""
        self.refuse_problems()
        rows: QuerySet = self.qs
        return rows

    def keep(self, rows: Iterable[Row]) -> list[Row]:
        """Return those of some rows that pass, in order; raise ``InvalidQuery`` with all that is wrong."""
        self.refuse_problems()
        return self.in_order(passing(rows, self.tests.values()))

    def in_order(self, rows: list[Row]) -> list[Row]:
        if ORDER not in self.filters:
            return rows
        ordered: list[Row] = self.filters[ORDER].sort(rows, self.asked(ORDER))
        return ordered

    def asked(self, name: str) -> Any:
        """Return the value of a filter; empty where it is not in force."""
        return self.form.cleaned_data.get(name)

    @cached_property
    def tests(self) -> dict[str, Test]:
        """The test of each filter in force; one that says more about another is part of that one's."""
        narrowing = {name: rule for name, rule in self.filters.items() if rule.narrows and not rule.of}
        return {name: rule.test(self.asked(name)) for name, rule in narrowing.items() if self.asked(name)}

    def without_each(self, rows: Sequence[Any]) -> dict[str, int]:
        """Return for each filter in force how many rows would pass if it alone were dropped."""
        others = {name: [test for other, test in self.tests.items() if other != name] for name in self.tests}
        return {name: len(passing(rows, tests)) for name, tests in others.items()}

    def refuse_problems(self) -> None:
        if problems := list(self.problems()):
            raise InvalidQuery(*problems)

    def problems(self) -> Iterable[Problem]:
        """Yield what is wrong with each filter's values."""
        for name, rule in self.filters.items():
            if rule.of and name in self.data and rule.of not in self.data:
                yield Problem(name, f"it says more about {rule.of}; give that too.")
            elif name in self.form.errors:
                yield self.problem(name, self.form.errors[name])
            elif name == ORDER and "" in (self.asked(ORDER) or ()):
                yield self.problem(name, ())

    def problem(self, name: str, messages: Iterable[str]) -> Problem:
        """Say of one filter's values what is wrong; where words are listed, which are not among them."""
        field = self.form.fields[name]
        if not hasattr(field, "choices"):
            return Problem(name, " ".join(messages))
        allowed = [str(word) for word, _label in field.choices]
        listed = f"allowed are {', '.join(allowed)}" if allowed else "none is published yet"
        return Problem(name, f"there is no “{', '.join(self.unknown(name, allowed))}”; {listed}.", tuple(allowed))

    def unknown(self, name: str, allowed: Sequence[str]) -> list[str]:
        given = [word for value in self.data.getlist(name) for word in split(value, name)]
        return [word for word in dict.fromkeys(given) if word not in allowed]

    @cached_property
    def controls(self) -> dict[str, Control]:
        """The filters as a form shows them."""
        return {name: self.control(name, rule.label, rule.named) for name, rule in self.filters.items()}

    def control(self, name: str, label: str, named: Callable[[], Iterable[tuple[str, str]]]) -> Control:
        given = self.data.getlist(name)
        return Control(name, label, given, [Option(word, words, word in given) for word, words in named()])

    def counts(self, name: str, rows: Sequence[Any]) -> dict[str, int]:
        """Return how many rows have each word that a form offers for a filter."""
        test = self.filters[name].test
        return {option.word: sum(map(test([option.word]), rows)) for option in self.controls[name].options}

    def counted(self, name: str, counts: Mapping[str, int]) -> Control:
        """Return a filter as a form shows it, each word with how many rows have it; words of none only if chosen."""
        control = self.controls[name]
        options = [replace(option, count=counts[option.word]) for option in control.options]
        return replace(control, options=[option for option in options if option.count or option.chosen])

    def tags(self) -> list[Tag]:
        """Return every value in force with its filter."""
        return [
            Tag(name, word, f"{control.label}: {labels.get(word, f'“{word}”')}")
            for name, control in self.controls.items()
            if name != ORDER
            for labels in [{option.word: option.label for option in control.options}]
            for word in control.given
        ]

    def belonging(self, name: str) -> list[str]:
        """Return the filters that say more about one and go with it."""
        return [other for other, rule in self.filters.items() if rule.of == name]


def said(data: QueryDict) -> "MultiValueDict[str, str]":
    """Leave out empty values, which a form sends for a filter that is not used."""
    filled = ((name, each_once(value for value in values if value.strip())) for name, values in data.lists())
    return MultiValueDict({name: values for name, values in filled if values})


def each_once(words: Iterable[str]) -> list[str]:
    """Return words without those that were there before, which would cost as much again and change nothing."""
    return list(dict.fromkeys(words))


def passing(rows: Iterable[Row], tests: Iterable[Test]) -> list[Row]:
    passed = list(rows)
    for test in tests:
        passed = [row for row in passed if test(row)]
    return passed


def split(value: str, name: str) -> list[str]:
    return value.split(",") if name == ORDER else [value]
