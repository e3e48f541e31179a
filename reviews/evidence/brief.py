"""The evidence of one claim in short: what it says, where that stands, and what else is on record of the matter."""

from collections.abc import Iterator
from itertools import islice

from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_address
from reviews.evidence.card import Card
from reviews.evidence.lookup import find_card
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.sharing.briefs.brief import Brief, BriefLine, BriefSection, keys_in

MOST_LINES = 20


def read_evidence_brief(snapshot: Snapshot, key: str, voices: GuidesByCode, most: int = MOST_LINES) -> Brief | None:
    """Return the evidence of a claim; None where no public claim has the key."""
    card = find_card(snapshot, key, voices)
    return evidence_brief(card, key, snapshot, most) if card else None


def evidence_brief(card: Card, key: str, snapshot: Snapshot, most: int) -> Brief:
    lines = list(islice(related(card), most))
    return Brief(
        card.claim,
        evidence_address(key, snapshot.day),
        [
            BriefSection("Claim", list(claim_lines(card, key)), field="claim"),
            BriefSection(card.heading or "On the same matter", lines, "nothing else is on record", "related"),
            BriefSection("More", [BriefLine(link.text, page=link.href) for link in card.links], field="more"),
        ],
    )


def claim_lines(card: Card, key: str) -> Iterator[BriefLine]:
    # What two guides say against each other has no source of its own: its sides have theirs.
    yield BriefLine(f"{card.claim} ({card.kind})", (key,) if "/" in key else ())
    if card.words:
        yield BriefLine(f"In our words: {card.words}")
    for detail in card.details:
        yield from (BriefLine(f"{detail.label}: {item.text}") for item in detail.items)


def related(card: Card) -> Iterator[BriefLine]:
    for line in card.lines:
        keys = keys_in([line.citation.href if line.citation else line.href])
        source = f" ({', '.join(line.citation.proof[:2])})" if line.citation and not keys else ""
        yield BriefLine(f"{': '.join(filter(None, (line.title, line.text)))}{source}", keys)
