"""What the read API is built from: views that read the snapshot, and fields that lead from row to row."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, cast
from urllib.parse import SplitResult

from django.conf import settings
from django.db.models import ForeignKey, QuerySet
from django.http import Http404, HttpRequest
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from curation.dates import today
from curation.rows import CuratedRow, curated
from curation.snapshots.protocol import Snapshot
from curation.web import caching
from curation.web.addresses import page_root
from curation.web.api.requests import ReadRequest, tag_of
from curation.web.api.telling import tell_by
from curation.web.api.values import LinkField, replaced_by
from curation.web.filters.base import StrictFilterSet
from curation.web.querystrings import (
    AS_OF,
    LONGEST_VALUE,
    InvalidQuery,
    Problem,
    check_value,
    choice,
    not_allowed,
    read_past,
)
from curation.web.suggestions import nearest

VERSION = "version"
PAGING = ("page", "page_size", VERSION)
FIELDS = "fields"
VERSION_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
IN_PLACE_OF_SLASH = "~"
CONDITIONS = ("If-None-Match", "If-Modified-Since")
KEY = r"[^/\x00]+(?:/[^/\x00]+)*"
"""Wider than keys are, so that a misspelled key reaches the view, which suggests similar ones."""


def etag(request: ReadRequest, *args: Any, **kwargs: Any) -> str:
    """Return the tag of an answer, which differs by day where the answer does."""
    view: ReadView = request.parser_context["view"]
    return tag_of(request.snapshot.version, request.get_full_path(), today() if view.differs_by_day else None)


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
    differs_by_day: ClassVar[bool] = False
    """Whether the same data is answered differently on another day."""
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


Rows = QuerySet | list[CuratedRow]


class NoFilters:
    """What stands for a filter set where none of its parameters is given: all rows pass, in their own order."""

    def __init__(self, queryset: QuerySet) -> None:
        self.queryset = queryset

    def checked(self) -> QuerySet:
        return self.queryset

    def keep(self, rows: Iterable[Any]) -> list[Any]:
        return list(rows)

    def asked(self, _name: str) -> None:
        return None

    def refuse_problems(self) -> None:
        return None


class StrictFilterBackend(DjangoFilterBackend):
    """Narrow a list by its view's filter set, which is made only where something is asked of it."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> Rows:
        is_asked = not request.query_params.keys().isdisjoint(view.filterset_class.base_filters)
        filters = self.get_filterset(request, queryset, view) if is_asked else NoFilters(queryset)
        rows: Rows = view.narrowed(filters)
        return rows

    def get_filterset_kwargs(self, request: Request, queryset: QuerySet, view: Any) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(request, queryset, view), "asked_only": True}


