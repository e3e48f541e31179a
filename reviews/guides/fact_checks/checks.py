"""Statements of guides held against facts, as a list."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_address
from frameworks.claims.citations import Citation
from frameworks.claims.freshness import last_read
from frameworks.claims.side_by_side import SupportLine
from frameworks.models import Fact, FactName, Feature, Framework, Source, Support, SupportLevel
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.models import WORST_FIRST, Guide, Proof, Statement

VERDICTS = {verdict.value: str(verdict.label) for verdict in WORST_FIRST}
"""The words of the verdicts; what a reader should know first stands first."""


@dataclass(frozen=True)
class Grounds:
    """The rows that statements were held against, by key."""

    proofs: Sequence[Proof]
    levels: Mapping[str, SupportLine]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    features: Mapping[str, str]
    """The names of the features."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that a statement was held against, as readers see it."""

    text: str
    value: str
    address: str
    level: str = ""
    """The level of a feature cell, for its mark."""
    read: str = ""
    """The source of a cell or a fact, and the day it was read."""

    @property
    def value_and_source(self) -> str:
        """Its value, with where and when that was read."""
        return f"{self.value} ({self.read})" if self.read else self.value


@dataclass(frozen=True)
class FactCheck:
    """One statement with its verdict and what this rests on."""

    statement: Statement
    guide: Guide
    framework: Framework | None
    citation: Citation
    grounds: list[Ground]

    @property
    def verdict(self) -> str:
        return VERDICTS[self.statement.verdict]

    @property
    def by_hand(self) -> str:
        """The verdict of the editor who read it; empty where the rules found the same, or there are none."""
        return VERDICTS.get(self.statement.by_hand, "")


def read_grounds(snapshot: Snapshot) -> Grounds:
    """Return what all statements were held against; five queries."""
    proofs = snapshot.rows(Proof)
    cells = sorted(proof.support_id for proof in proofs if proof.support_id)
    facts = sorted(proof.fact_id for proof in proofs if proof.fact_id)
    levels = list(map(SupportLine._make, snapshot.values(Support, *SupportLine._fields, key__in=cells)))
    by_key = {fact.key: fact for fact in snapshot.rows(Fact, key__in=facts)}
    sourced: list[Proof | SupportLine | Fact] = [*proofs, *levels, *by_key.values()]
    sources = sorted({row.source_id for row in sourced if row.source_id})
    return Grounds(
        proofs=proofs,
        levels={cell.key: cell for cell in levels},
        facts=by_key,
        sources={source.key: source for source in snapshot.rows(Source, key__in=sources)},
        features=dict(snapshot.values(Feature, "key", "name")),
    )


def worst_first(
    statements: Iterable[Statement], frameworks: Mapping[str, Framework], voices: GuidesByCode
) -> list[Statement]:
    """Return statements with what does not hold first, then by guide and framework."""
    verdicts, guides = list(VERDICTS), list(voices.guides)
    names = {key: framework.name for key, framework in frameworks.items()}

    def rank(row: Statement) -> tuple[int, int, str, str]:
        name = names.get(row.framework_id or "", "")
        return verdicts.index(row.verdict), guides.index(row.guide_id), name, row.key

    return sorted(statements, key=rank)


def fact_checks(
    statements: Iterable[Statement], grounds: Grounds, frameworks: Mapping[str, Framework], voices: GuidesByCode
) -> list[FactCheck]:
    """Return statements, in their order, with what each was held against."""
    by_statement: dict[str, list[Proof]] = defaultdict(list)
    for proof in grounds.proofs:
        by_statement[proof.statement_id].append(proof)
    return [
        FactCheck(
            row,
            voices.guides[row.guide_id],
            frameworks.get(row.framework_id or ""),
            voices.citation(row.guide_id, row.key),
            [ground(proof, row, grounds, frameworks, voices) for proof in by_statement[row.key]],
        )
        for row in statements
    ]


def ground(
    proof: Proof, statement: Statement, grounds: Grounds, frameworks: Mapping[str, Framework], voices: GuidesByCode
) -> Ground:
    """Return what a proof says; the framework is named where it is another than the statement's."""
    if proof.support_id:
        cell = grounds.levels[proof.support_id]
        name = named(grounds.features[cell.feature_id], cell.framework_id, statement, frameworks)
        read = read_in(grounds, cell.source_id, cell.checked_on)
        return Ground(
            name, SupportLevel(cell.level).by(cell.package), evidence_address(cell.key, voices.day), cell.level, read
        )
    if proof.fact_id:
        fact = grounds.facts[proof.fact_id]
        name = named(str(FactName(fact.name).label), fact.framework_id, statement, frameworks)
        read = read_in(grounds, fact.source_id, fact.read_on)
        return Ground(name, fact.value, evidence_address(fact.key, voices.day), read=read)
    source = grounds.sources[proof.source_id or ""]
    return Ground(source.name, proof.locator, source.link_to(proof.locator))


def read_in(grounds: Grounds, source: str | None, day: datetime.date) -> str:
    """Return a source with the day on which a claim was last read there; the day alone for a claim without one."""
    row = grounds.sources.get(source or "")
    return f"{row.name}, {last_read(row, day)}" if row else f"{day}"


def named(name: str, framework: str, statement: Statement, frameworks: Mapping[str, Framework]) -> str:
    return name if framework == statement.framework_id else f"{frameworks[framework].name}: {name}"


def by_verdict(checks: Iterable[FactCheck]) -> list[tuple[str, str, list[FactCheck]]]:
    """Return each verdict that some statements have, as a value and in words, with these in their order."""
    groups: dict[str, list[FactCheck]] = {verdict: [] for verdict in VERDICTS}
    for check in checks:
        groups[check.statement.verdict].append(check)
    return [(verdict, VERDICTS[verdict], members) for verdict, members in groups.items() if members]


def by_guide(statements: Iterable[Statement], voices: GuidesByCode) -> list[tuple[Guide, list[int], int]]:
    """Return for each guide how many of its statements have each verdict, in the order of ``VERDICTS``, and in all."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in statements:
        counts[row.guide_id][row.verdict] += 1
    return [
        (guide, [counts[key][verdict] for verdict in VERDICTS], counts[key].total())
        for key, guide in voices.guides.items()
        if key in counts
    ]
