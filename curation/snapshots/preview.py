"""A draft or a pending change on the real pages, for editors and for whomever they hand the link to.

The change is written in a transaction that is rolled back once the page is made. So a preview shows what would be
public if the change were published, worked out by the very code that publishes it, and nothing of it stays.
"""

import datetime
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.utils.text import capfirst

from curation.changes.applying import Refused, VersionConflict, next_moment, write
from curation.changes.workflow import edits_of, require_sound
from curation.documents import row_from
from curation.models import OPEN_STATES, Change
from curation.rows import CuratedRow, curated, references
from curation.snapshots.snapshots import CurrentSnapshot
from curation.web.querystrings import AS_OF, InvalidQuery, Problem

PARAMETER = "preview"
SALT = "curation.snapshots.preview"
LASTS = datetime.timedelta(days=7)
PAGES_SHOWN = 12
ALTERED = "This link was given for another state of the change than it has now. Ask for a new one."


class Preview(CurrentSnapshot):
    """The rows as the public would see them if a change were published; only inside its transaction."""

    is_cacheable = False

    def __init__(self, change: Change, token: str) -> None:
        self.change, self.token = change, token
        # No other snapshot has this number, so no cache can mix up a preview and a published version.
        self.number = -time.time_ns()

    @property
    def version(self) -> int:
        return self.number

    @property
    def pages(self) -> "list[PreviewPage]":
        return pages_of(self.change, self.token)


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page that a change touches, with its address in the preview."""

    name: str
    address: str


def token_for(change: Change) -> str:
    """Return a word that opens the preview of a change as it is now, for as long as previews last."""
    return signing.dumps([change.pk, change.digest], salt=SALT)


def is_asked(request: HttpRequest) -> bool:
    """Tell whether an address asks for a preview; the admin has none."""
    readable = request.method in {"GET", "HEAD"} and not request.path.startswith("/admin/")
    return readable and PARAMETER in request.GET


def answer(request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """Return the page with the change in it, or one that says why there is none."""
    response = page_or_refusal(request, get_response)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def page_or_refusal(request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    token = take_token(request)
    try:
        change, shared = signed_change(token)
    except signing.SignatureExpired:
        return refusal(
            request, "This preview has expired", f"A link works for {LASTS.days} days. Ask for a new one.", 410
        )
    if change.state not in OPEN_STATES:
        return refusal(request, "This preview has ended", f"The change is {change.get_state_display().lower()}.", 410)
    if change.digest != shared:
        return refusal(request, "This preview has ended", ALTERED, 410)
    request.snapshot = Preview(change, token)  # type: ignore[attr-defined]
    try:
        return rehearsed(change, lambda: get_response(request))
    except Refused as error:
        return refusal(request, "This change cannot be shown yet", str(error), 409)


def take_token(request: HttpRequest) -> str:
    """Return the token of an address, and leave the rest of the address to the page."""
    if AS_OF in request.GET:
        raise InvalidQuery(Problem(AS_OF, "a preview shows the present; leave one of the two out."))
    given = request.GET.copy()
    token = given.pop(PARAMETER)[-1]
    # Django parses the query once and keeps it here: neither the page nor a link made of its query sees the token.
    request.GET = given  # type: ignore[assignment]
    return str(token)


def signed_change(token: str) -> tuple[Change, str]:
    """Return the change that a token opens, and the digest of what its giver shared.

    404 where the token is not valid, ``SignatureExpired`` where it no longer is.
    """
    try:
        signed = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.SignatureExpired:
        raise
    except signing.BadSignature as error:
        raise Http404("There is no such preview. Is the whole link there?") from error
    # Links of releases before 2026-12 name no state, and open none.
    pk, shared = signed if isinstance(signed, list) else (signed, "")
    # Read once, so that what is shown is what the digest is of.
    change = Change.objects.select_related("author").prefetch_related("items").filter(pk=pk).first()
    if change is None:
        raise Http404("There is no such change.")
    return change, shared


def rehearsed(change: Change, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the response made while a change is written, and roll the change back."""
    with transaction.atomic():
        write_or_say_why(change)
        response = make()
        transaction.set_rollback(True)
    return response


def write_or_say_why(change: Change) -> None:
    """Write a change; where the database refuses it, say why in the words of the catalogue's rules."""
    try:
        write(change, next_moment())
    except VersionConflict:
        raise
    except Refused:
        require_sound(edits_of(change))
        raise


def refusal(request: HttpRequest, title: str, words: str, status: int) -> HttpResponse:
    context = {"title": title, "problems": words.splitlines(), "address": request.path}
    return render(request, "errors/no_preview.html", context, status=status)


def pages_of(change: Change, token: str) -> list[PreviewPage]:
    """Return the pages of the rows a change touches and of those they refer to; the front page if there is none."""
    names = {address_of(row): f"{capfirst(row._meta.verbose_name)}: {row}" for row in rows_of(change)}
    names.pop("", None)
    pages = names or {"/": "Front page"}
    return [PreviewPage(name, f"{address}?{PARAMETER}={token}") for address, name in list(pages.items())[:PAGES_SHOWN]]


def address_of(row: CuratedRow) -> str:
    """Return the address of a row's page; empty where it has none, or cannot have one yet."""
    try:
        return str(row.get_absolute_url()) if hasattr(row, "get_absolute_url") else ""
    except NoReverseMatch:
        return ""


def rows_of(change: Change) -> Iterator[CuratedRow]:
    """Yield the rows a change leaves behind, then those they refer to; one query per type of these."""
    referred: dict[type[CuratedRow], set[str]] = defaultdict(set)
    for edit in edits_of(change):
        if edit.document is not None:
            row = row_from(edit.model, edit.key, edit.document)
            yield row
            for reference in references(edit.model):
                referred[curated(reference)].add(row.field_value(reference.name))
    for model, keys in referred.items():
        if hasattr(model, "get_absolute_url"):
            yield from model.objects.filter(pk__in=[key for key in keys if key])
