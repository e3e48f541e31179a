"""What pages with a decision record have in common: the file, and what has changed since it was made."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse

from curation.snapshots.protocol import PastRows, SnapshotRequest
from curation.web.exports.tables import Context, Edition
from curation.web.exports.views import edition_at, file_name
from curation.web.querystrings import InvalidQuery, Problem, View
from reviews.sharing.records.reading import read_since
from reviews.sharing.records.since import Wanted

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


@dataclass(frozen=True, slots=True)
class RecordedPage:
    """The page that a record was made from."""

    title: str
    address: str

    @property
    def record(self) -> str:
        return record_of(self.address)


def since_page(
    request: SnapshotRequest,
    page: RecordedPage,
    wanted: Wanted,
    version: int,
    extra: Callable[[PastRows, PastRows], Context] | None = None,
) -> HttpResponse:
    """Return what has changed in some claims since a version; five queries with the versions, none where both are kept.

    ``extra`` may add to the context from the states of then and of now.
    """
    then, now = request.snapshot.at_version(version), request.snapshot.at_version(request.snapshot.version)
    context: dict[str, Any] = {
        "page": page,
        "orders": None,
        "since": read_since(then, now, wanted),
        "version": version,
        "present": request.snapshot.version,
        "then": then.day,
    }
    return TemplateResponse(request, "sharing/since.html", {**context, **(extra(then, now) if extra else {})})


def read_data_version(query: QueryDict, present: int) -> int:
    """Return the data version asked about; raise ``InvalidQuery`` for anything but a version there has been."""
    text = query.get("version", "")
    if not re.fullmatch(r"[1-9][0-9]{0,9}", text) or int(text) > present:
        problem = (
            f"“{text}” is no version of the data" if text else "name the version of the data that the record names"
        )
        raise InvalidQuery(Problem("version", f"{problem}; allowed are 1 to {present}, the present one."))
    return int(text)