@method_decorator(condition(etag_func=etag), name="list")
@method_decorator(condition(etag_func=etag), name="retrieve")
class RowViewSet(ReadView, ReadOnlyModelViewSet):
    """The public rows of one model, as a list and one by one."""

    request: ReadRequest
    queryset: QuerySet[Any]
    serializer_class: type[serializers.Serializer[Any]]
    filterset_class: ClassVar[type[StrictFilterSet]]
    related: ClassVar[tuple[str, ...]] = ()
    """The foreign keys whose rows an answer names."""

    filter_backends = [StrictFilterBackend]
    lookup_field = "key"
    lookup_value_regex = KEY
    longest = {FIELDS: 1000}
    fields: tuple[str, ...] = ()
    """The fields that the request asks for; empty for all."""

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related(*self.related)

    def check(self, request: ReadRequest) -> None:
        super().check(request)
        if asked := ",".join(request.query_params.getlist(FIELDS)):
            known = self.field_names()
            self.fields = tuple(choice(FIELDS, name, known) for name in dict.fromkeys(asked.split(",")))

    def field_names(self) -> list[str]:
        """Return the fields that a row has here."""
        serializer: Any = self.get_serializer_class()()
        return list(serializer.fields)

    def shortened(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the data of a row, or of it what is asked for."""
        return {name: data[name] for name in self.fields} if self.fields else data

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.shortened(self.told(self.get_object())))

    def told(self, row: CuratedRow) -> dict[str, Any]:
        """Return what is answered of one row."""
        data: dict[str, Any] = tell_by(self.serializer_class)(row)
        return data

    def parameters(self) -> tuple[str, ...]:
        if self.detail:
            return (*self.accepts, FIELDS)
        return (*self.filterset_class.base_filters, *self.accepts, *PAGING, FIELDS)

    def repeatable(self) -> tuple[str, ...]:
        return (FIELDS,) if self.detail else (*self.filterset_class.repeatable(), FIELDS)

    def narrowed(self, filterset: StrictFilterSet | NoFilters) -> Rows:
        """Return the rows that pass a filter set."""
        return filterset.checked()

    def get_object(self) -> CuratedRow:
        word = self.kwargs[self.lookup_field]
        row = self.find(word)
        if row is None:
            raise Http404(no_such(self.queryset.model, self.lookup_field, word, self.request.snapshot))
        return row

    def find(self, word: str) -> CuratedRow | None:
        return self.get_queryset().filter(**{self.lookup_field: word}).first()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows: Any = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        told = map(tell_by(self.serializer_class), rows)
        return self.get_paginated_response(list(map(self.shortened, told) if self.fields else told))


def no_such(model: type[CuratedRow], field: str, word: str, snapshot: Snapshot) -> str:
    """Say that no row has this word in a field, and suggest similar words."""
    close = nearest(word, [value for (value,) in snapshot.values(model, field)])
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    return f"There is no {model._meta.verbose_name} “{word[:80]}”.{hint}"


class PastRowViewSet(RowViewSet):
    """Rows that can also be read as they were at the end of a past day."""

    accepts = ("as-of",)

    def narrowed(self, filterset: StrictFilterSet | NoFilters) -> Rows:
        return filterset.checked() if self.request.snapshot.day is None else filterset.keep(self.snapshot_rows())

    def find(self, word: str) -> CuratedRow | None:
        if self.request.snapshot.day is None:
            return super().find(word)
        return next(iter(self.snapshot_rows(**{self.lookup_field: word})), None)

    def snapshot_rows(self, **where: Any) -> list[CuratedRow]:
        """Return rows as the snapshot has them, with the rows they refer to: one query for each sort of row."""
        rows = self.request.snapshot.rows(self.queryset.model, **where)
        for path in self.related:
            *way, name = path.split("__")
            holders = rows
            for step in way:
                holders = [referred for row in holders if (referred := getattr(row, step)) is not None]
            self.attach(holders, name)
        return sorted(rows, key=lambda row: [getattr(row, str(name)) for name in self.queryset.query.order_by])

    def attach(self, rows: Sequence[CuratedRow], name: str) -> None:
        """Give rows the rows that their foreign key points to in the record."""
        if not rows:
            return
        field = cast("ForeignKey[Any, Any]", type(rows[0])._meta.get_field(name))
        keys = {key for row in rows if (key := getattr(row, field.attname))}
        referred = {row.key: row for row in self.request.snapshot.rows(curated(field), key__in=sorted(keys))}
        for row in rows:
            setattr(row, name, referred.get(getattr(row, field.attname)))


class KeptRowViewSet(PastRowViewSet):
    """Rows that are filtered in Python, because their filters test more than a query can."""

    def narrowed(self, filterset: StrictFilterSet | NoFilters) -> Rows:
        return filterset.keep(self.snapshot_rows())


@cache
def addresses_of(view: str, word: str, origin: SplitResult) -> str:
    """Return with what the addresses of a view's rows begin."""
    return f"{origin.geturl()}{page_root(view, word)}"


@extend_schema_field(OpenApiTypes.URI)
class AddressField(serializers.CharField):
    """The address of a row, in the API or of its page, from the name of its view and the word that names the row."""

    def __init__(self, view: str, word: str = "key") -> None:
        self.view, self.word = view, word
        super().__init__(source=word, read_only=True)

    def to_representation(self, value: str) -> str:
        return f"{addresses_of(self.view, self.word, settings.ORIGIN)}{value}/"


@extend_schema_field({"type": "string", "description": replaced_by("place_url"), "deprecated": True})
class PlaceField(serializers.CharField):
    """The address of the place in its source on which a claim rests."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, row: Any) -> str:
        address: str = row.source.link_to(row.locator) if row.source else ""
        return address


class PlaceUrlField(LinkField):
    """The same; null where no address is on record."""

    def __init__(self) -> None:
        super().__init__("*", "Where to read it; null where no address is on record.")

    def to_representation(self, row: Any) -> str | None:
        return (row.source.link_to(row.locator) if row.source else "") or None
