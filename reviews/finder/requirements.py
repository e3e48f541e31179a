"""What must come with a framework, and which frameworks that leaves.

Built in, with an extra or without, an official extension and a package of others all count as having it, and which of
them is said. Only a document that says “no” excludes; where nothing was found or nobody looked, the framework stays and
is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import combinations

from frameworks.models import SupportLevel
from reviews.finder.questions import Choice


class Has(StrEnum):
    """How a framework meets a requirement, the surest last."""

    NO = "no"
    NOT_KNOWN = "not-known"
    THIRD_PARTY = "third-party"
    EXTENSION = "extension"
    BUILTIN_EXTRA = "builtin-extra"
    BUILTIN = "builtin"


WORDS = {
    Has.NO: "documented as absent",
    Has.NOT_KNOWN: "not known to have",
    Has.THIRD_PARTY: "through a third-party package",
    Has.EXTENSION: "through an official extension",
    Has.BUILTIN_EXTRA: "built in, with an extra",
    Has.BUILTIN: "built in",
}
LEVELS = {
    SupportLevel.NO: Has.NO,
    SupportLevel.NONE_FOUND: Has.NOT_KNOWN,
    SupportLevel.UNKNOWN: Has.NOT_KNOWN,
    SupportLevel.THIRD_PARTY: Has.THIRD_PARTY,
    SupportLevel.OFFICIAL_EXTENSION: Has.EXTENSION,
    SupportLevel.BUILTIN_EXTRA: Has.BUILTIN_EXTRA,
    SupportLevel.BUILTIN: Has.BUILTIN,
}
IN_ORDER = list(Has)
UNKNOWN = SupportLevel.UNKNOWN.value
Support = Mapping[str, Mapping[str, str]]
"""Levels of support by framework and feature; what is missing is unknown."""


@dataclass(frozen=True, slots=True)
class RequirementCheck:
    """How a framework meets one requirement: as its weakest feature does."""

    need: Choice
    has: Has
    features: tuple[str, ...]
    """The features that are so, of those required."""

    @property
    def words(self) -> str:
        return WORDS[self.has]


@dataclass(frozen=True)
class Screening:
    """The frameworks that some requirements leave, and why the others are out."""

    checks: Mapping[str, tuple[RequirementCheck, ...]]
    """Every requirement by framework, in the order they were named."""

    @cached_property
    def kept(self) -> tuple[str, ...]:
        return tuple(name for name in self.checks if name not in self.excluded)

    @cached_property
    def excluded(self) -> dict[str, tuple[RequirementCheck, ...]]:
        """The requirements that exclude each excluded framework."""
        return self.having(Has.NO)

    @cached_property
    def not_known(self) -> dict[str, tuple[RequirementCheck, ...]]:
        """The requirements that the frameworks kept are not known to meet."""
        return {name: row for name, row in self.having(Has.NOT_KNOWN).items() if name not in self.excluded}

    def having(self, has: Has) -> dict[str, tuple[RequirementCheck, ...]]:
        """Return the findings of one sort, by the frameworks that have any."""
        chosen = {name: tuple(check for check in row if check.has == has) for name, row in self.checks.items()}
        return {name: row for name, row in chosen.items() if row}


def screen(frameworks: Iterable[str], support: Support, needs: Sequence[Choice]) -> Screening:
    """Return which frameworks some requirements leave, in the order given."""
    return Screening({name: tuple(check(support.get(name, {}), need) for need in needs) for name in frameworks})


def check(levels: Mapping[str, str], need: Choice) -> RequirementCheck:
    by_feature = {feature: LEVELS[SupportLevel(levels.get(feature, UNKNOWN))] for feature in need.features}
    weakest = min(by_feature.values(), key=IN_ORDER.index)
    return RequirementCheck(need, weakest, tuple(feature for feature, has in by_feature.items() if has == weakest))


def clash(screening: Screening) -> tuple[Choice, ...]:
    """Return the fewest requirements that together leave nothing, the earlier first; empty if something is left."""
    rows = list(screening.checks.values())
    if screening.kept or not rows:
        return ()
    first = rows[0]
    ruled_out = [{key for key, row in enumerate(rows) if row[place].has == Has.NO} for place in range(len(first))]
    for size in range(1, len(ruled_out) + 1):
        for places in combinations(range(len(ruled_out)), size):
            if len(set().union(*(ruled_out[place] for place in places))) == len(rows):
                return tuple(first[place].need for place in places)
    return ()
