"""Filters counted over the entries they narrow, without a database."""

from collections.abc import Collection
from dataclasses import dataclass, field

import pytest
from django.http import QueryDict

from frameworks.queries import BadQuery
from reviews.facets import Facet, applied, facet, passing, without_each

COLOURS = {"red": "Red", "blue": "Blue", "green": "Green"}


@dataclass(frozen=True)
class Thing:
    colour: list[str] = field(default_factory=list)
    size: str = "small"

    def values(self, name: str) -> Collection[str]:
        return self.colour if name == "colour" else [self.size]


THINGS = [Thing(["red"]), Thing(["red", "blue"], "large"), Thing()]


def facets_of(query: str) -> list[Facet]:
    asked = QueryDict(query)
    sizes = {"small": "Small", "large": "Large"}
    return [
        facet(asked, "colour", ("Colour", "Any"), COLOURS, THINGS),
        facet(asked, "size", ("Size", "Any"), sizes, THINGS),
    ]


def test_values_are_offered_with_how_many_entries_have_them() -> None:
    assert [(one.label, one.count) for one in facets_of("")[0].options] == [("Red", 2), ("Blue", 1)]


def test_a_value_that_no_entry_has_is_offered_once_it_is_chosen() -> None:
    assert facets_of("colour=green")[0].words == "Green"


def test_a_value_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(BadQuery, match="allowed are red, blue, green"):
        facets_of("colour=pink")


def test_an_empty_value_of_a_form_is_no_choice() -> None:
    assert passing(THINGS, facets_of("colour=&size=")) == THINGS


def test_an_entry_passes_when_it_has_the_value_of_every_filter() -> None:
    assert passing(THINGS, facets_of("colour=red&size=large")) == [THINGS[1]]


def test_each_filter_in_force_leads_to_the_page_without_it() -> None:
    found = applied(QueryDict("colour=red&as-of=2026-11-20"), facets_of("colour=red"))

    assert [(one.label, one.address) for one in found] == [("Red", "?as-of=2026-11-20")]


def test_what_dropping_each_filter_would_give_is_counted() -> None:
    query = "colour=blue&size=small"

    assert [one.label for one in without_each(QueryDict(query), THINGS, facets_of(query))] == [
        "Colour: 2 match",
        "Size: 1 match",
    ]
