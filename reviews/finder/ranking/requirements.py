"""What must come with a framework, and which frameworks are confirmed to have it.

Built in, with an extra or without, and an official extension count as coming with it; a package of others counts where
the reader says so. Where a document says “no”, or only others offer it, the framework is ruled out; where nobody
looked, or a search found nothing, it is unconfirmed. Neither is ranked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import combinations

from frameworks.models import SupportLevel
from reviews.finder.questions.choices import Choice


class Fulfilment(StrEnum):
    """Whether a framework comes with what is required, the surest last."""

    RULED_OUT = "ruled-out"
    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"


WORDS: Mapping[str, str] = {
    SupportLevel.NO: "documented as absent",
    SupportLevel.THIRD_PARTY: "third-party packages only",
    SupportLevel.UNKNOWN: "not checked",
    SupportLevel.NONE_FOUND: "searched for, none found",
    SupportLevel.OFFICIAL_EXTENSION: "official extension",
    SupportLevel.BUILTIN_EXTRA: "built in, with an extra",
    SupportLevel.BUILTIN: "built in",
}
IN_ORDER = list(WORDS)
"""The levels of support, the surest last."""
UNKNOWN = SupportLevel.UNKNOWN.value
Support = Mapping[str, Mapping[str, str]]
"""Levels of support by framework and feature; what is missing is unknown."""


@dataclass(frozen=True, slots=True)
class RequirementCheck:
    """How a framework meets one requirement: as its weakest feature does."""

    need: Choice
    level: str
    features: tuple[str, ...]
    """The features that are so, of those required."""
    standing: Fulfilment

    @property
    def words(self) -> str:
        return WORDS[self.level]


Checks = Mapping[str, tuple[RequirementCheck, ...]]
"""Requirements by framework."""


@dataclass(frozen=True)
class Screening:
    """The frameworks that are confirmed to meet some requirements, and why the others are not."""

    checks: Checks
    """Every requirement by framework, in the order they were named."""

    @cached_property
    def kept(self) -> tuple[str, ...]:
        return tuple(name for name in self.checks if name not in self.ruled_out and name not in self.unconfirmed)

    @cached_property
    def ruled_out(self) -> Checks:
        """The requirements that rule out each framework that is ruled out."""
        return self.having(Fulfilment.RULED_OUT)

    @cached_property
    def unconfirmed(self) -> Checks:
        """The requirements that nobody has confirmed, by the frameworks that nothing rules out."""
        return {name: row for name, row in self.having(Fulfilment.UNCONFIRMED).items() if name not in self.ruled_out}

    def having(self, standing: Fulfilment) -> Checks:
        """Return the checks of one outcome, by the frameworks that have any."""
        chosen = {
            name: tuple(check for check in row if check.standing == standing) for name, row in self.checks.items()
        }
        return {name: row for name, row in chosen.items() if row}


def screen(
    frameworks: Iterable[str], support: Support, needs: Sequence[Choice], *, third_party: bool = False
) -> Screening:
    """Return which frameworks meet some requirements, in the order given."""
    return Screening(
        {
            name: tuple(check(support.get(name, {}), need, third_party=third_party) for need in needs)
            for name in frameworks
        }
    )


def check(levels: Mapping[str, str], need: Choice, *, third_party: bool) -> RequirementCheck:
    by_feature = {feature: levels.get(feature, UNKNOWN) for feature in need.features}
    standings = {level: standing_of(level, third_party=third_party) for level in by_feature.values()}
    weakest = min(standings, key=lambda level: (list(Fulfilment).index(standings[level]), IN_ORDER.index(level)))
    features = tuple(feature for feature, level in by_feature.items() if level == weakest)
    return RequirementCheck(need, weakest, features, standings[weakest])


def standing_of(level: str, *, third_party: bool) -> Fulfilment:
    if level in (SupportLevel.UNKNOWN, SupportLevel.NONE_FOUND):
        return Fulfilment.UNCONFIRMED
    absent = level == SupportLevel.NO or (level == SupportLevel.THIRD_PARTY and not third_party)
    return Fulfilment.RULED_OUT if absent else Fulfilment.CONFIRMED


def clash(screening: Screening) -> tuple[Choice, ...]:
    """Return the fewest requirements that no framework meets together, the earlier first; empty if one meets all."""
    rows = list(screening.checks.values())
    if screening.kept or not rows:
        return ()
    first = rows[0]
    failing = [
        {key for key, row in enumerate(rows) if row[place].standing != Fulfilment.CONFIRMED}
        for place in range(len(first))
    ]
    for size in range(1, len(failing) + 1):
        for places in combinations(range(len(failing)), size):
            if len(set().union(*(failing[place] for place in places))) == len(rows):
                return tuple(first[place].need for place in places)
    return ()
