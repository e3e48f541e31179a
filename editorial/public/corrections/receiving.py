"""A correction on its way from a reader to a change."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from curation.changes.applying import Refused
from curation.changes.checks import Edit
from curation.changes.drafting import keep
from curation.dates import today
from curation.documents import Document, document_of
from curation.models import Change
from curation.registry import row_type
from curation.rows import CuratedRow
from curation.texts import cleaned
from curation.web.outward import problem_with
from editorial.public.corrections.models import Correction, CorrectionAnswer, hash_of, new_token
from frameworks.models import Source, SourceKind


class Effect(StrEnum):
    """What a published change did to the claim that a reader wrote about."""

    CORRECTED = "corrected"
    RESTS_ELSEWHERE = "rests-elsewhere"
    NONE = "none"


WHERE_READ = ("source", "locator", "read_on", "checked_on", "second_checked")
"""The fields of a claim that say where and when it was read, and not what it says."""


def receive(claim: CuratedRow, fields: Mapping[str, str], sender: str) -> str:
    """Keep what a reader says about a claim and return the token of the link to follow it by."""
    token = new_token()
    Correction.objects.create(
        row_type=row_type(type(claim)),
        key=claim.pk,
        text=fields["text"],
        source=fields["source"],
        sender=sender,
        token_hash=hash_of(token),
    )
    return token


@transaction.atomic
def accept(correction: Correction, editor: User, reply: str = "") -> Change:
    """Make a draft of a correction: the claim as it is, resting on the reader's source, for the editor to put right.

    Raises ``Refused`` when it was decided before or the claim is gone.
    """
    correction = undecided(correction)
    row = correction.row
    if row is None:
        raise Refused("The claim is no longer in the catalogue.")
    change = keep(edits_for(correction, row), reason=f"A reader’s correction of {correction.key}.", author=editor)
    decide(correction, CorrectionAnswer.ACCEPTED, editor, reply, change)
    return change


def edits_for(correction: Correction, row: CuratedRow) -> list[Edit]:
    """Return edits that keep the claim as it is, with the reader's source where claims of its type have a source."""
    document = document_of(row)
    if "source" not in {field.name for field in row._meta.fields} or not is_address(correction.source):
        return [Edit(type(row), row.pk, document)]
    key = f"reader-{slugify(correction.key.replace('/', '-'))[:60]}-{correction.pk}"
    source = {
        "kind": SourceKind.SITE.value,
        "name": f"What a reader names on {correction.key}",
        "url": correction.source,
        "read_on": today().isoformat(),
    }
    return [Edit(Source, key, source), Edit(type(row), row.pk, {**document, "source": key})]


def effect_of(correction: Correction) -> Effect:
    """Return what the change that a correction became does to its claim, whatever else it does."""
    items: Iterable[Any] = correction.change.items.with_revisions() if correction.change else []
    for item in items:
        if (item.row_type, item.key) == (correction.row_type, correction.key):
            if said(item.before) != said(item.document):
                return Effect.CORRECTED
            if (item.before or {}).get("source") != (item.document or {}).get("source"):
                return Effect.RESTS_ELSEWHERE
    return Effect.NONE


def said(document: Document | None) -> Document | None:
    return document and {name: value for name, value in document.items() if name not in WHERE_READ}


def is_address(text: str) -> bool:
    """Tell whether a reader's source is an address of the web."""
    return not problem_with(text)


@transaction.atomic
def decline(correction: Correction, editor: User, reply: str) -> None:
    """Leave the claim as it is, and tell the reader why; raise ``Refused`` when it was decided before."""
    if not reply.strip():
        raise Refused("Tell the reader why in the reply.")
    decide(undecided(correction), CorrectionAnswer.DECLINED, editor, reply)


def undecided(correction: Correction) -> Correction:
    """Return the correction as it is now, held for this transaction; refuse one that somebody decided."""
    correction = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if correction.answer != CorrectionAnswer.WAITING:
        raise Refused(f"{correction.decided_by} has {correction.get_answer_display().lower()} it already.")
    return correction


def decide(
    correction: Correction, answer: CorrectionAnswer, editor: User, reply: str, change: Change | None = None
) -> None:
    correction.answer, correction.decided_by, correction.reply = answer, editor, cleaned(reply).strip()
    correction.change, correction.decided_at = change, timezone.now()
    correction.save()
