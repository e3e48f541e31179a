"""
Pages in memory until the data changes.

A public page depends on the data version, the day, its address, the reader's theme and the encoding their browser
takes, and on nothing else. So a cached page serves everybody until a change is published; a request only reads the data
version.
"""

import datetime
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeGuard

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from config.context import chosen_theme
from config.middleware import accepted_encoding
from curation.dates import today

# The API answers with 304 by itself; the admin is different for each user; probes must not need the database.
NEVER_CACHED = ("/admin/", "/api/", "/healthz", "/readyz")


class PageMemory(LocMemCache):
    """Pages in the memory of a process, as many as the bounds allow; the one unread for longest goes first."""

    _cache: OrderedDict[str, bytes]
    _delete: Callable[[str], bool]

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, params)
        self.most_bytes: int = params["OPTIONS"]["MOST_BYTES"]

    def _set(self, key: str, value: bytes, timeout: float | None = None) -> None:
        super()._set(key, value, timeout)  # type: ignore[misc]
        while sum(map(len, self._cache.values())) > self.most_bytes:
            self._delete(next(reversed(self._cache)))


@dataclass(frozen=True, slots=True)
class CachedPage:
    """The content and headers of a page."""

    content: bytes
    headers: dict[str, str]
    day: datetime.date
    """The day it is of: the data is what was published then."""

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page, or nothing but status 304 if the reader's browser has it."""
        response = HttpResponse(self.content, headers=self.headers)
        modified = parse_http_date_safe(self.headers.get("Last-Modified", ""))
        return get_conditional_response(request, self.headers["ETag"], modified, response) or response


class PageCacheMiddleware:
    """Answer with a page from memory until the data changes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # A kept page would else be answered under any name.
        request.get_host()
        is_read = request.method in {"GET", "HEAD"}
        if not settings.CACHE_PAGES or not is_read or request.path.startswith(NEVER_CACHED):
            return self.get_response(request)
        if not request.snapshot.is_cacheable:  # type: ignore[attr-defined]
            return self.get_response(request)
        key = page_key(request)
        page: CachedPage | None = caches["pages"].get(key)
        if page is None:
            response = self.made(request)
            if not may_be_cached(response):
                return response
            page = keep(key, response)
            caches["pages"].set(last_key(request), key)
        return page.answer(request)

    def made(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page as for GET, so that one asked for by HEAD has its headers and is kept for both."""
        method, request.method = request.method, "GET"
        try:
            return self.get_response(request)
        finally:
            request.method = method


def last_key(request: HttpRequest) -> str:
    """Return the key under which stands where the newest version of a page is kept, whatever the data version."""
    inputs = ("last", accepted_encoding(request), chosen_theme(request), request.get_full_path())
    return hashlib.sha256(repr(inputs).encode()).hexdigest()


def page_key(request: HttpRequest) -> str:
    """Return a hash of everything the page depends on."""
    version = request.snapshot.version  # type: ignore[attr-defined]
    inputs = (version, today(), accepted_encoding(request), chosen_theme(request), request.get_full_path())
    return hashlib.sha256(repr(inputs).encode()).hexdigest()


def may_be_cached(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Return whether this is a page that its view has not excluded by headers or cookies."""
    is_page = isinstance(response, HttpResponse) and response.status_code == 200
    return is_page and not response.cookies and "Cache-Control" not in response.headers


def keep(key: str, response: HttpResponse) -> CachedPage:
    """Put a page into memory, with the headers that let browsers revalidate their copy."""
    headers = {**response.headers, "Cache-Control": "no-cache"}
    page = CachedPage(response.content, headers, today())
    caches["pages"].set(key, page)
    return page
