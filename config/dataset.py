"""The whole catalogue as one download."""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from curation.documents import fields_of
from curation.registry import row_types
from curation.rows import CuratedRow
from curation.web.api.requests import ReadRequest, edition
from curation.web.api.viewsets import ReadView, etag
from curation.web.exports.tables import LICENCE
from frameworks.package_index.addresses import resolve


class ResolvedRenderer(JSONRenderer):
    """JSON in which addresses on the package index are whole."""

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return resolve(super().render(data, *args, **kwargs).decode()).encode()


class DatasetView(ReadView):
    """All public rows by type, each under its key and with references by key, in one document."""

    renderer_classes = [ResolvedRenderer]

    @extend_schema(
        operation_id="dataset",
        responses=inline_serializer(
            "Dataset",
            {
                "data_version": serializers.IntegerField(),
                "schema_version": serializers.CharField(),
                "generated_at": serializers.DateTimeField(allow_null=True),
                "licence": serializers.CharField(),
                "rows": serializers.DictField(child=serializers.ListField(child=serializers.DictField())),
            },
        ),
    )
    @method_decorator(condition(etag_func=etag))
    def get(self, request: ReadRequest) -> Response:
        rows = {name: public_rows(model) for name, model in row_types().items()}
        document = {**edition(request.snapshot), "licence": LICENCE, "rows": rows}
        name = f"plumbline-{request.snapshot.version}.json"
        return Response(document, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def public_rows(model: type[CuratedRow]) -> list[dict[str, Any]]:
    """Return the public rows of a model, each field by its name, references by key."""
    names = ["key", *(field.name for field in fields_of(model))]
    return list(model.objects.public().order_by("key").values(*names))
