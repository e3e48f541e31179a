"""What must come with a framework, and which frameworks that leaves. No request, no query.

Built in, an official extension and a package of others all count as having it, and which of them is said. Only a
document that says “no” excludes; where nothing was found or nobody looked, the framework stays and is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from frameworks.models import SupportLevel
from reviews.questions import Choice


class Has(StrEnum):
    """How a framework meets a requirement, the surest last."""

    NO = "no"
    NOT_KNOWN = "not-known"
    THIRD_PARTY = "third-party"
    EXTENSION = "extension"
    BUILTIN = "builtin"


WORDS = {
    Has.NO: "documented as absent",
    Has.NOT_KNOWN: "not known to have",
    Has.THIRD_PARTY: "through a third-party package",
    Has.EXTENSION: "through an official extension",
    Has.BUILTIN: "built in",
}
LEVELS = {
    SupportLevel.NO: Has.NO,
    SupportLevel.NONE_FOUND: Has.NOT_KNOWN,
    SupportLevel.UNKNOWN: Has.NOT_KNOWN,
    SupportLevel.THIRD_PARTY: Has.THIRD_PARTY,
    SupportLevel.OFFICIAL_EXTENSION: Has.EXTENSION,
    SupportLevel.BUILTIN: Has.BUILTIN,
}
IN_ORDER = list(Has)


@dataclass(frozen=True, slots=True)
class Finding:
    """How one framework meets one requirement: as its weakest feature does."""

    framework: str
    need: Choice
    has: Has
    features: tuple[str, ...]
    """The features that are so, of those required."""

    @property
    def words(self) -> str:
        return WORDS[self.has]


@dataclass(frozen=True, slots=True)
class Screening:
    """The frameworks that some requirements leave, and why the others are out."""

    kept: tuple[str, ...]
    findings: Mapping[str, tuple[Finding, ...]]
    """Every requirement by framework, in the order they were named."""

    def having(self, *wanted: Has) -> Mapping[str, tuple[Finding, ...]]:
        """Return the findings of some sorts, by the frameworks that have any."""
        found = {name: tuple(one for one in row if one.has in wanted) for name, row in self.findings.items()}
        return {name: row for name, row in found.items() if row}

    @property
    def excluded(self) -> Mapping[str, tuple[Finding, ...]]:
        """The requirements that exclude each excluded framework."""
        return self.having(Has.NO)

    @property
    def not_known(self) -> Mapping[str, tuple[Finding, ...]]:
        """The requirements that the frameworks kept are not known to meet."""
        return {name: row for name, row in self.having(Has.NOT_KNOWN).items() if name in self.kept}


Support = Mapping[str, Mapping[str, str]]
"""Support levels by framework and feature."""


def screen(frameworks: Iterable[str], support: Support, needs: Sequence[Choice]) -> Screening:
    """Return which frameworks some requirements leave, in the order given."""
    findings = {name: tuple(finding(name, support.get(name, {}), need) for need in needs) for name in frameworks}
    kept = tuple(name for name, row in findings.items() if not any(one.has == Has.NO for one in row))
    return Screening(kept, findings)


def finding(framework: str, levels: Mapping[str, str], need: Choice) -> Finding:
    by_feature = {feature: LEVELS[SupportLevel(levels.get(feature, "unknown"))] for feature in need.features}
    weakest = min(by_feature.values(), key=IN_ORDER.index)
    return Finding(framework, need, weakest, tuple(one for one, has in by_feature.items() if has == weakest))


def clash(screening: Screening) -> tuple[Choice, ...]:
    """Return the fewest requirements that together leave nothing, the earlier first; empty if something is left."""
    rows = list(screening.findings.values())
    if screening.kept or not rows:
        return ()
    ruled_out = [{row[place].framework for row in rows if row[place].has == Has.NO} for place in range(len(rows[0]))]
    for size in range(1, len(ruled_out) + 1):
        for places in combinations(range(len(ruled_out)), size):
            if len(set().union(*(ruled_out[place] for place in places))) == len(rows):
                return tuple(rows[0][place].need for place in places)
    return ()
