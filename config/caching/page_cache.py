"""
Pages kept until the data changes.

A public page depends on the data version, the day, its address and the encoding the browser takes, and on nothing else.
So a kept page serves everybody until a change is published. It is kept with all its headers and stands before whatever
else a request passes through; it costs neither a query nor a view.

Of an answer of the API the headers alone are kept, for those who ask for nothing else.
"""

import datetime
import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TypeGuard

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from config.caching.known_version import Latest, known
from config.caching.requests import is_plain, is_signed_in
from config.http.middleware import accepted_encoding
from curation.lru_cache import LRUCache
from curation.web import caching
from frameworks.surrogate_keys import keys_of

CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")
A_DAY = 24 * 3600
HEADERS = 5_000
"""Bytes that the headers of a page and its key take in memory, about."""

Key = tuple[str, ...]
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


def size_of(page: KeptPage) -> int:
    return len(page.content) + HEADERS


memory = LRUCache(64_000_000, size_of)
heads = LRUCache(10_000_000, size_of)
"""The headers of answers of the API."""


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
