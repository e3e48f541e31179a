"""The cards of what was checked: statements held against facts, and conflicts between and within guides."""

from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_address
from frameworks.models import Fact, FactName, Framework, Source, Support, SupportLevel
from reviews.evidence.card import (
    Card,
    Detail,
    Item,
    RelatedLine,
    ReviewedClaim,
    detail,
    get_row,
    guide_details,
    stated,
)
from reviews.evidence.opinions import OPINION, voice_link
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.models import Conflict, Extent, Passage, Proof, Side, Statement, Verdict


def statement_card(snapshot: Snapshot, statement: Statement, voices: GuidesByCode) -> Card:
    framework = get_row(snapshot, Framework, statement.framework_id) if statement.framework_id else None
    verdict = Verdict(statement.verdict).label
    subject = f" on {framework.name}" if framework else ""
    return Card(
        claim=f"{voices.guides[statement.guide_id].voice}{subject}: {verdict.lower()}",
        kind="Statement of a guide, held against the facts",
        nav="sources",
        citation=voices.citation(statement.guide_id, statement.pk),
        words=statement.text,
        details=[
            detail("Verdict", verdict),
            *stated([("Why", statement.explanation if not statement.by_hand else "")]),
            *stated([("Rule", statement.rule), ("The rule finds", statement.finding), ("By hand", by_hand(statement))]),
            *stated([("Weight", "thin: the evidence is weak" if statement.thin else "")]),
            *guide_details(voices, statement.guide_id, statement.locator),
            detail("Held against", f"what was known on {statement.checked_on}"),
            *passages_of(snapshot, statement),
        ],
        heading="What it was held against",
        lines=proofs_of(snapshot, statement),
        links=[
            *([Item(framework.name, framework.get_absolute_url())] if framework else []),
            voice_link(voices, statement.guide_id),
        ],
        reviewed=reviewed(statement, voices),
    )


def reviewed(statement: Statement, voices: GuidesByCode) -> ReviewedClaim | None:
    """Return the verdict for search engines; None where nothing could be checked."""
    if statement.verdict == Verdict.UNCHECKABLE:
        return None
    guide, verdict = statement.guide_id, Verdict(statement.verdict).label
    voice, link = voices.guides[guide].voice, voices.source(guide).link
    return ReviewedClaim(statement.text, voice, link, str(verdict), statement.checked_on)


def by_hand(statement: Statement) -> str:
    """Return what an editor read where the rules found another verdict."""
    if not statement.by_hand:
        return ""
    return f"{Verdict(statement.by_hand).label.lower()}. {statement.explanation}".strip()


def passages_of(snapshot: Snapshot, statement: Statement) -> list[Detail]:
    """Return the claims in which the statement stands."""
    claims = [row.claim for row in snapshot.rows(Passage, statement=statement.pk)]
    items = [Item(claim, evidence_address(claim, snapshot.day)) for claim in claims]
    return [Detail("Stands in", items)] if items else []


def proofs_of(snapshot: Snapshot, statement: Statement) -> list[RelatedLine]:
    proofs = snapshot.rows(Proof, statement=statement.pk)
    cells = snapshot.rows(Support, ["feature"], key__in=[proof.support_id for proof in proofs if proof.support_id])
    facts = snapshot.rows(Fact, key__in=[proof.fact_id for proof in proofs if proof.fact_id])
    sources = {
        row.pk: row for row in snapshot.rows(Source, key__in=[proof.source_id for proof in proofs if proof.source_id])
    }
    return [
        *(cell_line(snapshot, cell) for cell in cells),
        *(fact_line(snapshot, fact) for fact in facts),
        *(source_line(sources[proof.source_id], proof.locator) for proof in proofs if proof.source_id),
    ]


def cell_line(snapshot: Snapshot, cell: Support) -> RelatedLine:
    value = SupportLevel(cell.level).by(cell.package)
    return RelatedLine(cell.feature.name, value, href=evidence_address(cell.pk, snapshot.day))


def fact_line(snapshot: Snapshot, fact: Fact) -> RelatedLine:
    return RelatedLine(FactName(fact.name).label, fact.value, href=evidence_address(fact.pk, snapshot.day))


def source_line(source: Source, locator: str) -> RelatedLine:
    return RelatedLine(source.name, locator, href=source.link_to(locator))


def conflict_card(snapshot: Snapshot, conflict: Conflict, voices: GuidesByCode) -> Card:
    framework = get_row(snapshot, Framework, conflict.framework_id) if conflict.framework_id else None
    sides = snapshot.rows(Side, conflict=conflict.pk)
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


def side_line(side: Side, voices: GuidesByCode) -> RelatedLine:
    guide = voices.guides[side.guide_id]
    place = f"{guide.voice}, {side.locator}" if side.locator else guide.voice
    return RelatedLine(place, side.text, voices.page_citations[guide.pk])
