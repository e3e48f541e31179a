"""What must come with a framework, and which frameworks that leaves. No request, no query.

Built in, with an extra or without, an official extension and a package of others all count as having it, and which of
them is said. Only a document that says “no” excludes; where nothing was found or nobody looked, the framework stays and
is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import combinations

from frameworks.models import SupportLevel
from reviews.questions import Choice


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
Levels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
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

    frameworks: Sequence[str]
    recorded: Sequence[Levels] = ()
    """For each framework the levels of the features required; empty without requirements."""
    met: Mapping[Levels, tuple[Finding, ...]] = field(default_factory=dict)
    """How such levels meet every requirement, in the order they were named: thousands of frameworks share a few."""

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """Every requirement by framework."""
        return self.those_with(self.met)

    @cached_property
    def kept(self) -> tuple[str, ...]:
        return tuple(name for name in self.frameworks if name not in self.excluded)

    @cached_property
    def excluded(self) -> dict[str, tuple[Finding, ...]]:
        """The requirements that exclude each excluded framework."""
        return self.those_with({levels: only(Has.NO, row) for levels, row in self.met.items() if only(Has.NO, row)})

    @cached_property
    def not_known(self) -> dict[str, tuple[Finding, ...]]:
        """The requirements that the frameworks kept are not known to meet."""
        kept = {levels: only(Has.NOT_KNOWN, row) for levels, row in self.met.items() if not only(Has.NO, row)}
        return self.those_with({levels: row for levels, row in kept.items() if row})

    def those_with(self, chosen: Mapping[Levels, tuple[Finding, ...]]) -> dict[str, tuple[Finding, ...]]:
        """Return what is chosen of each framework, for those whose levels are among the chosen ones."""
        if not chosen:
            return {}
        pairs = zip(self.frameworks, self.recorded, strict=True)
        return {name: chosen[levels] for name, levels in pairs if levels in chosen}


def only(wanted: Has, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.has == wanted)


def screen(frameworks: Sequence[str], levels: Mapping[str, Sequence[str]], needs: Sequence[Choice]) -> Screening:
    """Return which frameworks some requirements leave, in the order given.

    ``levels`` are those of support by feature, one for each framework; of a feature that is missing nothing is known.
    """
    features = [feature for need in needs for feature in need.features]
    if not features:
        return Screening(frameworks)
    unknown = [UNKNOWN] * len(frameworks)
    recorded = list(zip(*(levels.get(feature, unknown) for feature in features), strict=True))
    met = {row: tuple(finding(dict(zip(features, row, strict=True)), need) for need in needs) for row in set(recorded)}
    return Screening(frameworks, recorded, met)


def finding(levels: Mapping[str, str], need: Choice) -> Finding:
    by_feature = {feature: LEVELS[SupportLevel(levels[feature])] for feature in need.features}
    weakest = min(by_feature.values(), key=IN_ORDER.index)
    return Finding(need, weakest, tuple(one for one, has in by_feature.items() if has == weakest))


def clash(screening: Screening) -> tuple[Choice, ...]:
    """Return the fewest requirements that together leave nothing, the earlier first; empty if something is left."""
    rows = list(screening.met.values())
    if not rows or not all(only(Has.NO, row) for row in rows):
        return ()
    first = rows[0]
    ruled_out = [{key for key, row in enumerate(rows) if row[place].has == Has.NO} for place in range(len(first))]
    for size in range(1, len(ruled_out) + 1):
        for places in combinations(range(len(ruled_out)), size):
            if len(set().union(*(ruled_out[place] for place in places))) == len(rows):
                return tuple(first[place].need for place in places)
    return ()
