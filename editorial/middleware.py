import datetime
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from editorial import preview
from editorial.record import AsOf, Present, first_day
from frameworks.dates import today
from frameworks.queries import BadQuery

PARAMETER = "as-of"


class RecordMiddleware:
    """Give every request the record it reads from: the present, a past day where ``as-of`` says so, or a preview."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.record = Present()  # type: ignore[attr-defined]
        return preview.answer(request, self.get_response) if preview.is_asked(request) else self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *args: Any) -> None:
        if request.method not in {"GET", "HEAD"} or PARAMETER not in request.GET:
            return
        if PARAMETER in getattr(getattr(view, "cls", view), "accepts", ()):
            request.record = AsOf(read_day(request.GET[PARAMETER]))  # type: ignore[attr-defined]


def read_day(text: str) -> datetime.date:
    """Return a past day that the record covers; 400 for text that is no such day, 404 for one before the record."""
    try:
        day = datetime.date.fromisoformat(text) if len(text) == len("2026-11-20") else None
    except ValueError:
        day = None
    if day is None or day > today():
        raise BadQuery(PARAMETER, f"give a day up to today, {today()}, as YYYY-MM-DD.")
    begins = first_day()
    if begins is None or day < begins:
        raise Http404(f"The record begins on {begins}." if begins else "Nothing has been published yet.")
    return day
