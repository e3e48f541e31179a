"""Claims in a few words, each with its source: for answers that rest on many of them."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_address, page_root
from frameworks.models import (
    AdoptionMetric,
    AdoptionSeries,
    Fact,
    FactName,
    Release,
    Source,
    Support,
    SupportLevel,
    SupportWindow,
)
from frameworks.releases.support_timeline import NO_END, end_of
from measurements.models import CellProof, Figure, LabRun, Measure, Program, ProofVerdict
from measurements.speed.numbers import amount
from reviews.evidence.keys import key_of, kinds_of_claim
from reviews.models import Answer, Assessment, Guide, Polarity, Rating, Recommendation, Remark, Statement, Verdict

NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """What is recorded under a key, and where that was read."""

    key: str
    says: str = NOT_CHECKED
    source: str = ""
    """The title of what was read; empty where nothing is recorded."""
    place: str = ""
    """Where in it, in words; empty where the address says so."""
    day: datetime.date | None = None
    """When it was read or ran."""
    address: str = ""
    """Where to read it; empty where no address is on record."""
    evidence: str = ""
    """The path of its page; empty where there is none."""


Wanted = Mapping[type[CuratedRow], Collection[str]]
"""The keys of claims by their type."""
Describe = Callable[[Any], str]


def read_claims(snapshot: Snapshot, wanted: Wanted) -> dict[str, CitedClaim]:
    """Return claims by key; a key under which nothing is recorded says so. One query for each type."""
    by_key = {key: CitedClaim(key) for keys in wanted.values() for key in keys}
    for model, keys in wanted.items():
        joined, _says = TOLD[model]
        rows = {key_of(model, key): key for key in keys}
        for row in snapshot.rows(model, joined=joined, key__in=sorted(rows)):
            by_key[rows[row.pk]] = cited(row, rows[row.pk], snapshot.day)
    return by_key


def read_named_claims(snapshot: Snapshot, keys: Iterable[str]) -> dict[str, CitedClaim]:
    """Return claims by key, whatever their types."""
    guides = dict.fromkeys(key for (key,) in snapshot.values(Guide, "key"))
    wanted: dict[type[CuratedRow], list[str]] = {}
    in_order = list(dict.fromkeys(keys))
    for key in in_order:
        for model in kinds_of_claim(key, guides):
            if model in TOLD:
                wanted.setdefault(model, []).append(key)
    by_key: dict[str, CitedClaim] = {}
    for model, named in wanted.items():
        claims = read_claims(snapshot, {model: named})
        by_key |= {key: claim for key, claim in claims.items() if claim.source or key not in by_key}
    return {key: by_key.get(key, CitedClaim(key)) for key in in_order}


def key_in(address: str) -> str:
    """Return the key of the claim whose evidence an address leads to; empty for any other address."""
    root = page_root("evidence", "key")
    return address.partition("?")[0].removeprefix(root).rstrip("/") if address.startswith(root) else ""


def cited(row: Any, key: str, day: datetime.date | None) -> CitedClaim:
    """Return a row as a claim with its source; the address of its evidence is as of the day."""
    says, evidence = TOLD[type(row)][1](row), evidence_address(key, day)
    if run := getattr(row, "run", None):
        return of_run(key, says, run, evidence)
    guide = getattr(row, "guide", None)
    source: Source | None = guide.source if guide else row.source
    if source is None:
        return CitedClaim(key, says, evidence=evidence)
    locator = getattr(row, "locator", "")
    read_on = getattr(row, "checked_on", None) or getattr(row, "read_on", None) or source.read_on
    address = source.link_to(locator)
    return CitedClaim(key, says, source.name, "" if address == locator else locator, read_on, address, evidence)


def of_run(key: str, says: str, run: LabRun, evidence: str) -> CitedClaim:
    """Return what the lab saw: its results stand in the repository, and on the page of the claim."""
    return CitedClaim(
        key, says, f"Plumbline’s lab, run of {run.key}", f"commit {run.commit[:12]}", run.day, evidence, evidence
    )


def support(row: Support) -> str:
    if row.level == SupportLevel.UNKNOWN:
        return f"{row.framework.name}, {row.feature.name}: {NOT_CHECKED}"
    return f"{row.framework.name}, {row.feature.name}: {lower(SupportLevel(row.level).by(row.package))}"


def fact(row: Fact) -> str:
    return f"{row.framework.name}, {lower(str(FactName(row.name).label))}: {row.value}"


def adoption(row: AdoptionSeries) -> str:
    day, last = row.in_order[-1]
    return f"{row.framework.name}, {lower(str(AdoptionMetric(row.metric).label))}: {last:,} on {day}"


def window(row: SupportWindow) -> str:
    end = end_of(row)
    return f"{row.framework.name} {row.version}: {f'fixes until {end}' if end else NO_END}"


def release(row: Release) -> str:
    return f"{row.framework.name} {row.version}: released {row.released_on}"


def figure(row: Figure) -> str:
    measure = Measure(row.measure)
    named = f"{lower(str(measure.label))}{f', {row.label}' if row.label else ''}"
    low, value, high = (amount(measure, number) for number in (row.low, row.value, row.high))
    interval = f" ({low.number} to {high.number})" if low != high else ""
    return f"{row.framework.name} {row.version}, {named}: {value.words}{interval}"


def program(row: Program) -> str:
    return f"{row.framework.name} {row.version}, {row.task.name}: {row.outcome}"


def cell_proof(row: CellProof) -> str:
    verdict = lower(str(ProofVerdict(row.verdict).label))
    return f"{row.framework.name}, {row.feature.name}: {verdict} by a {'probe' if row.is_probe else 'program'}"


def rating(row: Rating) -> str:
    level = row.level.label if row.level else row.in_short or "no level named"
    scope = f", for {row.applies_to}" if row.applies_to else ""
    return f"{row.framework.name}, {lower(row.criterion.name)}: {lower(level)}{scope}, says {row.guide.voice}"


def remark(row: Remark) -> str:
    subject = row.framework or row.resource
    side = lower(str(Polarity(row.polarity).label))
    return f"{subject.name if subject else ''}, {side}: {row.text} ({row.guide.voice})"


def recommendation(row: Recommendation) -> str:
    reason = f" ({row.reason})" if row.reason else ""
    return f"{row.guide.voice} advises for {row.situation}{reason}"


def statement(row: Statement) -> str:
    return f"{row.guide.voice}: {row.text} Held against facts: {lower(str(Verdict(row.verdict).label))}"


def answer(row: Answer) -> str:
    return f"{row.question.text} {row.guide.voice}: {row.text}"


def assessment(row: Assessment) -> str:
    return f"{row.resource.name}, {lower(row.criterion.name)}: {row.in_short}, says {row.guide.voice}"


def lower(words: str) -> str:
    """Return words as they stand within a sentence; abbreviations and names keep their letters."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


TOLD: Mapping[type[CuratedRow], tuple[list[str], Describe]] = {
    Support: (["framework", "feature", "source"], support),
    Fact: (["framework", "source"], fact),
    AdoptionSeries: (["framework", "source"], adoption),
    SupportWindow: (["framework", "source"], window),
    Release: (["framework", "source"], release),
    Figure: (["framework", "run"], figure),
    Program: (["framework", "task", "run"], program),
    CellProof: (["framework", "feature", "run"], cell_proof),
    Rating: (["framework", "criterion", "level", "guide__source"], rating),
    Remark: (["framework", "resource", "guide__source"], remark),
    Recommendation: (["guide__source"], recommendation),
    Statement: (["guide__source"], statement),
    Answer: (["question", "guide__source"], answer),
    Assessment: (["resource", "criterion", "guide__source"], assessment),
}
"""The references that a type of claim is told with, and how it is told."""
