"""How often one caller may have pages made anew, export, preview, correct and log in."""

import logging
import re
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from config.http import errors
from config.http.middleware import PROBES, Middleware
from config.http.throttling import Count
from curation.snapshots import preview

POSTS = {
    "/admin/login/": "logins",
    "/admin/second-factor/": "logins",
    "/corrections/": "corrections",
    "/mcp": "assistants",
}
ELSEWHERE_COUNTED = ("/admin/", "/api/", "/healthz", "/readyz", "/static/")
PAST = ("as-of", "version")
EXPORT = re.compile(r"\.(?:json|csv|md|atom|ics|xml)$")

log = logging.getLogger(__name__)


class LimitMiddleware(Middleware):
    """Refuse what one caller asks for too often and what is never kept: previews, letters, logins, questions."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        say_what_the_proxy_lacks(request)
        return refusal_of(request, self.kind(request)) or self.get_response(request)

    def kind(self, request: HttpRequest) -> str:
        """Return by which limit a request is counted; empty for none."""
        if request.method == "POST":
            return next((kind for start, kind in POSTS.items() if request.path.startswith(start)), "")
        return "previews" if preview.is_asked(request) else ""


@cache
def log_once(words: str) -> None:
    log.error(words)


def say_what_the_proxy_lacks(request: HttpRequest) -> None:
    """Log, once, that the proxy that should be there does not name the callers."""
    is_probe = request.path in PROBES
    if settings.SECURE_PROXY_SSL_HEADER and "X-Forwarded-For" not in request.headers and not is_probe:
        log_once("A request came without X-Forwarded-For, which the proxy must set: its callers count as one.")


class NewPageLimitMiddleware(LimitMiddleware):
    """Refuse pages, exports and past days that are made anew; it stands behind the page cache."""

    def kind(self, request: HttpRequest) -> str:
        is_counted = request.method in {"GET", "HEAD"} and not request.path.startswith(ELSEWHERE_COUNTED)
        if not is_counted or not request.snapshot.is_cacheable:  # type: ignore[attr-defined]
            return ""
        # A past day is read from the record, which costs several times as much as the present.
        is_past = not request.GET.keys().isdisjoint(PAST)
        return "exports" if is_past or EXPORT.search(request.path) else "pages"


def refusal_of(request: HttpRequest, kind: str) -> HttpResponse | None:
    """Count a request of a kind, and return what refuses it where it is one too many."""
    limit = settings.PAGE_LIMITS.get(kind, 0)
    count = Count.of(request, kind, limit) if limit else None
    if count is None or count.is_allowed:
        return None
    words = f"Too many requests. Try again in {count.reset} seconds."
    return errors.refused(request, 429, words, count.headers | {"Retry-After": str(count.reset)})
