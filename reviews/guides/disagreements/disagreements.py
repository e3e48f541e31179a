"""Where guides disagree, the widest first: on a scale, counted in steps, and in words, as found by reading.

Rows in, page out. Guides that speak of different situations are never counted as disagreeing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from curation.web.addresses import evidence_address
from frameworks.citations import Citation
from frameworks.models import Framework
from reviews.models import Conflict, Extent, Side
from reviews.opinions.consensus import ConsensusVerdict
from reviews.opinions.dot_plots import Axis
from reviews.opinions.guides_by_code import GuidesByCode
from reviews.opinions.ratings import CriterionRow, Opinions, Quote, Standing, widest_first

DOT_PLOT_WIDTH = 300
DIFFERENT = (ConsensusVerdict.SPLIT, ConsensusVerdict.STEP, ConsensusVerdict.SCOPE)


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


@dataclass(frozen=True, slots=True)
class Parting:
    """A split or a step apart: one criterion on which guides disagree about a framework."""

    standing: Standing

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


@dataclass(frozen=True, slots=True)
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
class Pane:
    """A parting as it is drawn."""

    row: CriterionRow
    standing: Standing
    quotes: list[Quote]
    camps: list[tuple[str, list[Citation]]]
    """The guides by level, where no dot plot shows it."""


@dataclass(frozen=True, slots=True)
class Disagreements:
    """What the page shows, each kind in its order."""

    panes: list[Pane]
    contradictions: list[Contradiction]
    codes: Mapping[str, str]
    voices: GuidesByCode

    @property
    def count(self) -> int:
        return len(self.panes) + len(self.contradictions)

    @property
    def splits(self) -> list[Pane]:
        return [pane for pane in self.panes if pane.standing.consensus.verdict == ConsensusVerdict.SPLIT]

    @property
    def steps(self) -> list[Pane]:
        return [pane for pane in self.panes if pane.standing.consensus.verdict == ConsensusVerdict.STEP]

    @property
    def between(self) -> list[Contradiction]:
        return [conflict for conflict in self.contradictions if conflict.kind == DisagreementKind.CONFLICT]

    @property
    def within(self) -> list[Contradiction]:
        return [conflict for conflict in self.contradictions if conflict.kind == DisagreementKind.SELF]

    @property
    def axes(self) -> list[Axis]:
        return [pane.row.axis for pane in self.panes if pane.row.axis]


def standings(opinions: Opinions) -> list[Standing]:
    """Return where two guides or more name different levels, the widest first."""
    return widest_first(
        opinions.standing(framework, criterion, consensus, None)
        for framework, criterion in opinions.pairs(least=2)
        if (consensus := opinions.consensus(framework.key, criterion.key)).verdict in DIFFERENT
    )


def partings(standings: Iterable[Standing]) -> list[Parting]:
    """Return the splits, then what is a step apart, each in the order given; a difference of scope is neither."""
    ranks = {ConsensusVerdict.SPLIT: 0, ConsensusVerdict.STEP: 1}
    parted = [standing for standing in standings if standing.consensus.verdict in ranks]
    return [Parting(standing) for standing in sorted(parted, key=lambda standing: ranks[standing.consensus.verdict])]


def contradictions(
    conflicts: Iterable[Conflict], sides: Iterable[Side], frameworks: Iterable[Framework], voices: GuidesByCode
) -> list[Contradiction]:
    """Return the curated conflicts, those between most guides first."""
    taken: dict[str, list[tuple[Side, Citation]]] = defaultdict(list)
    order = list(voices.guides)
    for side in sorted(sides, key=lambda side: (order.index(side.guide_id), side.name)):
        taken[side.conflict_id].append((side, voices.page_citations[side.guide_id]))
    by_key = {framework.key: framework for framework in frameworks}
    in_words = [
        Contradiction(row, by_key.get(row.framework_id or ""), taken[row.key], evidence_address(row.key, voices.day))
        for row in conflicts
    ]
    return sorted(in_words, key=lambda row: (-len(row.guides), row.conflict.position, row.conflict.key))


def disagreements(opinions: Opinions, on_scales: Sequence[Parting], in_words: Sequence[Contradiction]) -> Disagreements:
    """Return what the page shows."""
    return Disagreements(
        [pane(opinions, parting.standing) for parting in on_scales], list(in_words), opinions.names, opinions.voices
    )


def pane(opinions: Opinions, standing: Standing) -> Pane:
    row = opinions.row(standing.criterion, DOT_PLOT_WIDTH, only=standing.framework)
    quotes = opinions.quotes(standing.framework.key, standing.criterion.key)
    camps: dict[str, list[Citation]] = defaultdict(list)
    for quote in quotes:
        if quote.level and not row.axis:
            camps[quote.level].append(quote.citation)
    return Pane(row, row.cells[0], quotes, list(camps.items()))
