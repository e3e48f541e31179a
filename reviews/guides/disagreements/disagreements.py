"""Where guides disagree, the widest first: on a scale, counted in steps, and in words, as found by reading.

Rows in, page out. Guides that speak of different situations are never counted as disagreeing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from curation.web.addresses import evidence_address
from frameworks.claims.citations import Citation
from frameworks.models import Framework
from reviews.guides.opinions.consensus import ConsensusVerdict
from reviews.guides.opinions.dot_plots import Axis
from reviews.guides.opinions.ratings import Opinions, Quote, Standing, widest_first
from reviews.models import Conflict, Extent, Side

DOT_PLOT_WIDTH = 300
PARTED = (ConsensusVerdict.SPLIT, ConsensusVerdict.STEP)


class DisagreementKind(StrEnum):
    """How guides disagree."""

    SPLIT = "split"
    STEP = "step"
    CONFLICT = "conflict"
    SELF = "self"


WORDS = {
    DisagreementKind.SPLIT.value: "Split on a scale",
    DisagreementKind.STEP.value: "A step apart",
    DisagreementKind.CONFLICT.value: "Between guides, in words",
    DisagreementKind.SELF.value: "A guide with itself",
}
KINDS = {Extent.BETWEEN.value: DisagreementKind.CONFLICT, Extent.WITHIN.value: DisagreementKind.SELF}


@dataclass(frozen=True)
class Parting:
    """A split or a step apart, as it is drawn: one criterion on which guides disagree about a framework."""

    standing: Standing
    axis: Axis | None
    quotes: list[Quote]
    camps: list[tuple[str, list[Citation]]]
    """The guides by level, where no dot plot shows it."""

    @property
    def kind(self) -> DisagreementKind:
        return DisagreementKind(self.standing.consensus.verdict.value)

    @property
    def framework_id(self) -> str:
        return self.standing.framework.key

    @property
    def criterion_id(self) -> str:
        return self.standing.criterion.key

    @property
    def guides(self) -> set[str]:
        return {position.guide for position in self.standing.consensus.positions}


@dataclass(frozen=True)
class Contradiction:
    """A conflict that was found by reading, with what each side says."""

    conflict: Conflict
    framework: Framework | None
    sides: list[tuple[Side, Citation]]
    address: str
    criterion_id: None = None
    """It belongs to no criterion; filters read the field of both kinds of disagreement."""

    @property
    def kind(self) -> DisagreementKind:
        return KINDS[self.conflict.extent]

    @property
    def framework_id(self) -> str | None:
        return self.conflict.framework_id

    @property
    def guides(self) -> set[str]:
        return {side.guide_id for side, _citation in self.sides}


@dataclass(frozen=True, slots=True)
class Disagreements:
    """On what guides disagree, each kind in its order."""

    opinions: Opinions
    partings: list[Parting]
    contradictions: list[Contradiction]
    scopes: list[Standing]
    """Where levels differ and situations do too, which is no disagreement."""

    @property
    def every(self) -> Sequence[Parting | Contradiction]:
        return [*self.partings, *self.contradictions]

    def of_kind(self, kind: str) -> list[Parting | Contradiction]:
        return [disagreement for disagreement in self.every if disagreement.kind == kind]

    @property
    def axes(self) -> list[Axis]:
        return [parting.axis for parting in self.partings if parting.axis]


def disagreements(opinions: Opinions, conflicts: Iterable[Conflict], sides: Iterable[Side]) -> Disagreements:
    """Return on what the guides that count disagree."""
    by_verdict: dict[ConsensusVerdict, list[Standing]] = defaultdict(list)
    for standing in standings(opinions):
        by_verdict[standing.consensus.verdict].append(standing)
    return Disagreements(
        opinions,
        [parting(opinions, standing) for verdict in PARTED for standing in by_verdict[verdict]],
        contradictions(conflicts, sides, opinions),
        by_verdict[ConsensusVerdict.SCOPE],
    )


def standings(opinions: Opinions) -> list[Standing]:
    """Return where two guides or more name different levels, the widest first."""
    return widest_first(
        opinions.standing(framework, criterion, consensus, None)
        for framework, criterion in opinions.pairs(least=2)
        if (consensus := opinions.consensus(framework.key, criterion.key)).verdict in (*PARTED, ConsensusVerdict.SCOPE)
    )


def parting(opinions: Opinions, standing: Standing) -> Parting:
    row = opinions.row(standing.criterion, DOT_PLOT_WIDTH, only=standing.framework)
    camps: dict[str, list[Citation]] = defaultdict(list)
    for quote in standing.quotes:
        if quote.level and not row.axis:
            camps[quote.level].append(quote.citation)
    return Parting(row.cells[0], row.axis, list(standing.quotes), list(camps.items()))


def contradictions(conflicts: Iterable[Conflict], sides: Iterable[Side], opinions: Opinions) -> list[Contradiction]:
    """Return the conflicts in which every guide counts, those between most guides first."""
    voices, taken = opinions.voices, defaultdict[str, list[tuple[Side, Citation]]](list)
    order = list(voices.guides)
    for side in sorted(sides, key=lambda side: (order.index(side.guide_id), side.name)):
        taken[side.conflict_id].append((side, voices.page_citations[side.guide_id]))
    by_key = {framework.key: framework for framework in opinions.frameworks}
    in_words = (
        Contradiction(row, by_key.get(row.framework_id or ""), taken[row.key], evidence_address(row.key, voices.day))
        for row in conflicts
    )
    counted = (row for row in in_words if opinions.left_out.isdisjoint(row.guides))
    return sorted(counted, key=lambda row: (-len(row.guides), row.conflict.position, row.conflict.key))
