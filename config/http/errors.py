"""What is answered when a request fails: JSON of one shape in the API, a page in the frame everywhere else."""

import copy
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import BadRequest, DisallowedHost, RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.http import escape_leading_slashes
from django.views import csrf, defaults
from rest_framework.exceptions import APIException, MethodNotAllowed, NotAcceptable, Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from config.database import outages, replicas
from config.frame import views
from config.http.bodies import too_large
from curation.web.api.viewsets import RowViewSet
from curation.web.querystrings import InvalidQuery, Problem
from curation.web.redirects import is_gone, new_address, removed, retired
from reviews.comparisons.redirects import new_comparison

CODES = {
    400: "invalid_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    410: "gone",
    413: "content_too_large",
    415: "unsupported_media_type",
    416: "range_not_satisfiable",
    429: "too_many_requests",
    500: "server_error",
    503: "unavailable",
}
# Pages that people read.
PAGES = ("/api/", "/api/docs/")
FORMS = ("admin", "desk")
"""The parts of the site whose forms carry a token."""

Body = dict[str, dict[str, Any]]


def body(status: int, message: str, problems: Iterable[Problem] = (), *, code: str = "") -> Body:
    """Return the JSON of every error."""
    details = [
        {"parameter": problem.parameter, "message": problem.message, "allowed": list(problem.allowed)}
        for problem in problems
    ]
    return {"error": {"status": status, "code": code or CODES[status], "message": message, "details": details}}


def body_of(error: Exception) -> Body:
    """Return the JSON that says what was wrong with a request."""
    if isinstance(error, InvalidQuery):
        message = " ".join(str(problem) for problem in error.problems)
        return body(400, message, error.problems, code="invalid_parameter")
    return body(400, message_for_caller(error) or "This request cannot be answered.")


def message_for_caller(error: Exception) -> str:
    """Return what a refusal tells the caller; Django's own messages may hold details that are not for them."""
    if isinstance(error, BadRequest):
        return " ".join(map(str, error.args))
    if isinstance(error, TooManyFieldsSent):
        return f"The address or the form has too many fields; allowed are {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS}."
    if isinstance(error, RequestDataTooBig):
        return f"The form is too large; allowed are {settings.DATA_UPLOAD_MAX_MEMORY_SIZE} bytes."
    if isinstance(error, DisallowedHost):
        return f"This site does not answer to that name; its address is {settings.ORIGIN.geturl()}."
    return ""


def api_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error in a view of the API; an unexpected one goes on to Django, which logs it."""
    if isinstance(error, BadRequest):
        return Response(body_of(error), status=400)
    if isinstance(error, Http404) and (former := former_row(context["request"], context["view"])):
        return former
    response = exception_handler(error, context)
    if response is not None:
        response.data = body(response.status_code, message_of(error, context["request"], context["view"]))
        if isinstance(error, Throttled):
            response.headers["Cache-Control"] = "no-store"
    return response


def former_row(request: HttpRequest, view: APIView) -> Response | None:
    """Redirect from an old slug, or answer 410 for a row that is gone; None for a row that the public never saw."""
    if address := moved(request):
        return Response(status=301, headers={"Location": address})
    row = retired(request.resolver_match) if request.resolver_match else None
    name = str(row) if row else removed_row(request, view)
    return Response(body(410, f"{name} is no longer part of the catalogue."), status=410) if name else None


def removed_row(request: HttpRequest, view: APIView) -> str:
    """Return what a view's row was called that is gone; empty where none is, or where a past day is asked for."""
    if not isinstance(view, RowViewSet) or not view.detail or view.request.snapshot.day:
        return ""
    model, word = view.queryset.model, view.kwargs[view.lookup_field]
    return f"The {model._meta.verbose_name} {word}" if is_gone(model, view.lookup_field, word) else ""


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
        return method_refusal(request, ", ".join(view.allowed_methods))
    if isinstance(error, APIException):
        return str(error.detail)
    return str(error) or "There is nothing at this address."


