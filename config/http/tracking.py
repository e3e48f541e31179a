"""Where links lead that others have marked to count clicks: to the same page without the marks."""

import copy
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.http import escape_leading_slashes

from config.http import errors
from config.http.middleware import READ, Middleware

TRACKING_PREFIX = "utm_"
TRACKING = {
    *("fbclid", "gclid", "dclid", "gbraid", "wbraid", "gclsrc", "gad_source", "gad_campaignid", "srsltid", "_gl"),
    *("msclkid", "yclid", "twclid", "ttclid", "li_fat_id", "igsh", "igshid", "rdt_cid", "epik", "sscid"),
    *("mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "vero_id", "ck_subscriber_id", "_bhlid"),
    *("ref", "ref_src", "ref_url", "referrer"),
}
"""The parameters that search engines, networks and newsletters add to links; no page has one of these names."""


class TrackingMiddleware(Middleware):
    """Redirect pages and feeds from addresses with parameters that count clicks, or are empty, to those without."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if not query or request.method not in READ or is_for_programs(request):
            return self.get_response(request)
        kept = "&".join(part for part in query.split("&") if part and not counts_clicks(part))
        return self.get_response(request) if kept == query else HttpResponsePermanentRedirect(at(request, query=kept))


def is_for_programs(request: HttpRequest) -> bool:
    """Tell whether an address is of the API or of a part for signed-in people, where a wrong parameter is an error."""
    return request.path.startswith(("/api/", "/admin/")) and request.path not in errors.PAGES


def counts_clicks(part: str) -> bool:
    name = unquote_plus(part.partition("=")[0]).lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIX)


def at(request: HttpRequest, *, query: str) -> str:
    """Return the path of a request with another query; it never leads to another host."""
    moved = copy.copy(request)
    moved.META = {**request.META, "QUERY_STRING": query}
    return escape_leading_slashes(moved.get_full_path())
