"""What is answered while the data version is known, with no question to the database and no view."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from config.caching.known_version import Latest, known
from config.caching.page_cache import Stamp, heads, key_of, memory
from config.caching.requests import API, is_asked_otherwise, is_plain, is_signed_in, may_be_asked_for
from config.database.outages import outage
from config.http.middleware import READ
from config.http.throttling import Count
from curation.dates import today
from curation.web import caching
from curation.web.api.tags import tags_on
from frameworks.surrogate_keys import keys_of

VARY = "Accept-Encoding, origin"


def answer_at_once(request: HttpRequest) -> HttpResponseBase | None:
    """Answer with a page that is kept and known to be of the present; nothing is asked of the database."""
    latest = known.get()
    if latest is None or not settings.CACHE_PAGES or outage.lasts:
        return None
    if "HTTP_IF_NONE_MATCH" in request.META and request.path.startswith(API):
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


def unchanged(request: HttpRequest, latest: Latest) -> HttpResponse | None:
    """Answer with 304 whoever has the API's present answer, which its tag says; no such request is counted."""
    if request.method not in READ or is_signed_in(request) or "HTTP_ORIGIN" in request.META:
        return None
    request.get_host()  # refuses a name that is not the site's
    present = tags_on((latest, today()), request.get_full_path())
    tag = next((tag for tag in parse_etags(request.META["HTTP_IF_NONE_MATCH"]) if tag in present), None)
    if tag is None:
        return None
    told = {"ETag": tag, "Cache-Control": caching.PUBLIC, "X-Data-Version": str(latest[0]), "Vary": VARY}
    return HttpResponse(status=304, headers={**told, "Surrogate-Key": surrogate_key(request), **left(request)})


def surrogate_key(request: HttpRequest) -> str:
    """Return the names under which caches know the answer at an address."""
    return " ".join(keys_of(f"{request.path}?{request.META.get('QUERY_STRING', '')}"))


def left(request: HttpRequest) -> dict[str, str]:
    """Return what is left of the caller's requests to the API, of which this one is none."""
    limit: int = settings.API_REQUESTS_PER_MINUTE
    return Count.of(request, "", limit, cost=False).headers if limit else {}


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
