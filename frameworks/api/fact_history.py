"""What a fact has said over time."""

from typing import Any

from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from curation.models import Revision
from curation.registry import row_type
from curation.web.api.reading import Gone, ReadView, etag
from curation.web.api.requests import ReadRequest
from curation.web.api.values import replaced_by
from curation.web.api.viewsets import no_such
from curation.web.redirects import is_gone
from frameworks.api.facts import VALUES, FactValuesSerializer
from frameworks.models import Fact
from frameworks.models.fact_values import read_values


class FactValueSerializer(FactValuesSerializer):
    """What a fact said from one publication to the next."""

    valid_from = serializers.DateTimeField(help_text="When the site began to say so.")
    valid_to = serializers.DateTimeField(allow_null=True, help_text="When it stopped; null while it says so.")
    value = serializers.CharField(help_text=replaced_by(*VALUES))
    note = serializers.CharField(allow_blank=True)
    source = serializers.CharField(help_text="The key of the source.")  # type: ignore[assignment]
    read_on = serializers.DateField(help_text="When the source was read for it.")


class FactHistoryView(ReadView):
    """Everything that a fact has said, the newest first, such as what was the latest version on a day."""

    @extend_schema(
        operation_id="facts_history",
        parameters=[OpenApiParameter("key", str, OpenApiParameter.PATH, description="Such as django/latest-version.")],
        responses=FactValueSerializer(many=True),
    )
    @method_decorator(condition(etag_func=etag))
    def get(self, request: ReadRequest, key: str) -> Response:
        if not request.snapshot.rows(Fact, key=key):
            if is_gone(Fact, "key", key):
                raise Gone(f"The fact {key} is no longer part of the catalogue.")
            raise Http404(no_such(Fact, "key", key, request.snapshot))
        revisions = Revision.objects.filter(row_type=row_type(Fact), key=key, document__isnull=False)
        values = [value_of(revision) for revision in revisions.order_by("-version")]
        return Response(FactValueSerializer(values, many=True).data)


def value_of(revision: Revision) -> dict[str, Any]:
    document = revision.document or {}
    named = {name: document.get(name, "") for name in ("value", "note", "source", "read_on")}
    values = read_values(document.get("name", ""), named["value"])
    return {"valid_from": revision.valid_from, "valid_to": revision.valid_to, "values": values, **named}
