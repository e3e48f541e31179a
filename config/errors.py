"""What is answered when a request fails: JSON of one shape in the API, a page in the frame everywhere else."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost, RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.views import defaults
from django.views.csrf import csrf_failure
from rest_framework.exceptions import APIException, MethodNotAllowed, NotAcceptable, Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from config import views
from curation.web.filters.base import InvalidQuery, Problem
from curation.web.querystrings import BadQuery
from curation.web.redirects import new_address, retired
from reviews.comparisons.redirects import new_comparison

CODES = {
    400: "invalid_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    410: "gone",
    415: "unsupported_media_type",
    429: "too_many_requests",
    500: "server_error",
}
# Pages that people read.
PAGES = ("/api/", "/api/docs/")
FORMS = ("admin", "desk")
"""The parts of the site whose forms carry a token."""

Body = dict[str, dict[str, Any]]


def body(status: int, message: str, problems: Iterable[Problem] = (), *, code: str = "") -> Body:
    """Return the JSON of every error."""
    details = [{"parameter": p.parameter, "message": p.message, "allowed": list(p.allowed)} for p in problems]
    return {"error": {"status": status, "code": code or CODES[status], "message": message, "details": details}}


def body_of(error: Exception) -> Body:
    """Return the JSON that says what was wrong with a request."""
    problems = problems_in(error)
    if problems:
        message = " ".join(str(problem) for problem in problems)
        return body(400, message, problems, code="invalid_parameter")
    return body(400, said_of(error) or "This request cannot be answered.")


def said_of(error: Exception) -> str:
    """Return what a refusal tells the caller. Of what Django refuses, its own words may hold what is not for them."""
    if isinstance(error, BadRequest):
        return " ".join(map(str, error.args))
    if isinstance(error, TooManyFieldsSent):
        return f"The address or the form has too many fields; allowed are {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS}."
    if isinstance(error, RequestDataTooBig):
        return f"The form is too large; allowed are {settings.DATA_UPLOAD_MAX_MEMORY_SIZE} bytes."
    if isinstance(error, DisallowedHost):
        return f"This site does not answer to that name; its address is {settings.ORIGIN.geturl()}."
    return ""


def problems_in(error: Exception) -> tuple[Problem, ...]:
    if isinstance(error, InvalidQuery):
        return error.problems
    return (Problem(error.parameter, error.message),) if isinstance(error, BadQuery) else ()


def api_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error in a view of the API; what nobody foresaw goes on to Django, which logs it."""
    if isinstance(error, BadRequest):
        return Response(body_of(error), status=400)
    if isinstance(error, Http404) and (former := former_row(context["request"])):
        return former
    response = exception_handler(error, context)
    if response is not None:
        response.data = body(response.status_code, message_of(error, context["request"], context["view"]))
    return response


def former_row(request: HttpRequest) -> Response | None:
    """Answer for a row whose slug changed or that was retired; None where there never was one."""
    if address := moved(request):
        return Response(status=301, headers={"Location": address})
    row = retired(request.resolver_match) if request.resolver_match else None
    return Response(body(410, f"{row} is no longer part of the catalogue."), status=410) if row else None


def moved(request: HttpRequest) -> str:
    """Return where an address has moved to, with its query; empty where it has not."""
    match = request.resolver_match
    address = (new_address(match) or new_comparison(match)) if match else ""
    query = request.META["QUERY_STRING"]
    return f"{address}?{query}" if address and query else address


def message_of(error: Exception, request: Request, view: APIView) -> str:
    if isinstance(error, Throttled):
        return f"Too many requests. Try again in {getattr(error, 'wait', 60)} seconds."
    if isinstance(error, NotAcceptable):
        return "Answers are application/json; allow that in the Accept header, or leave the header out."
    if isinstance(error, MethodNotAllowed):
        return untaken(request, ", ".join(view.allowed_methods))
    if isinstance(error, APIException):
        return str(error.detail)
    return str(error) or "There is nothing at this address."


def is_api(request: HttpRequest) -> bool:
    """Tell whether a program asked: the API, or a page as JSON."""
    return request.path.endswith(".json") or (request.path.startswith("/api/") and request.path not in PAGES)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TooManyFieldsSent):
        # The page that says so reads the query too, and would fail on it again.
        request.GET = QueryDict()
    if is_api(request):
        return JsonResponse(body_of(exception), status=400)
    said = exception if isinstance(exception, BadRequest) else BadRequest(*filter(None, [said_of(exception)]))
    return views.bad_request(request, said)


def unstamped(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came without its token; where no form can be sent, that is what is wrong."""
    match = request.resolver_match
    return csrf_failure(request, reason) if match and match.namespace in FORMS else not_allowed(request, "GET, HEAD")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if former := former_page(request):
        return former
    if not is_api(request):
        return views.not_found(request, exception)
    said = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    close = " or ".join(name for name, _address in getattr(exception, "nearest", ()))
    hint = f" Did you mean {close}?" if close else ""
    nothing = "There is nothing at this address. /api/v1/ lists what there is."
    return JsonResponse(body(404, f"{said}{hint}" if said else nothing), status=404)


def former_page(request: HttpRequest) -> HttpResponse | None:
    """Answer for a page that moved or was retired; None where there never was one."""
    if address := moved(request):
        return HttpResponsePermanentRedirect(address)
    row = retired(request.resolver_match) if request.resolver_match else None
    if not row:
        return None
    said = f"{row} is no longer part of the catalogue."
    return JsonResponse(body(410, said), status=410) if is_api(request) else views.gone(request, said)


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Answer a method that an address does not take; ``allowed`` are those it does, separated by commas."""
    if is_api(request):
        return JsonResponse(body(405, untaken(request, allowed)), status=405, headers={"Allow": allowed})
    answer = render(request, "405.html", {"allowed": allowed.split(", ")}, status=405)
    answer.headers["Allow"] = allowed
    return answer


def untaken(request: HttpRequest | Request, allowed: str) -> str:
    return f"This address does not take {request.method}; allowed are {allowed}."


def server_error(request: HttpRequest) -> HttpResponse:
    if not is_api(request):
        return defaults.server_error(request)
    return JsonResponse(body(500, "The server failed to answer. The failure has been recorded."), status=500)
