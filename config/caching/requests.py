"""What a request asks for, as far as the page cache is concerned."""

from django.conf import settings
from django.http import HttpRequest

from config.http.middleware import READ

# The API answers with 304 by itself; the admin is different for each user; probes must not need the database.
NEVER_KEPT = ("/admin/", "/api/", "/healthz", "/readyz", "/static/", "/metrics")
PAGES_OF_API = ("/api/", "/api/docs/")
API = "/api/v1/"
PROGRAMS = ("/api/", "/mcp")
"""Where what programs ask for begins."""


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


def is_plain(request: HttpRequest) -> bool:
    """Tell whether a request comes from no page of another site, and from somebody who takes JSON."""
    accepted = request.META.get("HTTP_ACCEPT", "*/*")
    return "HTTP_ORIGIN" not in request.META and ("*/*" in accepted or "application/json" in accepted)


def is_signed_in(request: HttpRequest) -> bool:
    """Tell whether a request has the cookie of a session, valid or not."""
    return "HTTP_COOKIE" in request.META and settings.SESSION_COOKIE_NAME in request.COOKIES
