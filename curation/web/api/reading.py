"""What every view of the read API has in common: the parameters it takes, the version it reads, what it costs."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django.http import HttpRequest
from django.utils.cache import get_conditional_response
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from curation.web import caching
from curation.web.api.requests import ReadRequest
from curation.web.api.tags import tag_of
from curation.web.querystrings import (
    AS_OF,
    LONGEST_VALUE,
    InvalidQuery,
    Problem,
    check_value,
    not_allowed,
    read_past,
)

VERSION = "version"
PAGING = ("page", "page_size", VERSION)
VERSION_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
IN_PLACE_OF_SLASH = "~"
CONDITIONS = ("If-None-Match", "If-Modified-Since")


def etag(request: ReadRequest, *args: Any, **kwargs: Any) -> str:
    """Return the tag of an answer."""
    view: ReadView = request.parser_context["view"]
    return tag_of(request.snapshot.version, request.get_full_path(), view.state(request))


class Gone(APIException):
    """What was here once is here no longer; the message says where to go on."""

    status_code = 410


def check_pin(text: str, version: int) -> None:
    """Refuse a version that is no longer the one that is read, or not yet."""
    if not VERSION_NUMBER.fullmatch(text) or int(text) > version:
        raise InvalidQuery(Problem(VERSION, f"give a version of the data, up to {version}."))
    if int(text) < version:
        raise Gone(
            f"Version {text} is no longer read here; the data has version {version} now. Begin the list again, "
            f"or ask /api/v1/changes/?since_version={text} for what differs."
        )


class ReadView(APIView):
    """A view that takes the parameters it names, and no others, and whose answers may be cached for a minute."""

    accepts: ClassVar[tuple[str, ...]] = ()
    longest: ClassVar[Mapping[str, int]] = {}
    """How long the values of some parameters may be that may be longer than others."""
    pins: ClassVar[bool] = True
    """Whether ``version``, where it is taken, must be the version that is read."""
    is_free = False
    """Whether the request does not count towards the caller's limit."""
    rate_headers: Mapping[str, str] = {}
    """What is left of the caller's requests in this minute; empty where there is no limit."""

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> ReadRequest:
        made: Any = super().initialize_request(request, *args, **kwargs)
        return ReadRequest(request, made.parsers, made.authenticators, made.negotiator, made.parser_context)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Read a key in an address with a tilde for each slash too: some programs and proxies change a slash in it."""
        words = {name: value.replace(IN_PLACE_OF_SLASH, "/") for name, value in kwargs.items()}
        return super().dispatch(request, *args, **words)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        try:
            self.check(cast(ReadRequest, request))
        except (APIException, InvalidQuery):
            super().initial(request, *args, **kwargs)
            raise
        self.is_free = self.costs_nothing(cast(ReadRequest, request))
        super().initial(request, *args, **kwargs)

    def costs_nothing(self, request: ReadRequest) -> bool:
        """Tell whether the caller has the present answer already and is told so, without it being made again."""
        if request.headers.keys().isdisjoint(CONDITIONS):
            return False
        response = get_conditional_response(request, etag(request), self.last_modified(request))
        return response is not None and response.status_code == 304

    def state(self, request: ReadRequest) -> str:
        """Return a word for what the answer depends on beside the data and the address; empty for nothing."""
        return ""

    def last_modified(self, request: ReadRequest) -> int | None:
        """Return when the answer changed last, in seconds since 1970; None where that is not told."""
        return None

    def check(self, request: ReadRequest) -> None:
        """Refuse a request with another method, other parameters or a version that is not read."""
        method = str(request.method)
        if not hasattr(self, method.lower()):
            raise MethodNotAllowed(method)
        if AS_OF in self.accepts:
            read_past(request)
        if problems := self.problems(request):
            raise InvalidQuery(*problems)
        if self.pins and VERSION in request.query_params:
            check_pin(request.query_params[VERSION], request.snapshot.version)

    def problems(self, request: Request) -> list[Problem]:
        """Return what is wrong with the query string as a whole, before filters read their values."""
        return [
            problem
            for name, values in request.query_params.lists()
            if (problem := self.problem(name, values)) is not None
        ]

    def problem(self, name: str, values: list[str]) -> Problem | None:
        allowed = self.parameters()
        if name not in allowed:
            return Problem(name[:60], not_allowed(name, allowed), allowed)
        if len(values) > 1 and name not in self.repeatable():
            return Problem(name, "give it once.")
        if not all(value.strip() for value in values):
            return Problem(name, "give it a value, or leave it out.")
        try:
            for value in values:
                check_value(name, value, self.longest.get(name, LONGEST_VALUE))
        except InvalidQuery as error:
            return error.problems[0]
        return None

    def parameters(self) -> tuple[str, ...]:
        """Return the names of the parameters this view takes."""
        return self.accepts

    def repeatable(self) -> tuple[str, ...]:
        """Return the names of the parameters that may be given several times."""
        return ()

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code in {200, 206, 304}:
            response.headers["Cache-Control"] = caching.PUBLIC
        if response.status_code < 500 and response.status_code != 429:
            response.headers["X-Data-Version"] = str(cast(ReadRequest, request).snapshot.version)
        for name, value in self.rate_headers.items():
            response.headers[name] = value
        return response
