"""
Pages kept until the data changes.

A public page depends on the data version, the day, its address and the encoding the browser takes, and on nothing else.
So a kept page serves everybody until a change is published. It is kept with all its headers and stands before whatever
else a request passes through; it costs neither a query nor a view.

Of an answer of the API the headers alone are kept, for those who ask for nothing else.

The data version is known to a process for ``DATA_VERSION_SECONDS``, and asked for again after that; whoever publishes
forgets it, and whoever is signed in has it asked for each time.
"""

import datetime
import hashlib
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeGuard

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags, parse_http_date_safe

from config.database.outages import outage
from config.http.middleware import READ, Middleware, accepted_encoding
from config.http.throttling import Count
from curation.dates import today
from curation.snapshots.protocol import Snapshot
from curation.web import caching
from curation.web.api.requests import tag_of
from frameworks.surrogate_keys import keys_of
from reviews.comparisons.api.moment import states

# The API answers with 304 by itself; the admin is different for each user; probes must not need the database.
NEVER_KEPT = ("/admin/", "/api/", "/healthz", "/readyz", "/static/", "/metrics")
PAGES_OF_API = ("/api/", "/api/docs/")
API = "/api/v1/"
VARY = "Accept-Encoding, origin"
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")
A_DAY = 24 * 3600

Key = tuple[str, ...]
Latest = tuple[int, datetime.datetime | None]
Stamp = tuple[Latest, datetime.date]
"""The data version and the day that a page was made from."""


@dataclass(frozen=True)
class KeptPage:
    """The content and headers of a page, and what it was made from."""

    content: bytes
    headers: dict[str, str]
    stamp: Stamp

    @cached_property
    def stored(self) -> dict[str, tuple[str, str]]:
        """The headers as Django holds them, by their names in lower case."""
        return {name.lower(): (name, value) for name, value in self.headers.items()}

    @property
    def day(self) -> datetime.date:
        return self.stamp[1]

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page, or nothing but status 304 if the reader's browser has it."""
        response = HttpResponse(self.content)
        # They were checked when the page was made; to check each again takes as long as all the rest.
        response.headers._store.update(self.stored)
        if is_signed_in(request):
            response.headers["Cache-Control"] = caching.SIGNED_IN
        if not any(name in request.META for name in CONDITIONS):
            return response
        modified = parse_http_date_safe(self.headers.get("Last-Modified", ""))
        return get_conditional_response(request, self.headers["ETag"], modified, response) or response


@dataclass
class PageMemory:
    """The newest of each page in the memory of a process, within bounds; the one unread for longest goes first."""

    most_pages: int = 2000
    most_bytes: int = 64_000_000
    bytes: int = 0
    pages: "OrderedDict[Key, KeptPage]" = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Key) -> KeptPage | None:
        with self.lock:
            if page := self.pages.get(key):
                self.pages.move_to_end(key)
            return page

    def set(self, key: Key, page: KeptPage) -> None:
        with self.lock:
            self.drop(self.pages.pop(key, None))
            self.pages[key] = page
            self.bytes += len(page.content)
            while len(self.pages) > self.most_pages or self.bytes > self.most_bytes:
                self.drop(self.pages.popitem(last=False)[1])

    def drop(self, page: KeptPage | None) -> None:
        self.bytes -= len(page.content) if page else 0

    def clear(self) -> None:
        with self.lock:
            self.pages.clear()
            self.bytes = 0


@dataclass
class KnownVersion:
    """The data version as this process read it, for as long as it may be trusted."""

    latest: Latest | None = None
    read_at: float = 0

    def get(self) -> Latest | None:
        is_fresh = time.monotonic() - self.read_at < settings.DATA_VERSION_SECONDS
        return self.latest if is_fresh else None

    def learn(self, latest: Latest) -> None:
        self.latest, self.read_at = latest, time.monotonic()

    def forget(self, **_signal: Any) -> None:
        self.latest = None


memory = PageMemory()
heads = PageMemory()
"""The headers of answers of the API."""
known = KnownVersion()


def answer_at_once(request: HttpRequest) -> HttpResponseBase | None:
    """Answer with a page that is kept and known to be of the present; nothing is asked of the database."""
    latest = known.get()
    if latest is None or not settings.CACHE_PAGES or outage.lasts:
        return None
    if is_conditional(request):
        return unchanged(request, latest)
    if head := head_of(request, (latest, today())):
        return head
    if not may_be_asked_for(request) or is_signed_in(request) or is_asked_otherwise(request):
        return None
    page = memory.get(key_of(request))
    if page is None or page.stamp != (latest, today()):
        return None
    request.answered_from = "memory"  # type: ignore[attr-defined]
    return page.answer(request)


def is_conditional(request: HttpRequest) -> bool:
    """Tell whether the API is asked for what differs from an answer the caller has."""
    return "HTTP_IF_NONE_MATCH" in request.META and request.path.startswith(API)


def unchanged(request: HttpRequest, latest: Latest) -> HttpResponse | None:
    """Answer with 304 whoever has the API's present answer, which its tag says; no such request is counted."""
    if request.method not in READ or is_signed_in(request) or "HTTP_ORIGIN" in request.META:
        return None
    request.get_host()  # refuses a name that is not the site's
    version, state = latest[0], states.get((latest, today()), "")
    present = {tag_of(version, request.get_full_path(), each) for each in ("", state)}
    tag = next((tag for tag in parse_etags(request.META["HTTP_IF_NONE_MATCH"]) if tag in present), None)
    if tag is None:
        return None
    told = {"ETag": tag, "Cache-Control": caching.PUBLIC, "X-Data-Version": str(version), "Vary": VARY}
    response = HttpResponse(status=304, headers={**told, **left(request)})
    for_caches(request, response)
    return response


