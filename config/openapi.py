"""What the OpenAPI document says of every operation, beyond what its view says."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers


class DetailSerializer(serializers.Serializer):
    parameter = serializers.CharField(help_text="The parameter that is wrong.")
    message = serializers.CharField()
    allowed = serializers.ListField(child=serializers.CharField(), help_text="What is allowed, where it can be listed.")


class ErrorSerializer(serializers.Serializer):
    status = serializers.IntegerField()
    code = serializers.CharField()
    message = serializers.CharField()
    details = DetailSerializer(many=True)


class ErrorBodySerializer(serializers.Serializer):
    """The shape of every error."""

    error = ErrorSerializer()


ERRORS = {
    "400": "A parameter is not known here, or has a value it cannot have.",
    "404": "There is nothing at this address, or there is no such page.",
    "406": "The API answers in JSON alone.",
    "429": "Too many requests in this minute; Retry-After says in how many seconds to try again.",
}
MOVED = "The slug has changed; Location has the new address."
RETIRED = "It was in the catalogue once."
AS_OF = OpenApiParameter(
    "as-of", {"type": "string", "format": "date"}, description="Read the record as it was at the end of this day (UTC)."
)


class ReadSchema(AutoSchema):
    """The description of a read, with what every operation has in common."""

    def get_override_parameters(self) -> list[Any]:
        return [AS_OF] if "as-of" in getattr(self.view, "accepts", ()) else []

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        """Give every list of words at least one item, because an empty value is refused."""
        parameters: list[dict[str, Any]] = super()._get_filter_parameters()  # type: ignore[no-untyped-call]
        for parameter in parameters:
            if parameter["schema"].get("type") == "array":
                parameter["schema"]["minItems"] = 1
        return parameters

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status, meaning in ERRORS.items():
            answer = self._get_response_for_code(ErrorBodySerializer, status)  # type: ignore[no-untyped-call]
            bodies[status] = answer | {"description": meaning}
        if "{slug}" in self.path:
            bodies |= {"301": {"description": MOVED}, "410": bodies["404"] | {"description": RETIRED}}
        return bodies
