"""Two to five frameworks side by side: rows in, sections out."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from frameworks.addresses import framework_address
from frameworks.claims.citations import Citation
from frameworks.claims.side_by_side import (
    ComparedTable,
    FactLine,
    FeatureLine,
    SupportLine,
    TableEvidence,
    built_in_alone,
    fact_rows,
    feature_groups,
    table,
)
from frameworks.models import Framework, Source, SupportWindow
from reviews.comparisons.selection import MOST
from reviews.comparisons.whole.windows import Windows, windows
from reviews.guides.opinions.arguments import Arguments, FrameworkAdvice, Situations, advice, arguments
from reviews.guides.opinions.consensus import ConsensusVerdict
from reviews.guides.opinions.dot_plots import Axis
from reviews.guides.opinions.lines import RemarkLine
from reviews.guides.opinions.ratings import CriterionRow, Opinions, Standing, widest_first
from reviews.models import Guide, ScaleKind

WIDTHS = {2: 268, 3: 268, 4: 196, 5: 160}
"""How wide a dot plot is drawn with so many frameworks beside each other."""
MOST_NAMED = 3


@dataclass(frozen=True)
class ComparisonRows:
    """The rows that a comparison is made from; what guides say may be of other frameworks too."""

    frameworks: Sequence[Framework]
    opinions: Opinions
    features: Sequence[FeatureLine]
    support: Sequence[SupportLine]
    facts: Sequence[FactLine]
    windows: Sequence[SupportWindow]
    sources: Mapping[str, Source]
    remarks: Sequence[RemarkLine]
    situations: Situations
    known: dict[str, tuple[Arguments, FrameworkAdvice]] = field(default_factory=dict, repr=False, compare=False)
    """What speaks for and against frameworks, as far as it was worked out, by key."""

    def said_of(self, framework: str) -> tuple[Arguments, FrameworkAdvice]:
        """Return what speaks for and against a framework, and when to pick it."""
        if framework not in self.known:
            voices = self.opinions.voices
            merged = arguments([remark for remark in self.remarks if remark.framework_id == framework], voices)
            self.known[framework] = merged, advice(framework, self.situations, merged.cons, voices)
        return self.known[framework]


@dataclass(frozen=True, slots=True)
class ComparedFramework:
    """One framework with all that is not in a table."""

    framework: Framework
    address: str
    advice: FrameworkAdvice
    alone: Sequence[tuple[str, str]]
    """The features that it alone has built in, each with the address of its evidence."""
    arguments: Arguments


@dataclass(frozen=True, slots=True)
class Tally:
    """How often the guides agree, over every framework and criterion on which two or more name a level."""

    counts: Mapping[ConsensusVerdict, int]
    splits: list[Standing]

    @property
    def judged(self) -> int:
        """How many verdicts two guides or more allow; a difference of scope is none."""
        return self.agree + self.step + self.split

    @property
    def agree(self) -> int:
        return self.counts.get(ConsensusVerdict.AGREE, 0)

    @property
    def step(self) -> int:
        return self.counts.get(ConsensusVerdict.STEP, 0)

    @property
    def split(self) -> int:
        return self.counts.get(ConsensusVerdict.SPLIT, 0)

    @property
    def widest(self) -> list[Standing]:
        """The splits to name, the widest first."""
        return self.splits[:MOST_NAMED]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the page shows."""

    opinions: Opinions
    columns: list[ComparedFramework]
    criteria: list[tuple[str, list[CriterionRow]]]
    axes: list[Axis]
    features: ComparedTable
    facts: ComparedTable
    windows: Windows
    tally: Tally
    criterion_count: int
    criteria_shown: int

    @property
    def hidden_criteria(self) -> int:
        return self.criterion_count - self.criteria_shown

    @property
    def hidden_rows(self) -> int:
        """How many rows “differences only” leaves out."""
        return self.hidden_criteria + self.features.hidden + self.facts.hidden

    @property
    def guides(self) -> list[tuple[Guide, Source, Citation]]:
        """Each guide with its source and a citation that leads to its own page."""
        voices = self.opinions.voices
        return [(guide, voices.source(key), voices.page_citations[key]) for key, guide in voices.guides.items()]


def compare(
    rows: ComparisonRows,
    *,
    today: datetime.date,
    as_of: datetime.date | None,
    only_differences: bool,
    drawn: bool = True,
) -> Comparison:
    """Return the frameworks of the rows side by side; dot plots and quotes only where they are to be drawn."""
    opinions, frameworks = rows.opinions, rows.frameworks
    criteria = [row for row in criterion_rows(rows, drawn=drawn) if any(cell.spoken_of for cell in row.cells)]
    shown_criteria = [row for row in criteria if not (only_differences and row.same)]
    features = TableEvidence(rows.sources, today, as_of)
    facts = TableEvidence(rows.sources, today, as_of)
    feature_table = table(
        feature_groups(rows.features, frameworks, rows.support, features), features, only_differences=only_differences
    )
    fact_table = table([("", fact_rows(frameworks, rows.facts, facts))], facts, only_differences=only_differences)
    return Comparison(
        opinions=opinions,
        columns=columns(rows, built_in_alone(feature_table)),
        criteria=opinions.groups(shown_criteria),
        axes=[row.axis for row in shown_criteria if row.axis],
        features=feature_table,
        facts=fact_table,
        windows=windows(frameworks, rows.windows, rows.sources, today, as_of),
        tally=tally(criteria),
        criterion_count=len(criteria),
        criteria_shown=len(shown_criteria),
    )


def criterion_rows(rows: ComparisonRows, *, drawn: bool) -> list[CriterionRow]:
    """Return the criteria that have a scale; what guides say in words stands on the frameworks' own pages."""
    width, opinions = WIDTHS.get(len(rows.frameworks), WIDTHS[MOST]), rows.opinions
    criteria = [criterion for criterion in opinions.criteria if criterion.scale != ScaleKind.TEXT]
    return [
        opinions.row(each, width, rows.frameworks) if drawn else opinions.plain_row(each, rows.frameworks)
        for each in criteria
    ]


def columns(rows: ComparisonRows, alone: Mapping[str, Sequence[tuple[str, str]]]) -> list[ComparedFramework]:
    """Return what stands in lists, a column for each framework."""
    compared = []
    for framework in rows.frameworks:
        merged, when = rows.said_of(framework.key)
        address = framework_address(framework.slug) + rows.opinions.query
        compared.append(ComparedFramework(framework, address, when, alone.get(framework.name, ()), merged))
    return compared


def tally(rows: Iterable[CriterionRow]) -> Tally:
    """Count the verdicts over some rows, and put the splits in order."""
    standings = [standing for row in rows for standing in row.cells]
    splits = [standing for standing in standings if standing.consensus.verdict == ConsensusVerdict.SPLIT]
    return Tally(Counter(standing.consensus.verdict for standing in standings), widest_first(splits))
