"""The switches of a page between whose levels count, with how many each choice counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.http import QueryDict

from curation.web.querystrings import without
from frameworks.models import Framework
from reviews.guides.opinions.basis import (
    BASIS,
    INTEREST,
    LEFT_OUT,
    WORDS,
    Counting,
    counting,
)
from reviews.guides.opinions.consensus import is_coded
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.guides.opinions.ratings import Opinions
from reviews.models import Basis


class InterestOption(NamedTuple):
    """One choice of the guides that count, with how many these are."""

    words: str
    guides: int
    address: str
    """Empty for the choice in force."""


@dataclass(frozen=True, slots=True)
class Switch:
    """The choice in force on a page, how many levels it counts and leaves out, and the links to other choices."""

    counting: Counting
    graded: int
    """How many levels guides graded themselves."""
    coded: int
    """How many levels are coded from the words of guides."""
    address: str
    interests: list[InterestOption]
    """Nothing where all the guides gain as little."""

    @property
    def on(self) -> bool:
        return self.counting.graded_only

    @property
    def levels(self) -> int:
        return self.graded + self.coded


def switch(query: QueryDict, opinions: Opinions, frameworks: Sequence[Framework] = ()) -> Switch:
    """Return the switch of a page that shows some ratings, those of some frameworks where only they are shown."""
    now, keys = counting(query), {framework.key for framework in frameworks or opinions.frameworks}
    shown = [rating for rating in opinions.ratings if rating.framework_id in keys]
    coded = [is_coded(rating) for rating in shown if rating.level_id and rating.guide_id not in opinions.left_out]
    address = with_choice(query, BASIS, "" if now.graded_only else Basis.GRADED.value)
    return Switch(now, coded.count(False), coded.count(True), address, interests(query, now, opinions.voices))


def interests(query: QueryDict, now: Counting, voices: GuidesByCode) -> list[InterestOption]:
    """Return the choices of guides by their interest, but for those that would leave out nobody."""
    guides = list(voices.guides.values())
    counted = {each: sum(Counting(interest=each).counts(guide) for guide in guides) for each in ("", *LEFT_OUT)}
    options = [
        InterestOption(WORDS[each], number, "" if each == now.interest else with_choice(query, INTEREST, each))
        for each, number in counted.items()
        if each in ("", now.interest) or number < len(guides)
    ]
    return options if len(options) > 1 else []


def with_choice(query: QueryDict, name: str, value: str) -> str:
    """Return the query string with a choice made, or without it where it is empty."""
    if not value:
        return without(query, name)
    chosen = query.copy()
    chosen[name] = value
    return f"?{chosen.urlencode()}"
