"""A line of the log for each request, and the id by which it is followed through all layers."""

import datetime
import json
import re
import secrets
import sys
import time
from contextlib import suppress

import structlog
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config.caching.at_once import answer_at_once
from config.http.middleware import PROBES, Middleware
from config.monitoring import metrics
from config.monitoring.logs import without_secrets

ID = re.compile(r"[0-9A-Za-z-]{8,64}")
NAME = "plumbline.requests"


class RequestLogMiddleware(Middleware):
    """Give each request an id, carried by all its log lines and by its response; a proxy may have given it one.

    A page that is kept is answered here: it has passed through all that follows once.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id, started = id_of(request), time.perf_counter()
        if request.path in PROBES:
            # Otherwise a name that is not the site's is refused.
            request.META["HTTP_HOST"] = settings.ORIGIN.netloc
        response = answer_at_once(request)
        if response is None:
            with structlog.contextvars.bound_contextvars(request_id=request_id):
                response = self.get_response(request)
        seconds = time.perf_counter() - started
        write_line(request, response.status_code, seconds, request_id)
        metrics.count(request, response.status_code, seconds)
        response.headers["X-Request-ID"] = request_id
        return response


def id_of(request: HttpRequest) -> str:
    """Return the id that the proxy gave a request, where one is trusted, or a new one."""
    given = request.META.get("HTTP_X_REQUEST_ID", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return given if ID.fullmatch(given) else secrets.token_hex(16)


def write_line(request: HttpRequest, status: int, seconds: float, request_id: str) -> None:
    """Write to standard error what the loggers would; by their way it takes half as long as all of a kept page."""
    told = {
        "method": request.method,
        "path": without_secrets(request.path),
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
        "answer": getattr(request, "answered_from", "none"),
        "request_id": request_id,
    }
    if settings.DEBUG:
        structlog.get_logger(NAME).info("request", **told)
        return
    timestamp = datetime.datetime.now(datetime.UTC).isoformat().replace("+00:00", "Z")
    line = {"event": "request", **told, "logger": NAME, "level": "info", "timestamp": timestamp}
    # A disk that takes no log is no reason to fail.
    with suppress(OSError):
        sys.stderr.write(f"{json.dumps(line)}\n")
