"""Answers in short as Markdown and as JSON, with the claims they rest on at the end."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from curation.snapshots.protocol import Snapshot
from curation.web.exports.addresses import Form
from curation.web.exports.markdown import link, plain
from curation.web.exports.tables import LICENCE, Edition
from reviews.evidence.api import claim_data, whole
from reviews.evidence.claims import CitedClaim, read_named_claims
from reviews.sharing.briefs.brief import Brief, BriefLine


@dataclass(frozen=True, slots=True)
class CitedBrief:
    """An answer with its claims, of one state of the catalogue."""

    brief: Brief
    claims: Mapping[str, CitedClaim]
    """By key, in the order in which they are named."""
    edition: Edition

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number that stands for each claim."""
        return {key: number for number, key in enumerate(self.claims, 1)}


def cite(snapshot: Snapshot, brief: Brief) -> CitedBrief:
    """Return an answer with its claims."""
    edition = Edition.of(snapshot, brief.page, links_to=Form.MARKDOWN)
    return CitedBrief(brief, read_named_claims(snapshot, brief.claims), edition)


def as_markdown(cited: CitedBrief) -> str:
    return "\n".join([*head(cited), *body(cited), *claims(cited)]) + "\n"


def head(cited: CitedBrief) -> Iterator[str]:
    edition = cited.edition
    yield from (f"# {plain(cited.brief.title)}", "")
    yield f"Cite as <{edition.address}>, as of {edition.day}, data version {edition.version}, {LICENCE}."
    if cited.claims:
        yield f"Numbers in brackets are the claims below; {edition.origin}/evidence/KEY.md has all of one."


def body(cited: CitedBrief) -> Iterator[str]:
    numbers = cited.numbers
    for section in cited.brief.sections:
        yield from ("", f"## {plain(section.title)}", "")
        yield from (written(line, numbers, cited.edition) for line in section.lines)
        if not section.lines:
            yield f"{section.absent[:1].upper()}{section.absent[1:]}."


def written(line: BriefLine, numbers: Mapping[str, int], edition: Edition) -> str:
    marks = in_runs(numbers[key] for key in line.claims)
    text = link(line.text, line.page, edition) if line.page else plain(line.text)
    return f"- {text}{f' [{marks}]' if marks else ''}"


def in_runs(numbers: Iterable[int]) -> str:
    """Return numbers in order, such as “1-4, 7”."""
    # Within a run, a number and its place differ by the same.
    runs = groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])
    ends = ([pair[1] for pair in run] for _difference, run in runs)
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in ends)


def claims(cited: CitedBrief) -> Iterator[str]:
    """Yield the claims by source, so that what they share is said once; those that nobody checked come last."""
    if cited.claims:
        yield from ("", "## Claims")
    for (source, day), named in by_source(cited.claims.values()).items():
        place = shared(claim.place for claim in named)
        address = shared(map(address_of, named)) if len(named) > 1 else ""
        head = plain(", ".join(filter(None, (source, place, str(day or "")))))
        leads = f", <{whole(address, cited.edition.origin)}>" if address else ""
        yield from ("", f"{head}{leads}:" if source else "Not checked, or nothing on record:", "")
        for claim in named:
            yield f"- [{cited.numbers[claim.key]}] {claim_words(claim, place, address, cited.edition)}"


def shared(texts: Iterable[str]) -> str:
    """Return the text that several claims have in common; empty where they differ."""
    distinct = set(texts)
    return "".join(distinct) if len(distinct) == 1 else ""


def address_of(claim: CitedClaim) -> str:
    """Return where a claim is read; empty where that is its evidence, whose address follows from its key."""
    return "" if claim.address == claim.evidence else claim.address


def by_source(claims: Iterable[CitedClaim]) -> Mapping[tuple[str, datetime.date | None], list[CitedClaim]]:
    by_place: dict[tuple[str, datetime.date | None], list[CitedClaim]] = {}
    for claim in sorted(claims, key=lambda claim: not claim.source):
        by_place.setdefault((claim.source, claim.day), []).append(claim)
    return by_place


def claim_words(claim: CitedClaim, place: str, address: str, edition: Edition) -> str:
    """Return the key of a claim with its place and address, but for those that its source's claims share."""
    own_place = plain(claim.place) if claim.place != place else ""
    own_address = address_of(claim) if address_of(claim) != address else ""
    leads = f"<{whole(own_address, edition.origin)}>" if own_address else ""
    return ", ".join(filter(None, (claim.key, own_place, leads)))


def as_data(cited: CitedBrief) -> dict[str, Any]:
    """Return an answer as JSON, with whole addresses."""
    brief, edition = cited.brief, cited.edition
    return {
        "title": brief.title,
        "page": edition.address,
        "as_of": edition.day.isoformat(),
        "data_version": edition.version,
        "licence": LICENCE,
        "sections": [
            {
                "title": section.title,
                "field": section.field,
                "lines": [
                    {
                        "text": line.text,
                        "claims": list(line.claims),
                        **({"page": whole(line.page, edition.origin)} if line.page else {}),
                    }
                    for line in section.lines
                ]
                or [{"text": section.absent, "claims": []}],
            }
            for section in brief.sections
        ],
        "claims": [
            claim_data(claim, edition.origin) | {"day": claim.day.isoformat() if claim.day else None}
            for claim in cited.claims.values()
        ],
    }


TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}


def objects(*names: str, **others: Any) -> dict[str, Any]:
    """Return the JSON Schema of a list of objects with texts of some names, and other properties."""
    properties = {**dict.fromkeys(names, TEXT), **others}
    return {"type": "array", "items": {"type": "object", "properties": properties, "required": list(properties)}}


LINES = objects("text", claims={**TEXTS, "description": "Keys of the claims below."})
CLAIMS = objects(
    "key", "says", "source", "place", "address", "evidence", day={"type": ["string", "null"], "format": "date"}
)
ANSWER = {
    "type": "object",
    "properties": {
        "title": TEXT,
        "page": {**TEXT, "description": "The page to cite."},
        "as_of": {**TEXT, "format": "date"},
        "data_version": {"type": "integer"},
        "licence": TEXT,
        "sections": objects("title", "field", lines=LINES),
        "claims": CLAIMS,
    },
    "required": ["title", "page", "as_of", "data_version", "licence", "sections", "claims"],
}
"""The JSON Schema of an answer as data."""
