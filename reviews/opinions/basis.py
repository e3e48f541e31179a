"""Whose levels count on a page: those of all ratings, or only those that guides graded themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from curation.web.filters.applied import without
from curation.web.querystrings import choice
from reviews.models import Basis
from reviews.opinions.consensus import is_coded
from reviews.opinions.lines import RatingLine

PARAMETER = "basis"


@dataclass(frozen=True, slots=True)
class Switch:
    """The choice in force on a page, how many levels it counts and leaves out, and the link to the other choice."""

    on: bool
    graded: int
    """How many levels guides graded themselves."""
    coded: int
    """How many levels are coded from the words of guides."""
    address: str

    @property
    def levels(self) -> int:
        return self.graded + self.coded


def graded_only(query: QueryDict) -> bool:
    """Return whether only guides' own gradings are asked for; raise ``InvalidQuery`` for any other basis."""
    basis = query.get(PARAMETER, "")
    return bool(basis and choice(PARAMETER, basis, [Basis.GRADED.value]))


def switch(query: QueryDict, ratings: Iterable[RatingLine]) -> Switch:
    """Return the switch of a page that shows some ratings."""
    on = graded_only(query)
    coded = [is_coded(rating) for rating in ratings if rating.level_id]
    address = without(query, PARAMETER) if on else with_graded(query)
    return Switch(on, coded.count(False), coded.count(True), address)


def with_graded(query: QueryDict) -> str:
    graded = query.copy()
    graded[PARAMETER] = Basis.GRADED.value
    return f"?{graded.urlencode()}"
