"""What has changed in the data since a version, so that a mirror follows the catalogue without loading it again."""

from collections.abc import Iterable
from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from config.api.row_addresses import row_told
from curation.documents import Document, row_from
from curation.models import Revision
from curation.registry import row_types
from curation.snapshots.differences import RowDifference, differences, documents_of
from curation.web.api.pagination import Pages
from curation.web.api.reading import PAGING, VERSION, VERSION_NUMBER, ReadView, etag
from curation.web.api.requests import ReadRequest
from curation.web.querystrings import InvalidQuery, Problem
from frameworks.package_index.addresses import resolve

SINCE = "since_version"


class ResolvedRenderer(JSONRenderer):
    """JSON in which addresses on the package index are whole."""

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return resolve(super().render(data, *args, **kwargs).decode()).encode()


class RowChangeSerializer(serializers.Serializer):
    """What differs in one public row."""

    type = serializers.CharField(help_text="The type of the row, as in the data set.")
    key = serializers.CharField()
    operation = serializers.ChoiceField(
        choices=["added", "changed", "removed"], help_text="A row that is no longer public is removed too."
    )
    version = serializers.IntegerField(help_text="The last version of the data that made a difference to the row.")
    published_at = serializers.DateTimeField(help_text="When that version was published.")
    before = serializers.DictField(
        allow_null=True, help_text="The fields that differ, as they were; null for a row that is added or removed."
    )
    after = serializers.DictField(
        allow_null=True,
        help_text="The fields that differ, as they are; all fields of a row that is added; null for a removed one.",
    )


class RowChangesSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    since_version = serializers.IntegerField(help_text="The version that was asked from.")
    data_version = serializers.IntegerField(help_text="Ask from this one next, once all pages are read.")
    schema_version = serializers.CharField()
    generated_at = serializers.DateTimeField(allow_null=True)
    results = RowChangeSerializer(many=True)


class DataChangesView(ReadView):
    """
    What differs in the public rows since a version of the data, whatever was published in between.

    To keep a mirror: load the data set once, then ask with `since_version` set to its `data_version`, follow `next` to
    the last page, and write all of it at once. Rows that others refer to come first. The addresses of further pages
    name the `version` up to which they tell, so nothing is lost or told twice where the data moves on meanwhile.
    """

    renderer_classes = [ResolvedRenderer]
    accepts = (SINCE, *PAGING)
    pins = False

    @extend_schema(
        operation_id="changes",
        parameters=[
            OpenApiParameter(
                SINCE,
                {"type": "integer", "minimum": 0},
                required=True,
                description="The version of the data that is at hand, such as the `data_version` of the data set.",
                examples=[OpenApiExample("From the beginning", value=0)],
            ),
            OpenApiParameter(VERSION, {"type": "integer", "minimum": 0}, description="Tell up to this version."),
            OpenApiParameter("page", {"type": "integer", "minimum": 1}, description="The number of the page."),
            OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": 100}),
        ],
        responses=RowChangesSerializer,
    )
    @method_decorator(condition(etag_func=etag))
    def get(self, request: ReadRequest) -> Response:
        latest = request.snapshot.version
        since = read_version(request, SINCE, 0, latest)
        until = read_version(request, VERSION, since, latest, default=latest)
        pages = Pages()
        rows = pages.paginate_queryset(differences(since, until), request) or []
        answer = pages.get_paginated_response(list(told(rows)))
        links = {name: pinned(answer.data[name], until) for name in ("next", "previous")}
        answer.data |= {**links, SINCE: since, "data_version": until}
        return answer


def pinned(link: str | None, version: int) -> str | None:
    """Return the address of another page, which tells up to the same version."""
    return replace_query_param(link, VERSION, version) if link else None


def read_version(request: ReadRequest, name: str, least: int, most: int, default: int | None = None) -> int:
    """Return a parameter that is a version of the data; refuse one that there is not, or not yet."""
    text = request.query_params.get(name, "" if default is None else str(default))
    if not VERSION_NUMBER.fullmatch(text) or not least <= int(text) <= most:
        raise InvalidQuery(Problem(name, f"give a version of the data, from {least} to {most}."))
    return int(text)


def told(rows: Iterable[RowDifference]) -> Iterable[dict[str, Any]]:
    """Yield what is said of each difference."""
    rows = list(rows)
    documents = documents_of((row.before, row.after) for row in rows)
    times = dict(Revision.objects.filter(pk__in={row.version for row in rows}).values_list("pk", "valid_from"))
    for row in rows:
        before, after = fields_that_differ(row, documents)
        yield {
            "type": row.kind,
            "key": row.key,
            "operation": row.operation,
            "version": row.version,
            "published_at": times[row.version],
            "before": before,
            "after": after,
        }


def fields_that_differ(row: RowDifference, documents: dict[int, Document]) -> tuple[Any, Any]:
    """Return the fields of a row before and after; nothing of one that the public sees no more."""
    if row.after is None:
        return None, None
    model = row_types()[row.kind]
    after = row_told(row_from(model, row.key, documents[row.after]))
    if row.before is None:
        return None, after
    before = row_told(row_from(model, row.key, documents[row.before]))
    names = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in names}, {name: after[name] for name in names}
