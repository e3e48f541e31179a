"""Decisions to take away, and what has changed in what they rest on."""

import functools
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from frameworks.alternates.tables import Context, Edition
from frameworks.alternates.views import alternates, edition_at, file_name
from frameworks.dates import today
from frameworks.queries import BadQuery, View, accepts
from frameworks.record import RecordRequest
from reviews.page_data.since import since_data
from reviews.selection import Choice, Refusal, choose, comparison_address, since_address
from reviews.since import since, wanted
from reviews.views.comparison import picker, read_frameworks

RECORD = "record.md"


def decision_record(page: View, write: Callable[[Context, Edition], str]) -> View:
    """Return the view of a page's decision record: what the page shows, written for a file."""

    @functools.wraps(page)
    def record(request: RecordRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = page(request, *args, **kwargs)
        if "Location" in response.headers:
            path, mark, query = response.headers["Location"].partition("?")
            response.headers["Location"] = f"{path}{RECORD}{mark}{query}"
        if not isinstance(response, TemplateResponse) or response.status_code != 200:
            return response
        edition = edition_at(request, request.path.removesuffix(RECORD))
        name = file_name(edition.page, ".md")
        headers = {"Content-Disposition": f'attachment; filename="decision-{name}"'}
        text = write(response.context_data or {}, edition)
        return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)

    return record


@alternates(since_data)
@require_safe
@accepts("version")
def comparison_since(request: RecordRequest, slugs: str) -> HttpResponse:
    """What has changed in the claims about some frameworks since a version of the data."""
    names = slugs.split("-vs-")
    try:
        in_order = choose(names)
    except Refusal as refusal:
        return picker(request, Choice([], names, refusal), status=400)
    frameworks = read_frameworks(request.record, in_order)
    version = read_version(request.GET, request.record.version)
    if names != in_order:
        return HttpResponsePermanentRedirect(since_address(in_order, version))
    then, now = request.record.at_version(version), request.record.at_version(request.record.version)
    rows = wanted([framework.key for framework in frameworks])
    context = {
        "chosen": Choice(frameworks, in_order),
        "since": since(then.together(rows), now.together(rows), day=then.day if then.day != today() else None),
        "version": version,
        "present": request.record.version,
        "then": then.day,
        "address": comparison_address(in_order),
    }
    return TemplateResponse(request, "reviews/comparison_since.html", context)


def read_version(query: QueryDict, present: int) -> int:
    """Return the data version asked about; raise ``BadQuery`` for anything but a version there has been."""
    text = query.get("version", "")
    if not re.fullmatch(r"[1-9][0-9]{0,9}", text) or int(text) > present:
        said = f"“{text}” is no version of the data" if text else "name the version of the data that the record names"
        raise BadQuery("version", f"{said}; allowed are 1 to {present}, the present one.")
    return int(text)
