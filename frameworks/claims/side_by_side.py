"""Features and facts of a few frameworks side by side: rows in, table out."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from curation.web.addresses import evidence_addresses
from frameworks.claims.citations import CODES, ago
from frameworks.claims.citations import WORDS as CITED
from frameworks.claims.freshness import is_stale, last_read
from frameworks.models import FactName, FeatureGroup, Framework, Source, SourceKind, SupportLevel

WORDS = {level: str(label) for level, label in SupportLevel.choices}
UNKNOWN, NONE_FOUND = SupportLevel.UNKNOWN.value, SupportLevel.NONE_FOUND.value
OWN_CALL = (SupportLevel.BUILTIN, SupportLevel.BUILTIN_EXTRA)
"""The levels of what a call of the framework itself does."""
GROUPS = {group: str(label) for group, label in FeatureGroup.choices}
FACTS = {name: str(label) for name, label in FactName.choices}
NOT_COMPARED = (FactName.DECLARED_LICENCE, FactName.PROJECT_LINKS)
"""Facts that do not help to choose: the licence in other words, and addresses."""


class FeatureLine(NamedTuple):
    """What a table needs of a feature, in the order of the table; the names are those of its fields."""

    position: int
    name: str
    key: str
    group: str
    weight: int
    """How much it counts in comparisons, from 1 to 5."""
    weight_reason: str = ""


class SupportLine(NamedTuple):
    """What a table needs of a cell, read as a tuple because there are hundreds; the names are those of its fields."""

    key: str
    framework_id: str
    feature_id: str
    level: str
    package: str
    source_id: str | None
    checked_on: datetime.date


class FactLine(NamedTuple):
    """What a table needs of a fact; the names are those of its fields."""

    key: str
    framework_id: str
    name: str
    value: str
    note: str
    source_id: str
    read_on: datetime.date


@dataclass(frozen=True, slots=True, eq=False)
class SharedCitation:
    """The citation of a source read on one day; hundreds of cells share one object."""

    css: str
    code: str
    date: str
    source: Source
    age: str
    """How long ago it was read, where that is too long."""

    @property
    def stale(self) -> bool:
        return bool(self.age)

    @property
    def words(self) -> str:
        """The citation as readers see it."""
        return f"{CITED[self.source.kind]}, {self.age}" if self.age else CITED[self.source.kind]

    @property
    def title(self) -> str:
        """The source's name; hundreds of cells repeat it, so the day of reading is left to the evidence."""
        return self.source.name


@dataclass
class TableEvidence:
    """The citations of a table: its sources, the day it is shown on, and the days on which they were read."""

    sources: Mapping[str, Source]
    today: datetime.date
    as_of: datetime.date | None = None
    days: set[datetime.date] = field(default_factory=set)
    citations: dict[tuple[str, datetime.date], SharedCitation] = field(default_factory=dict)

    def read(self, days: Iterable[datetime.date]) -> "TableEvidence":
        """Record the days on which the table's rows were read; call it before the first citation."""
        self.days.update(days)
        return self

    @cached_property
    def year(self) -> str:
        """The year of every date in the table, named once in a caption instead of in every cell; empty for several."""
        again = {source.read_on for source in self.sources.values() if source.kind == SourceKind.INDEX}
        years = {day.year for day in self.days | again}
        return str(*years) if len(years) == 1 else ""

    def citation(self, source: str, day: datetime.date) -> SharedCitation:
        known = self.citations.get((source, day))
        return known or self.citations.setdefault((source, day), self.new_citation(source, day))

    def new_citation(self, key: str, day: datetime.date) -> SharedCitation:
        source = self.sources[key]
        stale, day = is_stale(source, day, self.today), last_read(source, day)
        date = day.isoformat()[5:] if self.year else day.isoformat()
        age = f"read {ago(day, self.today)}" if stale else ""
        return SharedCitation(f"{source.kind} old" if age else source.kind, CODES[source.kind], date, source, age)

    def full_date(self, citation: SharedCitation) -> str:
        """Return the day of a citation with its year."""
        return f"{self.year}-{citation.date}" if self.year else citation.date

    @cached_property
    def address(self) -> Callable[[str], str]:
        """A function from a claim's key to the address of its evidence."""
        return evidence_addresses(self.as_of)


class FrameworkCell(NamedTuple):
    """What one framework has in one row; without a citation nothing is claimed."""

    framework: str
    css: str
    text: str
    below: str = ""
    href: str = ""
    citation: SharedCitation | None = None


