"""What the evidence page of one claim says, as tables."""

from collections.abc import Iterator

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from reviews.evidence.card import Card, RelatedLine


def evidence_data(context: Context) -> PageData:
    """Return where a claim comes from, and what else is said of the same matter."""
    card: Card = context["card"]
    about = [Column("label"), Column("value"), Column("address", "no address", of=("value",))]
    lines = [Column("title"), Column("text", "nothing to add"), *PROOF]
    files = ((file.path, file.text) for file in card.listings)
    return PageData(
        card.claim,
        [
            Table("claim", "Claim", about, claim_rows(card, context["key"])),
            Table("files", "Files", [Column("path"), Column("text")], files),
            Table("same_matter", card.heading or "On the same matter", lines, map(line_row, card.lines)),
        ],
    )


def claim_rows(card: Card, key: str) -> Iterator[tuple[Value, ...]]:
    yield "Key", key, ""
    yield "Claim", card.claim, ""
    yield "Kind", card.kind, ""
    if card.words:
        yield "In our words", card.words, ""
    for detail in card.details:
        yield from ((detail.label, item.text, item.href) for item in detail.items)
    yield from (("See also", link.text, link.href) for link in card.links)


def line_row(line: RelatedLine) -> tuple[Value, ...]:
    proof = line.citation.proof if line.citation else ("", "", line.href)
    return line.title, line.text, *proof
