"""Which frameworks are inactive: a rule on facts. The finder names them with the evidence and recommends none.

The docstring of each rule is what ``/method/`` prints.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import getdoc
from typing import NamedTuple

from frameworks.models import FactName, PythonVersion
from frameworks.package_index.derived import YEARS, allows, gets_fixes, one_line, years_before
from reviews.finder.scoring.scales import Dated

ENDED = {FactName.PROJECT_STATUS: ("archived", "deprecated", "quarantined"), FactName.DEVELOPMENT_STATUS: ("inactive",)}
Facts = Mapping[str, Dated]
Pythons = Sequence[PythonVersion]


class Inactivity(NamedTuple):
    """One reason why a framework is inactive, and the fact that shows it."""

    fact: str
    words: str


def said_so(facts: Facts, pythons: Pythons) -> Iterator[Inactivity]:
    """Its project says so: the status on the package index is archived, deprecated or quarantined, or the development
    status that it declares is inactive."""
    for name, ended in ENDED.items():
        fact = facts.get(name)
        if fact and fact.value.casefold() in ended:
            yield Inactivity(name, f"{name.label}: {fact.value.lower()}")


def not_released(facts: Facts, pythons: Pythons) -> Iterator[Inactivity]:
    """Its latest release was more than two years old when the package index was last read."""
    fact = facts.get(FactName.RELEASED)
    if fact and (day := day_of(fact.value)) and day < years_before(fact.read_on, YEARS):
        yield Inactivity(FactName.RELEASED, f"Last release {fact.value}, more than two years before {fact.read_on}")


def not_installable(facts: Facts, pythons: Pythons) -> Iterator[Inactivity]:
    """Its latest release allows, by its Requires-Python, none of the Python versions that got security fixes on the day
    it was read."""
    fact = facts.get(FactName.REQUIRES_PYTHON)
    current = [row.key for row in pythons if gets_fixes(row, fact.read_on)] if fact else []
    if fact and current and not any(allows(fact.value, version) for version in current):
        yield Inactivity(
            FactName.REQUIRES_PYTHON, f"Requires Python {fact.value}, which no supported version of Python meets"
        )


RULES: Sequence[Callable[[Facts, Pythons], Iterator[Inactivity]]] = (said_so, not_released, not_installable)
FACTS = (*ENDED, FactName.RELEASED, FactName.REQUIRES_PYTHON)
"""What the rules read."""


def day_of(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def inactivity(facts: Facts, pythons: Pythons) -> tuple[Inactivity, ...]:
    """Return why a framework is inactive; nothing for one that is kept up, or of which nothing is recorded."""
    return tuple(reason for rule in RULES for reason in rule(facts, pythons))


def rule_texts() -> list[str]:
    return [one_line(getdoc(rule) or "") for rule in RULES]
