"""What has changed in the claims about some frameworks between two states of the catalogue."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from curation.rows import CuratedRow
from curation.snapshots.protocol import RowsByType
from curation.web.addresses import evidence_address
from frameworks.models import Fact, FactName, Feature, Framework, Support, SupportLevel
from measurements.models import Figure, Measure
from measurements.speed.numbers import amount
from reviews.models import Criterion, Guide, Level, Pick, Polarity, Rating, Recommendation, Remark, Role

ABSENT = "not on record"
KINDS = ("Feature", "Fact", "Measurement", "Rating", "Remark", "Advice")
"""In the order in which changes are told."""


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """One claim in one state of the catalogue, in words."""

    framework: str
    """The key of the framework it is about."""
    kind: str
    about: str
    words: str
    evidence: str
    """The key of its evidence."""
    read_on: str = ""
    """When its source was last read; empty for what guides say."""
    subject: str = ""
    """The key of the feature, the fact, the figure or the criterion that it is about."""


class Changed(NamedTuple):
    """A claim that says something else than it did; the words for one that is new or gone say so."""

    framework: str
    kind: str
    about: str
    before: str
    after: str
    address: str
    """Its evidence, of the present or of the past; empty where it was gone the same day."""


@dataclass(frozen=True, slots=True)
class Since:
    """What has become of the claims of an earlier state."""

    changed: list[Changed]
    same: int
    """How many claims say what they said."""
    read_again: int
    """How many of these were read again meanwhile."""


class Claimed(NamedTuple):
    """What was claimed in one state of the catalogue, by kind and key, and of which frameworks, by key."""

    claims: Mapping[tuple[str, str], ClaimWords]
    frameworks: Mapping[str, Framework]


Rows = RowsByType
Describe = Callable[[Any, Rows], ClaimWords]
Wanted = Callable[[ClaimWords], bool]
"""Tells whether a claim is among those that are asked about."""


def named(rows: Rows, model: type[CuratedRow], key: str | None) -> Any:
    return rows[model].get(key or "")


def support_claim(row: Support, rows: Rows) -> ClaimWords:
    words = ", ".join(filter(None, (SupportLevel(row.level).label, row.package, row.note)))
    feature = named(rows, Feature, row.feature_id)
    return ClaimWords(row.framework_id, "Feature", feature.name, words, row.key, str(row.checked_on), row.feature_id)


def fact_claim(row: Fact, rows: Rows) -> ClaimWords:
    words = "; ".join(filter(None, (row.value, row.note)))
    about = str(FactName(row.name).label)
    return ClaimWords(row.framework_id, "Fact", about, words, row.key, str(row.read_on), row.name)


def rating_claim(row: Rating, rows: Rows) -> ClaimWords:
    level = named(rows, Level, row.level_id)
    scope = f"for {row.applies_to}" if row.applies_to else ""
    words = "; ".join(filter(None, (level.label if level else row.label or "no level named", scope, row.summary)))
    about = f"{named(rows, Criterion, row.criterion_id).name}, {named(rows, Guide, row.guide_id).voice}"
    return ClaimWords(row.framework_id, "Rating", about, words, row.key, subject=row.criterion_id)


def remark_claim(row: Remark, rows: Rows) -> ClaimWords:
    about = f"{Polarity(row.polarity).label}, {named(rows, Guide, row.guide_id).voice}"
    return ClaimWords(row.framework_id or "", "Remark", about, row.text, row.key)


def pick_claim(row: Pick, rows: Rows) -> ClaimWords:
    advice = named(rows, Recommendation, row.recommendation_id)
    about = f"{advice.situation}, {named(rows, Guide, advice.guide_id).voice}"
    words = "; ".join(filter(None, (str(Role(row.role).label), advice.reason)))
    return ClaimWords(row.framework_id, "Advice", about, words, advice.key)


def figure_claim(row: Figure, rows: Rows) -> ClaimWords:
    measure = Measure(row.measure)
    about = ", ".join(filter(None, (measure.label, row.label)))
    low, value, high = (amount(measure, number) for number in (row.low, row.value, row.high))
    words = value.words if low == high else f"{value.words} ({low.number} to {high.number})"
    return ClaimWords(row.framework_id, "Measurement", about, words, row.key, subject=row.measure)


CLAIMS: Mapping[type[CuratedRow], Describe] = {
    Support: support_claim,
    Fact: fact_claim,
    Figure: figure_claim,
    Rating: rating_claim,
    Remark: remark_claim,
    Pick: pick_claim,
}


def state_of(rows: Rows) -> Claimed:
    """Return all that rows of one state of the catalogue claim."""
    claims = {
        (str(model._meta.model_name), key): tell(row, rows)
        for model, tell in CLAIMS.items()
        for key, row in rows[model].items()
    }
    return Claimed(claims, cast(dict[str, Framework], rows[Framework]))


def since(then: Claimed, now: Claimed, wanted: Wanted, *, day: datetime.date | None) -> Since:
    """Compare the claims asked about; ``day`` is one on which what is gone can still be read, if there is one."""
    before, after = ({key: claim for key, claim in state.claims.items() if wanted(claim)} for state in (then, now))
    kept = [(before[key], after[key]) for key in before if key in after]
    same = [(old, new) for old, new in kept if old.words == new.words]
    names = {**then.frameworks, **now.frameworks}

    def change(claim: ClaimWords, old: str, new: str, address: str) -> Changed:
        return Changed(names[claim.framework].name, claim.kind, claim.about, old, new, address)

    changed = [
        *(
            change(new, old.words, new.words, evidence_address(new.evidence))
            for old, new in kept
            if old.words != new.words
        ),
        *(
            change(new, ABSENT, new.words, evidence_address(new.evidence))
            for key, new in after.items()
            if key not in before
        ),
        *(
            change(old, old.words, ABSENT, evidence_address(old.evidence, day) if day else "")
            for key, old in before.items()
            if key not in after
        ),
    ]
    changed.sort(key=lambda each: (each.framework.casefold(), KINDS.index(each.kind), each.about.casefold()))
    return Since(changed, len(same), sum(old.read_on != new.read_on for old, new in same))
