"""The cards of what was checked: statements held against facts, and conflicts between and within guides."""

from curation.snapshots.protocol import Record
from curation.web.addresses import evidence_address
from frameworks.models import Fact, FactName, Feature, Framework, Source, Support, SupportLevel
from reviews.evidence.card import Card, Detail, Item, Line, detail, guide_details, one, stated
from reviews.evidence.opinions import OPINION, voice_link
from reviews.models import Conflict, Extent, Passage, Proof, Side, Statement, Verdict
from reviews.opinions.citations import guide_chip
from reviews.opinions.guides_by_code import Voices


def statement_card(record: Record, statement: Statement, voices: Voices) -> Card:
    framework = one(record, Framework, statement.framework_id) if statement.framework_id else None
    verdict = Verdict(statement.verdict).label
    subject = f" on {framework.name}" if framework else ""
    return Card(
        claim=f"{voices.guides[statement.guide_id].voice}{subject}: {verdict.lower()}",
        kind="Statement of a guide, held against the facts",
        nav="sources",
        chip=voices.chip(statement.guide_id, statement.pk),
        words=statement.text,
        details=[
            detail("Verdict", verdict),
            *stated([("Why", statement.explanation if not statement.by_hand else "")]),
            *stated([("Rule", statement.rule), ("The rule finds", statement.finding), ("By hand", by_hand(statement))]),
            *stated([("Weight", "thin: the evidence is weak" if statement.thin else "")]),
            *guide_details(voices, statement.guide_id, statement.locator),
            detail("Held against", f"what was known on {statement.checked_on}"),
            *passages_of(record, statement),
        ],
        heading="What it was held against",
        lines=proofs_of(record, statement),
        links=[
            *([Item(framework.name, framework.get_absolute_url())] if framework else []),
            voice_link(voices, statement.guide_id),
        ],
    )


def by_hand(statement: Statement) -> str:
    """Return what an editor read where the rules found another verdict."""
    if not statement.by_hand:
        return ""
    return f"{Verdict(statement.by_hand).label.lower()}. {statement.explanation}".strip()


def passages_of(record: Record, statement: Statement) -> list[Detail]:
    """Return the claims in which the statement stands."""
    claims = [row.claim for row in record.rows(Passage, statement=statement.pk)]
    items = [Item(claim, evidence_address(claim, record.day)) for claim in claims]
    return [Detail("Stands in", items)] if items else []


def proofs_of(record: Record, statement: Statement) -> list[Line]:
    proofs = record.rows(Proof, statement=statement.pk)
    cells = record.rows(Support, key__in=[proof.support_id for proof in proofs if proof.support_id])
    features = {row.pk: row for row in record.rows(Feature, key__in=[cell.feature_id for cell in cells])}
    facts = record.rows(Fact, key__in=[proof.fact_id for proof in proofs if proof.fact_id])
    sources = {row.pk: row for row in record.rows(Source, key__in=[p.source_id for p in proofs if p.source_id])}
    return [
        *(cell_line(record, cell, features[cell.feature_id]) for cell in cells),
        *(fact_line(record, fact) for fact in facts),
        *(source_line(sources[proof.source_id], proof.locator) for proof in proofs if proof.source_id),
    ]


def cell_line(record: Record, cell: Support, feature: Feature) -> Line:
    return Line(feature.name, SupportLevel(cell.level).by(cell.package), href=evidence_address(cell.pk, record.day))


def fact_line(record: Record, fact: Fact) -> Line:
    return Line(FactName(fact.name).label, fact.value, href=evidence_address(fact.pk, record.day))


def source_line(source: Source, locator: str) -> Line:
    return Line(source.name, locator, href=source.link_to(locator))


def conflict_card(record: Record, conflict: Conflict, voices: Voices) -> Card:
    framework = one(record, Framework, conflict.framework_id) if conflict.framework_id else None
    sides = record.rows(Side, conflict=conflict.pk)
    return Card(
        claim=conflict.title,
        kind=f"Disagreement, {Extent(conflict.extent).label.lower()}",
        nav="sources",
        words=conflict.text,
        details=stated([("Kind", f"{OPINION}s set side by side by us")]),
        heading="What each says",
        lines=[side_line(side, voices) for side in sides],
        links=[Item(framework.name, framework.get_absolute_url())] if framework else [],
    )


def side_line(side: Side, voices: Voices) -> Line:
    guide = voices.guides[side.guide_id]
    place = f"{guide.voice}, {side.locator}" if side.locator else guide.voice
    return Line(place, side.text, guide_chip(guide, voices.source(guide.pk), guide.get_absolute_url()))
