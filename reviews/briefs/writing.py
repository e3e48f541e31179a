"""Answers in short as Markdown and as JSON, with the claims they rest on at the end."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from curation.dates import today
from curation.snapshots.protocol import Snapshot
from curation.web.exports.addresses import Form
from curation.web.exports.markdown import link, plain
from curation.web.exports.tables import LICENCE, Edition
from reviews.briefs.brief import Brief, BriefLine
from reviews.evidence.api import claim_data, whole
from reviews.evidence.claims import CitedClaim, read_named_claims


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
    edition = Edition(
        origin=settings.ORIGIN.geturl(),
        page=brief.page,
        day=snapshot.day or today(),
        version=snapshot.version,
        published=snapshot.published,
        links_to=Form.MARKDOWN,
    )
    return CitedBrief(brief, read_named_claims(snapshot, brief.claims), edition)


def brief_response(snapshot: Snapshot, brief: Brief) -> HttpResponse:
    """Return a page in short as Markdown, which names the page as the address to cite."""
    cited = cite(snapshot, brief)
    headers = {"Link": f'<{cited.edition.address}>; rel="canonical"'}
    return HttpResponse(as_markdown(cited), content_type="text/markdown; charset=utf-8", headers=headers)


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
    marks = "".join(f"[{numbers[key]}]" for key in line.claims)
    text = link(line.text, line.page, edition) if line.page else plain(line.text)
    return f"- {text}{f' {marks}' if marks else ''}"


def claims(cited: CitedBrief) -> Iterator[str]:
    """Yield the claims by source, so that what they share is said once; those that nobody checked come last."""
    if cited.claims:
        yield from ("", "## Claims")
    for (source, day), named in by_source(cited.claims.values()).items():
        places = {claim.place for claim in named}
        shared = "".join(places) if len(places) == 1 else ""
        head = ", ".join(filter(None, (source, shared, str(day or ""))))
        yield from ("", f"{plain(head)}:" if source else "Not checked, or nothing on record:", "")
        for claim in named:
            yield f"- [{cited.numbers[claim.key]}] {claim_words(claim, shared, cited.edition)}"


def by_source(claims: Iterable[CitedClaim]) -> Mapping[tuple[str, datetime.date | None], list[CitedClaim]]:
    found: dict[tuple[str, datetime.date | None], list[CitedClaim]] = {}
    for claim in sorted(claims, key=lambda claim: not claim.source):
        found.setdefault((claim.source, claim.day), []).append(claim)
    return found


def claim_words(claim: CitedClaim, shared: str, edition: Edition) -> str:
    """Return the key of a claim with its place and address, without the place that its source's claims share."""
    place = plain(claim.place) if claim.place != shared else ""
    address = whole(claim.address, edition.origin) if claim.address not in ("", claim.evidence) else ""
    return ", ".join(filter(None, (claim.key, place, f"<{address}>" if address else "")))


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
