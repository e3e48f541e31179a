import datetime
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from curation import dates
from curation.snapshots import preview
from curation.snapshots.snapshots import CurrentSnapshot, PastSnapshot
from curation.web.querystrings import InvalidQuery, Problem

PARAMETER = "as-of"


class SnapshotMiddleware:
    """Give every request the snapshot it reads from: the present, a past day where ``as-of`` says so, or a preview."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.snapshot = CurrentSnapshot()  # type: ignore[attr-defined]
        return preview.answer(request, self.get_response) if preview.is_asked(request) else self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *args: Any) -> None:
        if request.method not in {"GET", "HEAD"} or PARAMETER not in request.GET:
            return
        if PARAMETER in getattr(getattr(view, "cls", view), "accepts", ()):
            request.snapshot = PastSnapshot(read_day(request.GET[PARAMETER]), begun=False)  # type: ignore[attr-defined]


def read_day(text: str) -> datetime.date:
    """Return a day up to today; 400 for text that is no such day."""
    day = dates.read_day(text)
    if day is None:
        raise InvalidQuery(Problem(PARAMETER, f"give a day up to today, {dates.today()}, as YYYY-MM-DD."))
    return day
