"""A comparison in short: rows in, what the page of it shows out."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from curation.web.addresses import evidence_address
from frameworks.addresses import framework_address
from frameworks.claims.side_by_side import (
    ComparedRow,
    FactLine,
    FeatureLine,
    SupportLine,
    TableEvidence,
    built_in_alone,
    feature_groups,
    table,
)
from frameworks.models import FactName, Framework, Source, SupportLevel, SupportWindow
from frameworks.releases.support_timeline import end_of, line_name, supported
from measurements.models import Measure
from measurements.speed.beside import MeasuredCell, MeasuredLine, measured_cell
from reviews.comparisons.parts.parts import Holdings
from reviews.comparisons.summary.decisive import DecisiveCell, DecisiveRow, decisive
from reviews.comparisons.summary.neither import Instead, Other, instead, lacking
from reviews.comparisons.summary.situations import GuideRecommendations, situation_of
from reviews.comparisons.summary.verdicts import CPU, FrameworkVerdict, VerdictGrounds, verdict
from reviews.guides.opinions.consensus import ConsensusVerdict
from reviews.guides.opinions.ratings import Opinions, Quote
from reviews.models import Criterion

LEARNING = "learning-curve"
"""What guides are asked on the page: how long it takes to learn."""
MEASURED = (Measure.CPU_T01, Measure.START_WALL, Measure.MEMORY_IDLE, Measure.SIZE_BARE, Measure.PACKAGES_BARE)
FACTS = (FactName.RELEASED, FactName.RELEASES_24_MONTHS)
LABELS = {FactName.RELEASED: "Latest release"}
MOST_ALIKE = 10
AGREE = {
    ConsensusVerdict.SPLIT: "; guides split",
    ConsensusVerdict.SCOPE: "; guides speak of different situations",
}


@dataclass(frozen=True)
class SummaryRows:
    """The rows that a summary is made from."""

    frameworks: Sequence[Framework]
    features: Sequence[FeatureLine]
    support: Sequence[SupportLine]
    facts: Sequence[FactLine]
    sources: Mapping[str, Source]
    windows: Sequence[SupportWindow]
    figures: Sequence[MeasuredLine]
    proven: frozenset[str]
    opinions: Opinions
    recommended: GuideRecommendations
    holdings: Holdings
    day: datetime.date
    as_of: datetime.date | None

    @cached_property
    def evidence(self) -> TableEvidence:
        return TableEvidence(self.sources, self.day, self.as_of)

    @cached_property
    def rows(self) -> Mapping[str, ComparedRow]:
        """The features side by side, by name."""
        groups = feature_groups(self.features, self.frameworks, self.support, self.evidence)
        return {row.name: row for _group, rows in groups for row in rows}

    @cached_property
    def missing(self) -> list[FeatureLine]:
        return lacking(self.features, self.rows)

    @cached_property
    def fact(self) -> Mapping[tuple[str, str], FactLine]:
        return {(line.framework_id, line.name): line for line in self.facts}

    @cached_property
    def figure(self) -> Mapping[tuple[str, str], MeasuredLine]:
        return {(line.framework_id, line.measure): line for line in self.figures}

    @cached_property
    def dated(self) -> Mapping[str, SupportWindow]:
        """By framework the release line that gets fixes longest, of those with a published end."""
        current = [row for row in self.windows if end_of(row) and supported(row, self.day)]
        return {row.framework_id: row for row in sorted(current, key=lambda row: (end_of(row), row.key))}


@dataclass(frozen=True, slots=True)
class LearningOpinion:
    """What guides say of one framework, in words, with what each says."""

    framework: str
    words: str
    quotes: Sequence[Quote] = ()


class NumberRow(NamedTuple):
    """One figure across the frameworks; a cell without an address is not recorded."""

    name: str
    cells: Sequence[MeasuredCell]
    absent: str
    """What is said where there is none."""


@dataclass(frozen=True, slots=True)
class Alike:
    """In how many features all are alike, and what all of them have built in."""

    count: int
    of: int
    built_in: Sequence[str]

    @property
    def named(self) -> Sequence[str]:
        return self.built_in[:MOST_ALIKE]

    @property
    def more(self) -> int:
        return max(len(self.built_in) - MOST_ALIKE, 0)


@dataclass(frozen=True, slots=True)
class ComparisonSummary:
    """What the page shows."""

    verdicts: Sequence[FrameworkVerdict]
    differences: Sequence[DecisiveRow]
    support: Sequence[DecisiveCell]
    """Until when each gets fixes; empty where that does not tell them apart."""
    cpu: Sequence[MeasuredCell]
    """What a request costs each; empty where nothing tells them apart."""
    learning: Sequence[LearningOpinion]
    """What guides say of learning each; empty where they say the same, or nothing of all but one."""
    numbers: Sequence[NumberRow]
    alike: Alike
    instead: Sequence[Instead]

    @property
    def shown(self) -> int:
        """How many differences are named."""
        return len(self.differences) + bool(self.support) + bool(self.cpu) + bool(self.learning)


def summarise(rows: SummaryRows, built_in: Iterable[tuple[str, str]], others: Mapping[str, Other]) -> ComparisonSummary:
    """Return the summary; ``built_in`` has which others have what all the compared lack."""
    return ComparisonSummary(
        verdicts=verdicts(rows),
        differences=decisive(rows.features, rows.rows, rows.proven),
        support=support_cells(rows),
        cpu=cpu_cells(rows),
        learning=learning(rows),
        numbers=list(numbers(rows)),
        alike=alike(rows),
        instead=instead(rows.missing, built_in, rows.recommended, others),
    )


def verdicts(rows: SummaryRows) -> list[FrameworkVerdict]:
    by_weight = sorted(rows.rows.values(), key=lambda row: -row.weight)
    alone = built_in_alone(table([("", by_weight)], rows.evidence, only_differences=False))
    return [
        verdict(
            VerdictGrounds(
                mine, others, by_weight, alone.get(mine.name, ()), rows.fact, rows.dated, rows.figure, rows.as_of
            ),
            framework_address(mine.slug) + rows.opinions.query,
            situation_of(mine, others, rows.recommended),
        )
        for mine in rows.frameworks
        if (others := [row for row in rows.frameworks if row is not mine])
    ]


def support_cells(rows: SummaryRows) -> list[DecisiveCell]:
    """Return until when each framework gets fixes, where one publishes a day and another does not."""
    if not rows.dated or len(rows.dated) == len(rows.frameworks):
        return []
    return [support_cell(rows, framework) for framework in rows.frameworks]


def support_cell(rows: SummaryRows, framework: Framework) -> DecisiveCell:
    window = rows.dated.get(framework.key)
    if window is None:
        return DecisiveCell(framework.name, SupportLevel.UNKNOWN, "No day on record")
    citation = rows.evidence.citation(window.source_id, window.read_on)
    words = f"{line_name(window)} until {end_of(window)}"
    return DecisiveCell(framework.name, "", words, evidence_address(window.key, rows.as_of), citation)


def cpu_cells(rows: SummaryRows) -> list[MeasuredCell]:
    """Return what a validated order costs each, where the cheapest and the costliest are not tied."""
    lines = [rows.figure.get((framework.key, CPU)) for framework in rows.frameworks]
    known = [line for line in lines if line]
    if not known or max(line.low for line in known) <= min(line.high for line in known):
        return []
    return [measured_cell(row, line, rows.as_of) for row, line in zip(rows.frameworks, lines, strict=True)]


def learning(rows: SummaryRows) -> list[LearningOpinion]:
    """Return what guides say of learning each, where it is not the same."""
    opinions = rows.opinions
    criterion = next((row for row in opinions.criteria if row.key == LEARNING), None)
    if criterion is None:
        return []
    medians = {opinions.consensus(row.key, LEARNING).median for row in rows.frameworks} - {()}
    return [opinion(opinions, row, criterion) for row in rows.frameworks] if len(medians) > 1 else []


def opinion(opinions: Opinions, framework: Framework, criterion: Criterion) -> LearningOpinion:
    consensus = opinions.consensus(framework.key, criterion.key)
    labels = opinions.scales[criterion.key].labels
    if not consensus.median:
        return LearningOpinion(framework.name, "No guide says")
    words = " to ".join([labels[consensus.median[0]], *(labels[level].lower() for level in consensus.median[1:])])
    return LearningOpinion(
        framework.name, words + AGREE.get(consensus.verdict, ""), opinions.quotes(framework.key, criterion.key)
    )


def numbers(rows: SummaryRows) -> Iterator[NumberRow]:
    """Yield what was measured of each, then what the package index says of its releases."""
    for measure in MEASURED:
        lines = [rows.figure.get((row.key, measure.value)) for row in rows.frameworks]
        if any(lines):
            cells = [measured_cell(row, line, rows.as_of) for row, line in zip(rows.frameworks, lines, strict=True)]
            yield NumberRow(measure.label, cells, "not measured")
    for name in FACTS:
        facts = [rows.fact.get((row.key, name)) for row in rows.frameworks]
        if any(facts):
            cells = [fact_cell(rows, *pair) for pair in zip(rows.frameworks, facts, strict=True)]
            yield NumberRow(LABELS.get(name, name.label), cells, "not recorded")


def fact_cell(rows: SummaryRows, framework: Framework, fact: FactLine | None) -> MeasuredCell:
    if fact is None:
        return MeasuredCell(framework.name)
    return MeasuredCell(framework.name, None, fact.value, evidence_address(fact.key, rows.as_of))


def alike(rows: SummaryRows) -> Alike:
    same = [row for row in rows.rows.values() if row.same]
    by_weight = sorted(same, key=lambda row: -row.weight)
    built_in = [row.name for row in by_weight if row.cells[0].css == SupportLevel.BUILTIN]
    return Alike(len(same), len(rows.rows), built_in)
