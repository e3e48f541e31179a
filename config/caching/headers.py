"""What caches between the site and its readers are told of an answer."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config.caching.requests import is_signed_in
from config.http.middleware import READ
from curation.web import caching
from frameworks.surrogate_keys import keys_of


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
