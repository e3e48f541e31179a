"""Which claim a key names. Keys of different kinds look alike, so the kinds are tried one after the other."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from curation.models import Revision
from curation.registry import row_type
from curation.rows import KEY_PART, CuratedRow
from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_address
from curation.web.redirects import is_gone
from frameworks.models import AdoptionMetric, AdoptionSeries, Fact, Release, Support, SupportWindow
from measurements.models import CellProof, Figure, Measure, Program
from reviews.evidence.card import Card, Detail, Item
from reviews.evidence.checks import conflict_card, statement_card
from reviews.evidence.facts import adoption_card, fact_card, release_card, support_card, window_card
from reviews.evidence.lab import figure_card, program_card, proof_card
from reviews.evidence.not_compared import not_compared_card
from reviews.evidence.opinions import answer_card, assessment_card, rating_card, recommendation_card, remark_card
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.guides.opinions.rulings import read_rulings
from reviews.models import (
    Answer,
    Assessment,
    Conflict,
    Rating,
    Recommendation,
    Remark,
    Statement,
    UncomparedFramework,
)

NAMED_ALONE = (Conflict, UncomparedFramework)
"""The kinds of claim whose keys are one word."""
RELEASES = "releases"
TASK = re.compile(r"t\d\d")
KEY = re.compile(rf"{KEY_PART}(/{KEY_PART})*")

CARDS: Mapping[type[CuratedRow], Callable[[Snapshot, Any, GuidesByCode], Card]] = {
    Support: support_card,
    Fact: fact_card,
    AdoptionSeries: adoption_card,
    Release: release_card,
    SupportWindow: window_card,
    Recommendation: recommendation_card,
    Statement: statement_card,
    Rating: rating_card,
    Remark: remark_card,
    Assessment: assessment_card,
    Answer: answer_card,
    Conflict: conflict_card,
    UncomparedFramework: not_compared_card,
    Program: program_card,
    CellProof: proof_card,
    Figure: figure_card,
}


PASSAGES: Mapping[type[CuratedRow], str] = {
    Rating: "rating",
    Remark: "remark",
    Recommendation: "recommendation",
    Answer: "answer",
}
"""The fields of a passage that name a claim."""


def kinds_of_claim(key: str, guides: Mapping[str, object]) -> tuple[type[CuratedRow], ...]:
    """Return the kinds of claim whose keys have this shape, the commonest first."""
    # Some databases refuse characters that a key never has.
    if not KEY.fullmatch(key):
        return ()
    parts = key.split("/")
    if len(parts) == 1:
        return NAMED_ALONE
    if len(parts) == 2 and parts[1] in AdoptionMetric.values and parts[0] not in guides:
        return (AdoptionSeries,)
    if len(parts) == 2:
        return (Recommendation, Statement) if parts[0] in guides else (Support, Fact, SupportWindow)
    if len(parts) == 3 and parts[1] == RELEASES:
        return (Release,)
    return kinds_of_three(parts[1]) if len(parts) == 3 else ()


def kinds_of_three(middle: str) -> tuple[type[CuratedRow], ...]:
    """Return the kinds of claim whose keys have three parts, by the one in the middle."""
    if TASK.fullmatch(middle):
        return (Program,)
    if middle in Measure.values:
        return (Figure,)
    return (Rating, Remark, Assessment, Answer, CellProof)


def key_of(kind: type[CuratedRow], key: str) -> str:
    """Return the key of a row from that of its claim: a release and a support window may share theirs."""
    return key.replace(f"/{RELEASES}/", "/") if kind is Release else key


def find_claim(snapshot: Snapshot, key: str, voices: GuidesByCode) -> CuratedRow | None:
    """Return the public claim that a key names; None where there is none."""
    for kind in kinds_of_claim(key, voices.guides):
        for row in snapshot.rows(kind, key=key_of(kind, key)):
            return row
    return None


def gone_claim(snapshot: Snapshot, key: str, voices: GuidesByCode) -> str:
    """Return what the claim was called that a key named once; empty where it named none, or for a past day."""
    kinds = {} if snapshot.day else {row_type(kind): kind for kind in kinds_of_claim(key, voices.guides)}
    keys = {key_of(kind, key) for kind in kinds.values()}
    known = Revision.objects.filter(row_type__in=kinds, key__in=keys).values_list("row_type", flat=True).distinct()
    gone = (kinds[name] for name in known if is_gone(kinds[name], "key", key_of(kinds[name], key)))
    return next((f"The {kind._meta.verbose_name} {key}" for kind in gone), "")


def find_card(snapshot: Snapshot, key: str, voices: GuidesByCode) -> Card | None:
    """Return the card of the claim that a key names; None where no public claim has it."""
    row = find_claim(snapshot, key, voices)
    return ruled(snapshot, row, CARDS[type(row)](snapshot, row, voices)) if row else None


def ruled(snapshot: Snapshot, row: CuratedRow, card: Card) -> Card:
    """Return the card with the verdicts on the statements that stand in the claim."""
    field = PASSAGES.get(type(row))
    rulings = read_rulings(snapshot, **{field: row.pk}).get(row.pk, ()) if field else ()
    items = [Item(f"{ruling.words}: “{ruling.statement}”", ruling.address) for ruling in rulings]
    return replace(card, details=[*card.details, Detail("Held against facts", items)]) if items else card


def neighbours(snapshot: Snapshot, key: str, voices: GuidesByCode) -> dict[str, str]:
    """Return claims of the same shape about the same subject, with their addresses."""
    key = key.casefold()
    about, kinds = key.split("/")[0], kinds_of_claim(key, voices.guides)[:2]
    subject = "guide" if Recommendation in kinds else "framework"
    rows = [row for kind in kinds for row in snapshot.rows(kind, **({} if kind in NAMED_ALONE else {subject: about}))]
    return {row.pk: evidence_address(row.pk) for row in rows}