def left(request: HttpRequest) -> dict[str, str]:
    """Return what is left of the caller's requests to the API, of which this one is none."""
    limit: int = settings.API_REQUESTS_PER_MINUTE
    return Count.of(request, "", limit, cost=False).headers if limit else {}


def is_plain(request: HttpRequest) -> bool:
    """Tell whether a request comes from no page of another site, and from somebody who takes JSON."""
    accepted = request.META.get("HTTP_ACCEPT", "*/*")
    return "HTTP_ORIGIN" not in request.META and ("*/*" in accepted or "application/json" in accepted)


def head_of(request: HttpRequest, stamp: Stamp) -> HttpResponseBase | None:
    """Answer who asks the API for headers alone with those of the same answer; no such request is counted."""
    if request.method != "HEAD" or not request.path.startswith(API) or not is_plain(request):
        return None
    page = heads.get(key_of(request))
    if page is None or page.stamp != stamp:
        return None
    request.answered_from = "memory"  # type: ignore[attr-defined]
    response = page.answer(request)
    for name, value in left(request).items():
        response.headers[name] = value
    return response


class KeepingMiddleware(Middleware):
    """Keep pages that come out whole, with all their headers."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not settings.CACHE_PAGES:
            return response
        stamp = getattr(request, "stamp", None)
        if stamp and response.status_code < 500:
            say_version(request, response, stamp)
        if stamp and may_be_kept(response):
            return keep(request, response, stamp).answer(request)
        for_caches(request, response)
        if stamp and request.path.startswith(API):
            keep_head(request, response, stamp)
        return response


def say_version(request: HttpRequest, response: HttpResponseBase, stamp: Stamp) -> None:
    """Name the version of the data that an answer rests on: that of a past day where one is shown."""
    snapshot: Snapshot = request.snapshot  # type: ignore[attr-defined]
    is_past = snapshot.day is not None and response.status_code == 200
    response.headers.setdefault("X-Data-Version", str(snapshot.version if is_past else stamp[0][0]))


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


def may_be_asked_for(request: HttpRequest) -> bool:
    """Tell whether a request could be for a kept page: it reads, sends nothing, and asks for a public page."""
    if request.method not in READ:
        return False
    if request.path.startswith(NEVER_KEPT) and request.path not in PAGES_OF_API:
        return False
    return request.META.get("CONTENT_LENGTH") in {None, "", "0"}


def is_asked_otherwise(request: HttpRequest) -> bool:
    """Tell whether a page of another site asks, or somebody who may want Markdown: middlewares answer these."""
    return "HTTP_ORIGIN" in request.META or "text/markdown" in request.META.get("HTTP_ACCEPT", "")


def is_signed_in(request: HttpRequest) -> bool:
    """Tell whether a request has the cookie of a session, valid or not."""
    return "HTTP_COOKIE" in request.META and settings.SESSION_COOKIE_NAME in request.COOKIES


def key_of(request: HttpRequest) -> Key:
    """Return what tells a page from others of the same data version and day; refuse a name that is not the site's."""
    query = request.META.get("QUERY_STRING", "")
    return str(request.scheme), request.get_host(), request.path, query, accepted_encoding(request)


def find(request: HttpRequest) -> KeptPage | None:
    """Return a page as it was last kept, here or by another node, whatever it was made from."""
    key = key_of(request)
    page = memory.get(key)
    if page is None or page.stamp[0] != known.latest:
        shared: KeptPage | None = caches["shared"].get(shared_key(key))
        if shared is not None:
            memory.set(key, shared)
            return shared
    return page


def shared_key(key: Key) -> str:
    return f"page:{hashlib.sha256(repr(key).encode()).hexdigest()}"


def may_be_kept(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Return whether this is a page that its view has not excluded by headers or cookies."""
    is_page = isinstance(response, HttpResponse) and response.status_code == 200
    return is_page and not response.cookies and "Cache-Control" not in response.headers


def keep(request: HttpRequest, response: HttpResponse, stamp: Stamp) -> KeptPage:
    """Keep a page, with the headers that let caches and browsers keep their copy."""
    headers = {
        **response.headers,
        "Cache-Control": caching.PUBLIC,
        "Surrogate-Key": " ".join(keys_of(request.path)),
    }
    page, key = KeptPage(response.content, headers, stamp), key_of(request)
    memory.set(key, page)
    caches["shared"].set(shared_key(key), page, A_DAY)
    return page


def keep_head(request: HttpRequest, response: HttpResponseBase, stamp: Stamp) -> None:
    """Keep the headers of an answer that is the same for everybody; a file tells its own."""
    is_whole = isinstance(response, HttpResponse) and response.status_code == 200
    if is_whole and is_plain(request) and response.headers["Cache-Control"] == caching.PUBLIC:
        heads.set(key_of(request), KeptPage(b"", dict(response.headers), stamp))


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
        headers["Surrogate-Key"] = " ".join(keys_of(f"{request.path}?{request.META.get('QUERY_STRING', '')}"))