class ComparedRow(NamedTuple):
    """One feature or fact across the frameworks."""

    name: str
    cells: list[FrameworkCell]
    differs: bool
    """Whether two frameworks differ; what is not recorded does not count as different."""
    same: bool
    """Whether all frameworks are known to be alike."""
    weight: int = 0
    """How much the feature counts in comparisons; 0 for a fact."""
    key: str = ""
    """The key of the feature, or the name of the fact as programs know it."""

    @property
    def is_python(self) -> bool:
        """Whether it says which versions of Python are required, which readers are told in words."""
        return self.name == FactName.REQUIRES_PYTHON.label

    @classmethod
    def of(cls, name: str, cells: list[FrameworkCell], weight: int = 0, key: str = "") -> "ComparedRow":
        known = [cell.text for cell in cells if cell.citation]
        differs = len(set(known)) > 1
        return cls(name, cells, differs, len(known) == len(cells) and not differs, weight, key)


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows under one heading."""

    label: str
    rows: list[ComparedRow]


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """What one section shows: the rows left after filtering, and how many there are in all."""

    groups: list[RowGroup]
    evidence: TableEvidence
    heads: dict[str, SharedCitation]
    """For each framework the citation that at least half of its column shares; it stands once in the column's head."""
    count: int
    shown: int
    differing: int

    @property
    def hidden(self) -> int:
        """How many rows that are alike are left out."""
        return self.count - self.shown


def table(
    groups: Iterable[tuple[str, list[ComparedRow]]], evidence: TableEvidence, *, only_differences: bool
) -> ComparedTable:
    """Return the groups as a table, on request without the rows that are alike."""
    groups = list(groups)
    kept = [(label, [row for row in rows if not (only_differences and row.same)]) for label, rows in groups]
    return ComparedTable(
        groups=[RowGroup(label, rows) for label, rows in kept if rows],
        evidence=evidence,
        heads=column_citations([row for _label, rows in kept for row in rows]),
        count=sum(len(rows) for _label, rows in groups),
        shown=sum(len(rows) for _label, rows in kept),
        differing=sum(row.differs for _label, rows in groups for row in rows),
    )


def column_citations(rows: Sequence[ComparedRow]) -> dict[str, SharedCitation]:
    """Return the citation that at least half of a framework's claims share."""
    columns: dict[str, list[SharedCitation]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.citation:
                columns.setdefault(cell.framework, []).append(cell.citation)
    commonest = {framework: Counter(citations).most_common(1)[0] for framework, citations in columns.items()}
    return {
        framework: citation
        for framework, (citation, times) in commonest.items()
        if times * 2 >= len(columns[framework])
    }


def built_in_alone(features: ComparedTable) -> dict[str, list[tuple[str, str]]]:
    """Return for each framework what it alone has built in, with the evidence, what weighs most in comparisons first.

    Nothing where another has it with an extra, or was not checked.
    """
    alone: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = (row for group in features.groups for row in group.rows)
    for row in sorted(rows, key=lambda row: -row.weight):
        having = [cell for cell in row.cells if cell.css in OWN_CALL]
        if len(having) == 1 and having[0].css == SupportLevel.BUILTIN and all(cell.citation for cell in row.cells):
            alone[having[0].framework].append((row.name, having[0].href))
    return alone


def feature_groups(
    features: Iterable[FeatureLine],
    frameworks: Sequence[Framework],
    support: Iterable[SupportLine],
    evidence: TableEvidence,
) -> Iterator[tuple[str, list[ComparedRow]]]:
    """Yield the features by group, each with a cell for every framework."""
    cells = {(cell.feature_id, cell.framework_id): cell for cell in support}
    evidence.read([cell.checked_on for cell in cells.values()])
    rows: dict[str, list[ComparedRow]] = {group: [] for group in GROUPS}
    for feature in features:
        row = [support_cell(framework, cells.get((feature.key, framework.key)), evidence) for framework in frameworks]
        rows[feature.group].append(ComparedRow.of(feature.name, row, feature.weight, feature.key))
    return ((GROUPS[group], members) for group, members in rows.items())


def support_cell(framework: Framework, support: SupportLine | None, evidence: TableEvidence) -> FrameworkCell:
    """Return what is known of one framework and one feature."""
    if support is None or support.level == UNKNOWN or not support.source_id:
        return FrameworkCell(framework.name, UNKNOWN, WORDS[UNKNOWN])
    searched = f"searched {support.checked_on}" if support.level == NONE_FOUND else ""
    return FrameworkCell(
        framework.name,
        support.level,
        WORDS[support.level],
        support.package or searched,
        evidence.address(support.key),
        evidence.citation(support.source_id, support.checked_on),
    )


def fact_rows(frameworks: Sequence[Framework], facts: Iterable[FactLine], evidence: TableEvidence) -> list[ComparedRow]:
    """Return the facts that at least one of the frameworks has, in the order of the facts panel."""
    by_name = {(fact.name, fact.framework_id): fact for fact in facts}
    evidence.read([fact.read_on for fact in by_name.values()])
    present = {name for name, _framework in by_name}
    return [
        ComparedRow.of(
            label,
            [fact_cell(framework, by_name.get((name, framework.key)), evidence) for framework in frameworks],
            key=name,
        )
        for name, label in FACTS.items()
        if name in present and name not in NOT_COMPARED
    ]


def fact_cell(framework: Framework, fact: FactLine | None, evidence: TableEvidence) -> FrameworkCell:
    if fact is None:
        return FrameworkCell(framework.name, "", "not recorded")
    citation = evidence.citation(fact.source_id, fact.read_on)
    return FrameworkCell(framework.name, "", fact.value, fact.note, evidence.address(fact.key), citation)
