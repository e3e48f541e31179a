"""What is answered while the database is out of reach: kept pages with a notice, 503 at once for everything else."""

import gzip
import re

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from config.caching.page_cache import KeptPage, find
from config.database.outages import outage
from config.http import errors
from config.http.middleware import PROBES, READ, Middleware

RETRY_AFTER = "2"
MAIN = re.compile(rb"<main[^>]*>")
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


class OutageMiddleware(Middleware):
    """Answer without the database while it is gone."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in PROBES:
            return self.get_response(request)
        request.get_host()
        if outage.lasts:
            return without_database(request)
        response = self.get_response(request)
        # Set where Django made a failure into an answer.
        return without_database(request) if outage.lasts and response.status_code >= 500 else response


def without_database(request: HttpRequest) -> HttpResponseBase:
    """Return the page as it was last kept, or say that it cannot be made now."""
    page = find(request) if request.method in READ else None
    if page is None:
        words = "The database does not answer at the moment. Try again in a few seconds."
        return errors.refused(request, 503, words, {"Retry-After": RETRY_AFTER})
    return as_it_was(page)


def as_it_was(page: KeptPage) -> HttpResponse:
    """Return a kept page with its day; one that people read says so above its text."""
    unpack = UNPACK.get(page.headers.get("Content-Encoding", ""), bytes)
    content: bytes = unpack(page.content)
    if page.headers.get("Content-Type", "").startswith("text/html"):
        notice = render_to_string("components/site/outage.html", {"day": page.day}).encode()
        content = MAIN.sub(lambda main: main[0] + notice, content, count=1)
    left_out = {"Content-Encoding", "Content-Length", "ETag"}
    headers = {name: value for name, value in page.headers.items() if name not in left_out}
    headers |= {"Cache-Control": "no-store", "Warning": f'111 - "Revalidation Failed" "{page.day}"'}
    return HttpResponse(content, headers=headers)
