"""The page on method, drawn from the rows and rules themselves."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from frameworks.claims.citations import WORDS as CITED
from frameworks.claims.freshness import LIMITS
from frameworks.levels import ASKS_FOR
from frameworks.models import SourceKind, SupportLevel
from reviews.comparisons.summary.decisive import Bundle
from reviews.guides.opinions.consensus import WORDS, ConsensusVerdict
from reviews.models import Better, Criterion, Level, ScaleKind, Subject, Verdict

FIXED = "never stale: what is installed does not change"

FLAGS = {
    ConsensusVerdict.AGREE: "Two guides or more give the same level.",
    ConsensusVerdict.STEP: "Guides that speak of the same situation are at most one level apart.",
    ConsensusVerdict.SPLIT: "They are two levels or more apart, or name different values on a scale without an order.",
    ConsensusVerdict.SCOPE: (
        "Their levels differ, but they speak of different situations; this never counts as a split."
    ),
    ConsensusVerdict.THIN: "One guide alone gives a level. How many there are in all stands beside it.",
    ConsensusVerdict.NONE: "No guide gives a level, so there is nothing to draw.",
}
VERDICTS = {
    Verdict.HOLDS: "What the guide states agrees with the facts read.",
    Verdict.OUTDATED: "It was so once; the facts read say otherwise now.",
    Verdict.CONTRADICTED: "The facts read say otherwise.",
    Verdict.UNCHECKABLE: "No fact that can be read decides it.",
}


class ComparisonMethod(NamedTuple):
    """What the rules of comparisons are set to."""

    most: int
    """How many features are shown."""
    bundles: Sequence[Bundle]
    least: float
    """How many times more a request must cost to be told."""


@dataclass(frozen=True, slots=True)
class MarkText:
    """A mark of the site with its meaning; ``value`` is its class."""

    value: str
    label: str
    meaning: str
    words: str = ""
    """How a citation names it."""


@dataclass(frozen=True, slots=True)
class ScaleText:
    """A criterion with its levels, lowest first."""

    criterion: Criterion
    levels: list[Level]
    kind: str
    better: str


def support_marks() -> list[MarkText]:
    return [MarkText(level.value, level.label, ASKS_FOR[level]) for level in SupportLevel]


def flag_marks(guides: int) -> list[MarkText]:
    """Return the flags of verdicts where there are so many guides in all."""
    return [MarkText(flag.value, WORDS.get(flag, f"Thin: 1 of {guides}"), FLAGS[flag]) for flag in ConsensusVerdict]


def verdict_marks() -> list[MarkText]:
    return [MarkText(verdict.value, verdict.label, VERDICTS[verdict]) for verdict in Verdict]


def citation_marks() -> list[MarkText]:
    """Return the kinds of source with the days after which a reading is stale."""
    limits = {kind: f"stale when read more than {days} days ago" for kind, days in LIMITS.items()}
    return [MarkText(kind.value, kind.label, limits.get(kind, FIXED), CITED[kind]) for kind in SourceKind]


def scales(criteria: Iterable[Criterion], levels: Iterable[Level]) -> list[ScaleText]:
    """Return the criteria for frameworks that have levels, in their order."""
    by_criterion: dict[str, list[Level]] = defaultdict(list)
    for level in sorted(levels, key=lambda level: (level.rank or 0, level.label)):
        by_criterion[level.criterion_id].append(level)
    return [
        ScaleText(row, by_criterion[row.pk], ScaleKind(row.scale).label, better_text(row))
        for row in criteria
        if row.subject == Subject.FRAMEWORK
    ]


def better_text(criterion: Criterion) -> str:
    """Say which end of an ordered scale is the better one; empty for scales without ends."""
    if criterion.scale != ScaleKind.ORDERED:
        return ""
    ends = {Better.HIGHER: criterion.high_end, Better.LOWER: criterion.low_end}
    good = ends.get(Better(criterion.better))
    return f"from {criterion.low_end} to {criterion.high_end}; better: {good or 'it depends'}"