def is_api(request: HttpRequest) -> bool:
    """Tell whether the answer is JSON: in the API, for an assistant, or for a page's JSON export."""
    if request.path.startswith("/api/"):
        return request.path not in PAGES
    return request.path == "/mcp" or request.path.endswith(".json")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TooManyFieldsSent):
        # The error page reads the query too, and would fail on it again.
        request.GET = QueryDict()
    if is_api(request):
        return JsonResponse(body_of(exception), status=400)
    problems = exception.args if isinstance(exception, BadRequest) else [message_for_caller(exception)]
    return render(request, "errors/400.html", {"problems": [*filter(None, problems)]}, status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its CSRF token: 405 where the address takes no forms at all."""
    match = request.resolver_match
    has_forms = match and match.namespace in FORMS
    if not has_forms:
        return not_allowed(request, "GET, HEAD")
    if may_send_again(request):
        return views.send_again(request)
    return csrf.csrf_failure(request, reason, "errors/403_csrf.html")


def may_send_again(request: HttpRequest) -> bool:
    """Tell whether a form comes from somebody who is in the admin, and who has only signed in again since."""
    in_admin = request.path.startswith("/admin/") and admin.site.has_permission(request)
    return in_admin and request.headers.get("Sec-Fetch-Site") == "same-origin"


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return defaults.permission_denied(request, exception, "errors/403.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if former := former_page(request, exception):
        return former
    if lower := in_lower_case(request):
        return HttpResponsePermanentRedirect(lower)
    if not is_api(request):
        return views.not_found(request, exception)
    message = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    close = " or ".join(name for name, _address in getattr(exception, "nearest", ()))
    hint = f" Did you mean {close}?" if close else ""
    nothing = "There is nothing at this address. /api/v1/ lists what there is."
    return JsonResponse(body(404, f"{message}{hint}" if message else nothing), status=404)


def former_page(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """Redirect from an old address, or answer 410 for a page that is gone; None for a page that never existed."""
    if address := moved(request):
        return HttpResponsePermanentRedirect(address)
    match = request.resolver_match
    row = retired(match) if match else None
    name = str(row) if row else getattr(exception, "gone", "") or (removed(match) if match else "")
    if not name:
        return None
    message = f"{name} is no longer part of the catalogue."
    return JsonResponse(body(410, message), status=410) if is_api(request) else views.gone(request, message, row)


def in_lower_case(request: HttpRequest) -> str:
    """Return the address of a page without the capitals that were asked for; empty where there is no such page."""
    path = request.path_info.lower()
    if path == request.path_info or request.method not in {"GET", "HEAD"}:
        return ""
    lower = copy.copy(request)
    lower.path = lower.path_info = path
    return escape_leading_slashes(lower.get_full_path()) if exists(lower) else ""


def exists(request: HttpRequest) -> bool:
    """Ask the view of an address whether it has such a page; nothing is drawn."""
    try:
        match = request.resolver_match = resolve(request.path_info)
        status = match.func(request, *match.args, **match.kwargs).status_code
    except Resolver404:
        return False
    except Http404 as error:
        return bool(former_page(request, error))
    except BadRequest:
        return True
    return bool(status < 400)


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Answer a method that an address does not take; ``allowed`` lists the others, separated by commas."""
    if is_api(request):
        return JsonResponse(body(405, method_refusal(request, allowed)), status=405, headers={"Allow": allowed})
    answer = render(request, "errors/405.html", {"allowed": allowed.split(", ")}, status=405)
    answer.headers["Allow"] = allowed
    return answer


def content_too_large(request: HttpRequest, most: int) -> HttpResponse:
    """Answer a body that is larger than its address takes."""
    return refused(request, 413, too_large(most))


def refused(request: HttpRequest, status: int, message: str, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Answer with a status and the reason alone; nobody keeps that."""
    if is_api(request):
        answer: HttpResponse = JsonResponse(body(status, message), status=status)
    else:
        answer = render(request, "errors/refused.html", {"status": status, "message": message}, status=status)
    for name, value in {"Cache-Control": "no-store", **(headers or {})}.items():
        answer.headers[name] = value
    return answer


def method_refusal(request: HttpRequest | Request, allowed: str) -> str:
    return f"This address does not take {request.method}; allowed are {allowed}."


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a failure; one that comes from a database out of reach is answered by the middleware for that."""
    error = sys.exc_info()[1]
    if error and replicas.leave_out(error):
        answer = HttpResponse(status=503)
        answer.replica_failed = True  # type: ignore[attr-defined]
        return answer
    if error and outages.is_gone(error):
        outages.outage.begin(error)
        return HttpResponse(status=503)
    if not is_api(request):
        return defaults.server_error(request, "errors/500.html")
    return JsonResponse(body(500, "The server failed to answer. The failure has been recorded."), status=500)
