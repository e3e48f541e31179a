"""Decisions to take away, and what has changed in what they rest on."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.tables import Context, Edition
from curation.web.exports.views import alternates, edition_at, file_name
from curation.web.querystrings import InvalidQuery, Problem, View, accepts
from frameworks.models import Framework
from reviews.addresses import since_address
from reviews.comparisons.comparison import SEPARATOR
from reviews.comparisons.selection import Choice, Refusal, choose, comparison_address
from reviews.comparisons.since import Wanted, claims_about, claims_on, since
from reviews.comparisons.since_exports import since_data
from reviews.comparisons.views import find_frameworks, picker
from reviews.finder.answers import PARAMETERS, REPEATED, Answers, read_answers
from reviews.finder.page.orders import Orders
from reviews.finder.questions import QUESTIONS
from reviews.finder.scoring.factors import BY_KEY
from reviews.finder.views import of_this_version

RECORD = "record.md"


def decision_record(page: View, write: Callable[[Context, Edition], str]) -> View:
    """Return the view of a page's decision record: what the page shows, written for a file."""

    @functools.wraps(page)
    def record(request: SnapshotRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = page(request, *args, **kwargs)
        if "Location" in response.headers:
            response.headers["Location"] = record_of(response.headers["Location"])
        if not isinstance(response, TemplateResponse) or response.status_code != 200:
            return response
        edition = edition_at(request, request.path.removesuffix(RECORD))
        name = file_name(edition.page, ".md")
        headers = {"Content-Disposition": f'attachment; filename="decision-{name}"'}
        text = write(response.context_data or {}, edition)
        return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)

    return record


def record_of(page: str) -> str:
    """Return the address of a page's record; the query stays."""
    path, mark, query = page.partition("?")
    return f"{path}{RECORD}{mark}{query}"


@alternates(since_data)
@require_safe
@accepts("version")
def comparison_since(request: SnapshotRequest, slugs: str) -> HttpResponse:
    """What has changed in the claims about some frameworks since a version of the data."""
    names = slugs.split(SEPARATOR)
    try:
        in_order = choose(names)
    except Refusal as refusal:
        return picker(request, Choice(request.snapshot.rows(Framework), names, refusal), status=400)
    frameworks = find_frameworks(request.snapshot, in_order)
    version = read_data_version(request.GET, request.snapshot.version)
    if names != in_order:
        return HttpResponsePermanentRedirect(since_address(comparison_address(in_order), version))
    page = Page(Choice(frameworks, in_order).title, comparison_address(in_order))
    return since_page(request, page, claims_about([framework.key for framework in frameworks]), version)


@alternates(since_data)
@require_safe
@of_this_version
@accepts(*(name for name in PARAMETERS if name != "as-of"), "version", repeated=REPEATED)
def finder_since(request: SnapshotRequest) -> HttpResponse:
    """What has changed in the claims that an answer of the finder rests on since a version of the data."""
    answers = read_answers(request.GET)
    if not answers.given:
        raise InvalidQuery(Problem(QUESTIONS[0].key, "give the answers and weights that the record was made from."))
    version = read_data_version(request.GET, request.snapshot.version)
    counted = [BY_KEY[driver] for driver, weight in answers.settings.weights.items() if weight]
    required = [feature for need in answers.settings.needs for feature in need.features]
    page = Page("The finder’s answer", answers.address)
    return since_page(request, page, claims_on(counted, required), version, answers)


@dataclass(frozen=True, slots=True)
class Page:
    """The page that a record was made from."""

    title: str
    address: str

    @property
    def record(self) -> str:
        return record_of(self.address)


def since_page(
    request: SnapshotRequest, page: Page, wanted: Wanted, version: int, answers: Answers | None = None
) -> HttpResponse:
    """Return what has changed in some claims, and in what follows from answers; five queries with the versions."""
    then, now = request.snapshot.at_version(version), request.snapshot.at_version(request.snapshot.version)
    before, after = then.together(wanted), now.together(wanted)
    context = {
        "page": page,
        "orders": Orders.of(answers, before, after) if answers else None,
        "since": since(before, after, day=then.day if then.day != now.day else None),
        "version": version,
        "present": request.snapshot.version,
        "then": then.day,
    }
    return TemplateResponse(request, "comparisons/since/page.html", context)


def read_data_version(query: QueryDict, present: int) -> int:
    """Return the data version asked about; raise ``InvalidQuery`` for anything but a version there has been."""
    text = query.get("version", "")
    if not re.fullmatch(r"[1-9][0-9]{0,9}", text) or int(text) > present:
        said = f"“{text}” is no version of the data" if text else "name the version of the data that the record names"
        raise InvalidQuery(Problem("version", f"{said}; allowed are 1 to {present}, the present one."))
    return int(text)
