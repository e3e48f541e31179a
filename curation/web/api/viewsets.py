"""The rows of a model as the read API has them: as a list and one by one, present or of a past day."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot
from curation.snapshots.snapshots import CurrentSnapshot
from curation.web.api.reading import PAGING, ReadView, etag
from curation.web.api.requests import ReadRequest
from curation.web.api.telling import tell_by
from curation.web.filters.base import ORDER, StrictFilterSet
from curation.web.querystrings import AS_OF, choice
from curation.web.suggestions import nearest

FIELDS = "fields"
KEY = r"[^/\x00]+(?:/[^/\x00]+)*"
"""Wider than keys are, so that a misspelled key reaches the view, which suggests similar ones."""
SLUG = r"[^/\x00]+"

Rows = QuerySet | list[Any]


class StrictFilterBackend(DjangoFilterBackend):
    """Narrow a list by its view's filter set, which is made only where something is asked of it."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> Rows:
        is_asked = not request.query_params.keys().isdisjoint(view.filterset_class.base_filters)
        rows: Rows = view.narrowed(self.get_filterset(request, queryset, view)) if is_asked else view.listed(queryset)
        return rows

    def get_filterset_kwargs(self, request: Request, queryset: QuerySet, view: Any) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(request, queryset, view), "asked_only": True}


@method_decorator(condition(etag_func=etag), name="list")
@method_decorator(condition(etag_func=etag), name="retrieve")
class RowViewSet(ReadView, ReadOnlyModelViewSet):
    """The public rows of one model, as a list and one by one.

    They are read whole, once for each version of the data, and filtered in Python. Only what is too large for that is
    asked of the database each time.
    """

    request: ReadRequest
    queryset: QuerySet[Any]
    serializer_class: type[serializers.Serializer[Any]]
    filterset_class: ClassVar[type[StrictFilterSet]]
    related: ClassVar[tuple[str, ...]] = ()
    """The foreign keys whose rows an answer names."""
    within: ClassVar[tuple[Prefetch, ...]] = ()
    """The rows that stand within those of the present."""
    is_kept: ClassVar[bool] = True
    """Whether a process keeps the rows; not where there are thousands, or all files of programs."""

    filter_backends = [StrictFilterBackend]
    lookup_field = "key"
    lookup_value_regex = KEY
    longest = {FIELDS: 1000}
    fields: tuple[str, ...] = ()
    """The fields that the request asks for; empty for all."""

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

    def parameters(self) -> tuple[str, ...]:
        if self.detail:
            return (*self.accepts, FIELDS)
        return (*self.filterset_class.base_filters, *self.accepts, *PAGING, FIELDS)

    def repeatable(self) -> tuple[str, ...]:
        return (FIELDS,) if self.detail else (*self.filterset_class.repeatable(), FIELDS)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows: Any = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        told = map(tell_by(self.serializer_class), self.in_full(rows) if self.asks_database else rows)
        return self.get_paginated_response(list(map(self.shortened, told) if self.fields else told))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.shortened(self.told(self.get_object())))

    def told(self, row: CuratedRow) -> dict[str, Any]:
        """Return what is answered of one row."""
        data: dict[str, Any] = tell_by(self.serializer_class)(row)
        return data

    def get_queryset(self) -> QuerySet:
        """Return the keys of the rows: compiling a query of all columns takes longer than running it."""
        return self.queryset.values_list("key", flat=True) if self.asks_database else self.queryset

    def in_full(self, keys: Sequence[str]) -> Iterable[CuratedRow]:
        """Return the present rows of some keys, in that order."""
        rows = {row.key: row for row in CurrentSnapshot().rows(self.queryset.model, self.related, key__in=list(keys))}
        return (rows[key] for key in keys if key in rows)

    def get_object(self) -> CuratedRow:
        word = self.kwargs[self.lookup_field]
        row = self.find(word)
        if row is None:
            raise Http404(no_such(self.queryset.model, self.lookup_field, word, self.request.snapshot))
        return row

    def listed(self, queryset: QuerySet) -> Rows:
        """Return all rows, in their order."""
        return queryset if self.asks_database else list(self.rows().values())

    def narrowed(self, filterset: StrictFilterSet) -> Rows:
        """Return the rows that pass a filter set."""
        if self.asks_database:
            return filterset.checked()
        rows: Iterable[Any] = self.rows().values()
        # Of rows that are alike in what they are ordered by, the key decides.
        return filterset.keep(sorted(rows, key=attrgetter("key")) if ORDER in self.request.query_params else rows)

    def find(self, word: str) -> CuratedRow | None:
        if self.asks_database:
            return next(iter(self.in_full([word])), None)
        return self.rows().get(word)

    @property
    def asks_database(self) -> bool:
        return not self.is_kept and self.request.snapshot.day is None

    def rows(self) -> Mapping[str, Any]:
        """Return all rows, in order, by the word that names each."""
        return self.request.snapshot.once(self.read)

    @classmethod
    def read(cls, snapshot: Snapshot, **where: str) -> dict[str, Any]:
        """Read all rows that have some values, with the rows that they name."""
        # What is kept of a list is kept here alone.
        source: Snapshot = snapshot if snapshot.day else CurrentSnapshot()
        rows: Sequence[Any] = source.rows(cls.queryset.model, cls.related, **where)
        prefetch_related_objects(rows, *cls.within)
        for name in map(str, reversed(cls.queryset.query.order_by)):
            rows = sorted(rows, key=attrgetter(name.removeprefix("-")), reverse=name.startswith("-"))
        return {getattr(row, cls.lookup_field): row for row in rows}


def no_such(model: type[CuratedRow], field: str, word: str, snapshot: Snapshot) -> str:
    """Say that no row has this word in a field, and suggest similar words."""
    close = nearest(word, [value for (value,) in snapshot.values(model, field)])
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    return f"There is no {model._meta.verbose_name} “{word[:80]}”.{hint}"


class PastRowViewSet(RowViewSet):
    """Rows that can also be read as they were at the end of a past day."""

    accepts = (AS_OF,)
