"""The evidence card of the claim that a key names."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from curation.models import Revision
from curation.registry import row_type
from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_address
from curation.web.redirects import is_gone
from frameworks.models import AdoptionSeries, Fact, Release, Support, SupportWindow
from measurements.models import CellProof, Figure, Program
from reviews import models
from reviews.evidence.card import Card, Detail, Item
from reviews.evidence.checks import conflict_card, statement_card
from reviews.evidence.facts import adoption_card, fact_card, release_card, support_card, window_card
from reviews.evidence.keys import NAMED_ALONE, key_of, kinds_of_claim
from reviews.evidence.lab import figure_card, program_card, proof_card
from reviews.evidence.not_compared import not_compared_card
from reviews.evidence.opinions import answer_card, assessment_card, rating_card, recommendation_card, remark_card
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.guides.opinions.rulings import read_rulings

CARDS: Mapping[type[CuratedRow], Callable[[Snapshot, Any, GuidesByCode], Card]] = {
    Support: support_card,
    Fact: fact_card,
    AdoptionSeries: adoption_card,
    Release: release_card,
    SupportWindow: window_card,
    models.Recommendation: recommendation_card,
    models.Statement: statement_card,
    models.Rating: rating_card,
    models.Remark: remark_card,
    models.Assessment: assessment_card,
    models.Answer: answer_card,
    models.Conflict: conflict_card,
    models.UncomparedFramework: not_compared_card,
    Program: program_card,
    CellProof: proof_card,
    Figure: figure_card,
}

PASSAGES: Mapping[type[CuratedRow], str] = {
    models.Rating: "rating",
    models.Remark: "remark",
    models.Recommendation: "recommendation",
    models.Answer: "answer",
}
"""The fields of a passage that name a claim."""


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
    subject = "guide" if models.Recommendation in kinds else "framework"
    rows = [row for kind in kinds for row in snapshot.rows(kind, **({} if kind in NAMED_ALONE else {subject: about}))]
    return {row.pk: evidence_address(row.pk) for row in rows}
