"""The page cache among the middlewares, and what caches outside are told."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config.caching.at_once import head_of, surrogate_key
from config.caching.known_version import Latest, known
from config.caching.page_cache import Stamp, find, keep, keep_head, may_be_kept
from config.caching.requests import API, PROGRAMS, is_signed_in, may_be_asked_for
from config.http.middleware import READ, Middleware
from curation.dates import today
from curation.snapshots.protocol import Snapshot
from curation.web import caching


class KeepingMiddleware(Middleware):
    """Keep pages that come out whole, with all their headers."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.streaming and response.status_code != 304:
            # Where a middleware answers nobody says it, and a server says it with a body alone.
            response.headers.setdefault("Content-Length", str(len(response.content)))  # type: ignore[attr-defined]
        if not settings.CACHE_PAGES:
            return response
        stamp = getattr(request, "stamp", None)
        if (version := version_of(request, response, stamp)) is not None:
            response.headers.setdefault("X-Data-Version", str(version))
        if stamp and may_be_kept(response):
            return keep(request, response, stamp).answer(request)
        for_caches(request, response)
        if stamp and request.path.startswith(API):
            keep_head(request, response, stamp)
        return response


def version_of(request: HttpRequest, response: HttpResponseBase, stamp: Stamp | None) -> int | None:
    """Return the version of the data that an answer rests on: that of a past day where one is shown.

    For an answer of the API that rests on none, such as a refusal, it is the newest that this process knows, if any.
    """
    if stamp is None:
        return known.latest[0] if known.latest and request.path.startswith(PROGRAMS) else None
    snapshot: Snapshot = request.snapshot  # type: ignore[attr-defined]
    is_past = snapshot.day is not None and response.status_code == 200
    return snapshot.version if is_past else stamp[0][0]


class PageCacheMiddleware(Middleware):
    """Ask for the data version, and answer with a page of it that is kept here or by another node."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_cacheable = request.snapshot.is_cacheable  # type: ignore[attr-defined]
        if not settings.CACHE_PAGES or not is_cacheable:
            return self.get_response(request)
        is_of_api = request.path.startswith(API) and request.method in READ
        if not is_of_api and not may_be_asked_for(request):
            return self.get_response(request)
        latest: Latest = request.snapshot.latest  # type: ignore[attr-defined]
        known.learn(latest)
        stamp = (latest, today())
        if is_of_api:
            request.stamp = stamp  # type: ignore[attr-defined]
            return head_of(request, stamp) or self.get_response(request)
        page = find(request)
        if page and page.stamp == stamp:
            request.answered_from = "memory"  # type: ignore[attr-defined]
            return page.answer(request)
        request.stamp, request.answered_from = stamp, "made"  # type: ignore[attr-defined]
        return self.made(request)

    def made(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page as for GET, so that one asked for by HEAD has its headers and is kept for both."""
        method, request.method = request.method, "GET"
        try:
            return self.get_response(request)
        finally:
            request.method = method


def for_caches(request: HttpRequest, response: HttpResponseBase) -> None:
    """Tell caches what to do with an answer that says nothing of it itself, and name those they may keep."""
    headers = response.headers
    if "Cache-Control" not in headers:
        is_private = is_signed_in(request) or bool(response.cookies) or request.path.startswith("/admin/")
        is_of_the_moment = request.method not in READ or response.status_code >= 500
        headers["Cache-Control"] = caching.PRIVATE if is_private or is_of_the_moment else caching.UNKNOWN
    elif headers["Cache-Control"] == caching.PUBLIC:
        if is_signed_in(request) or response.cookies:
            headers["Cache-Control"] = caching.SIGNED_IN
        headers["Surrogate-Key"] = surrogate_key(request)
