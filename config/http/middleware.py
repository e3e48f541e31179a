"""What every request and response passes through."""

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache

import brotli
from django.conf import settings
from django.db import DataError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

from config.http import errors
from config.http.bodies import most_bytes
from curation.texts import unseen
from curation.web.exports.addresses import markdown_of
from curation.web.querystrings import InvalidQuery, Problem

READ = ("GET", "HEAD")
"""The methods that change nothing."""
PROBES = ("/healthz", "/readyz", "/metrics")
"""What supervisors ask of a node, by whatever name and without the proxy that speaks TLS."""


class Middleware:
    """What stands around the rest of the site; ``get_response`` asks what follows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)


ACCEPTS_BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


def accepted_encoding(request: HttpRequest) -> str:
    """Return the encoding a page is sent in: the first that the browser takes of brotli and gzip, or none."""
    return encoding_in(request.META.get("HTTP_ACCEPT_ENCODING", ""))


@lru_cache(maxsize=256)
def encoding_in(accepted: str) -> str:
    if ACCEPTS_BROTLI.search(accepted):
        return "br"
    return "gzip" if re_accepts_gzip.search(accepted) else ""


POLICY = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
"""What no page may ask a browser for."""


OPEN = ("/api/", "/badges/", "/embed/")
"""Where what other sites may embed begins."""


class PolicyMiddleware(Middleware):
    """Tell browsers what pages need not, and which answers other sites may embed."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_open = request.path.startswith(OPEN)
        response.headers["Permissions-Policy"] = POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if is_open else "same-origin"
        return response


class BodyMiddleware(Middleware):
    """Refuse a body that is larger than its address needs, without reading it."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        most = most_bytes(request.path, request.headers.get("Cookie", ""))
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > most:
            return errors.content_too_large(request, most)
        return self.get_response(request)


class PageMiddleware(Middleware):
    """Tell caches which pages are had as Markdown too, and answer a refused method with a page in the frame."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response = errors.not_allowed(request, response.headers["Allow"])
        if response.headers.get("Content-Type", "").startswith("text/html") and markdown_of(request.path):
            patch_vary_headers(response, ["Accept"])
        return response


class UnseenMiddleware(Middleware):
    """Refuse characters that nobody sees where a database would be asked for them, which may refuse to look.

    Addresses with one lead nowhere, and the admin takes none in a query. What a form chooses from is looked for by
    Django, so it is told after the database has refused.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # In quotation marks a cookie can hold any character; no session has such a name.
        if unseen(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        if unseen(request.path_info):
            raise Http404("There is nothing at an address with characters that nobody sees.")
        for name, values in request.GET.lists() if request.path_info.startswith("/admin/") else ():
            if problem := unseen(values):
                raise InvalidQuery(Problem(name, problem))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say what is wrong with a form that has such a character where its database looks for what was chosen."""
        posted = request.POST.lists() if isinstance(exception, DataError) else ()
        problem = next(filter(None, (unseen(values) for _name, values in posted)), "")
        return errors.refused(request, 400, f"Of what was sent {problem}") if problem else None


class CompressionMiddleware(GZipMiddleware):
    """
    Compress pages with brotli where the browser takes it, otherwise with gzip.

    The admin is left alone: its pages hold secrets, and the length of a compressed page can betray them. The public
    pages hold none.
    """

    smallest = 200
    # Above this the pages shrink by a tenth at most and cost twice the processor time.
    quality = 3

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_file = isinstance(response, FileResponse)
        if request.path.startswith("/admin/") or is_file or "Content-Encoding" in response.headers:
            return response
        self.tag(response)
        if isinstance(response, HttpResponse) and accepted_encoding(request) == "br":
            return self.with_brotli(response)
        return super().process_response(request, response)

    def tag(self, response: HttpResponseBase) -> None:
        """Give a page a tag by what it says; it is weak, because it is the same for every encoding."""
        tag = response.headers.get("ETag", "")
        if tag.startswith('"'):
            response.headers["ETag"] = f"W/{tag}"
        elif not tag and isinstance(response, HttpResponse) and response.status_code == 200:
            response.headers["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'

    def with_brotli(self, response: HttpResponse) -> HttpResponse:
        if len(response.content) < self.smallest:
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        response.content = brotli.compress(response.content, mode=brotli.MODE_TEXT, quality=self.quality)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "br"
        return response
