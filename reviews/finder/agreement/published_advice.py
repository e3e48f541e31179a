"""What published texts of engineers recommend for a situation, put to the finder.

The texts are in ``published_advice.yaml``. No weight is tuned for a single one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from reviews.finder.agreement.agreement import CHOICES, PickOutcome, outcome
from reviews.finder.page.finding import FinderRows, Finding
from reviews.finder.questions.answers import Answers

FILE = Path(__file__).with_name("published_advice.yaml")
INTERESTS: Mapping[str, str] = MappingProxyType(
    {"": "", "maker": "makes what it recommends", "seller": "sells work with what it recommends"}
)


@dataclass(frozen=True, slots=True)
class PublishedAdvice:
    """What one text recommends for one situation, in our own words."""

    key: str
    author: str
    title: str
    address: str
    situation: str
    answers: tuple[str, ...]
    """The situation in the finder's terms, such as ``build=api``."""
    picks: tuple[str, ...]
    """The frameworks it recommends."""
    published: str = ""
    interest: str = ""

    @property
    def given(self) -> Answers:
        return Answers(tuple(pair for key, pair in CHOICES.items() if key in self.answers))


class PublishedTrial(NamedTuple):
    """One text put to the finder."""

    advice: PublishedAdvice
    outcome: PickOutcome


@cache
def published_advice() -> tuple[PublishedAdvice, ...]:
    return tuple(map(advice_of, yaml.safe_load(FILE.read_text("utf-8"))))


def advice_of(entry: dict[str, Any]) -> PublishedAdvice:
    return PublishedAdvice(**{**entry, "answers": tuple(entry["answers"]), "picks": tuple(entry["picks"])})


def put_to_the_finder(rows: FinderRows) -> list[PublishedTrial]:
    """Return where the finder ranks what each text recommends."""
    return [
        PublishedTrial(advice, outcome(advice.picks, Finding(advice.given, rows).ranking))
        for advice in published_advice()
    ]
