"""What the OpenAPI document says of every operation and every answer, beyond what its view and serializer say."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from config.api.openapi_words import WORDS
from curation.web.api.values import DEPRECATED
from curation.web.api.viewsets import FIELDS, RowViewSet
from frameworks.api.words import MEANINGS as OF_FRAMEWORKS
from measurements.api.words import MEANINGS as OF_MEASUREMENTS
from reviews.api.words import MEANINGS as OF_REVIEWS

Schema = dict[str, Any]

MEANINGS = {**OF_FRAMEWORKS, **OF_MEASUREMENTS, **OF_REVIEWS}
"""What a property means in one schema alone."""


class DetailSerializer(serializers.Serializer):
    parameter = serializers.CharField(help_text="The parameter that is wrong.")
    message = serializers.CharField()
    allowed = serializers.ListField(child=serializers.CharField(), help_text="What is allowed, where it can be listed.")


class ErrorSerializer(serializers.Serializer):
    status = serializers.IntegerField(help_text="The status of the answer.")
    code = serializers.CharField(help_text="The kind of error, one word for each.")
    message = serializers.CharField()
    details = DetailSerializer(many=True, help_text="One for each parameter that is wrong.")


class ErrorBodySerializer(serializers.Serializer):
    """The shape of every error."""

    error = ErrorSerializer(help_text="What was wrong.")


HEADERS = {
    "ETag": "The tag of this answer: send it in If-None-Match to learn whether anything has changed.",
    "Cache-Control": "How long the answer may be kept.",
    "X-Data-Version": "The version of the data that the answer rests on; it rises with every publication. Where "
    "an answer rests on none, the newest that the server knows; left out where it knows none.",
    "X-Request-ID": "The name of this request in the site’s log.",
    "RateLimit-Limit": "How many requests one caller may make in a minute; left out where there is no limit.",
    "RateLimit-Remaining": "How many of them are left; left out where there is no limit.",
    "RateLimit-Reset": "In how many seconds the next minute begins; left out where there is no limit.",
    "Retry-After": "In how many seconds to try again.",
    "Last-Modified": "When the data was published; left out while nothing is.",
    "Accept-Ranges": "That parts of the answer can be asked for with Range.",
    "Content-Range": "Which bytes these are, and of how many in all.",
    "Content-Disposition": "The name to keep the file under.",
    "Location": "The new address.",
    "Allow": "The methods that the address takes.",
}
NUMBERS = {"X-Data-Version", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After"}
COUNTED = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
ANSWERED = ("ETag", "Cache-Control", "X-Data-Version", "X-Request-ID", *COUNTED)
FILE = ("Last-Modified", "Accept-Ranges", "Content-Disposition")
REFUSED = ("X-Data-Version", "X-Request-ID", *COUNTED)

EMPTY = {
    "301": ("The slug has changed.", ("Location", "X-Data-Version")),
    "206": ("The part of the file that Range asks for.", ("Content-Range", *ANSWERED, *FILE)),
    "304": ("Nothing has changed since the answer with the tag that was sent; there is no body.", ANSWERED),
}
ERRORS = {
    "400": ("A parameter is not known here, or has a value it cannot have.", REFUSED),
    "404": ("There is nothing at this address, or there is no such page.", REFUSED),
    "405": ("The API only reads: GET, HEAD and OPTIONS.", ("Allow", *REFUSED)),
    "406": ("The API answers in JSON alone.", REFUSED),
    "410": ("What was here once is here no longer; the message says where to go on.", REFUSED),
    "414": ("The address is too long.", ("X-Data-Version",)),
    "416": ("The part that Range asks for lies outside of the file.", ("Content-Range", *REFUSED)),
    "429": ("Too many requests in this minute.", ("Retry-After", *REFUSED)),
    "500": ("The server failed; the failure has been recorded.", ("X-Data-Version", "X-Request-ID")),
    "503": ("The server is busy, or its database is out of reach.", ("Retry-After", "X-Data-Version")),
}
ALWAYS = ("304", "400", "405", "406", "414", "429", "500", "503")
"""What every operation may answer besides what it is asked for."""

AS_OF = OpenApiParameter(
    "as-of", {"type": "string", "format": "date"}, description="Read the record as it was at the end of this day (UTC)."
)

PARAMETERS = {
    "key": "The key of the row, with its slashes as they are or with ~ for each.",
    "slug": "The slug of the row.",
    "page": "The number of the page, from 1.",
    "page_size": "How many rows a page has.",
}
"""What parameters of these names mean, wherever the operation does not say more."""
SEVERAL = "Several: repeat the parameter, or separate the values by commas."


def fields(names: list[str]) -> OpenApiParameter:
    """Describe the parameter that shortens rows."""
    schema = {"type": "array", "items": {"type": "string", "enum": names}, "minItems": 1}
    meaning = "The fields to answer of each row; the others are left out, though all are required without it."
    return OpenApiParameter(FIELDS, schema, description=f"{meaning} {SEVERAL}")


def ref(section: str, name: str) -> Schema:
    return {"$ref": f"#/components/{section}/{name}"}


def headers(names: tuple[str, ...]) -> Schema:
    return {name: ref("headers", name) for name in names}


class ReadSchema(AutoSchema):
    """The description of a read, with what every operation has in common."""

    def get_override_parameters(self) -> list[Any]:
        dated = [AS_OF] if "as-of" in getattr(self.view, "accepts", ()) else []
        return [*dated, fields(self.view.field_names())] if isinstance(self.view, RowViewSet) else dated

    def get_summary(self) -> str:
        """Return what is read, in a few words: a list, one of its rows, or what the view says in its first sentence."""
        if not hasattr(self.view, "detail"):
            return str(self.get_description()).partition("\n")[0].partition(". ")[0].rstrip(".")
        words = self.path.strip("/").split("/")[2].replace("-", " ")
        return f"Read one of the {words}" if self.view.detail else f"List the {words}"

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        """Give every list of words at least one item, because an empty value is refused."""
        parameters: list[dict[str, Any]] = super()._get_filter_parameters()  # type: ignore[no-untyped-call]
        for parameter in parameters:
            if parameter["schema"].get("type") == "array":
                parameter["schema"]["minItems"] = 1
                parameter["description"] = f"{parameter.get('description', '')} {SEVERAL}".strip()
        return parameters

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        # The shape of errors becomes one of the document's components where it is first met.
        self._get_response_for_code(ErrorBodySerializer, "400")  # type: ignore[no-untyped-call]
        told = (*ANSWERED, *FILE) if self.is_file else ANSWERED
        bodies["200"] |= {"description": f"{self.get_summary()}.", "headers": headers(told)}
        return bodies | {status: ref("responses", status) for status in sorted(self.other_statuses())}

    def other_statuses(self) -> set[str]:
        """Return what the operation may answer when it does not answer what was asked for."""
        statuses = {*ALWAYS, "404"}
        parameters: tuple[str, ...] = getattr(self.view, "parameters", tuple)()
        if "{" in self.path or "version" in parameters:
            statuses.add("410")
        if self.is_file:
            statuses |= {"206", "416"}
        return statuses | {"301"} if "{slug}" in self.path else statuses

    @property
    def is_file(self) -> bool:
        """Whether the answer is a file, of which parts can be asked for."""
        return getattr(self.view, "is_file", False)


def fit(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """Make the description fit what is answered: every property always comes, and choices may grow."""
    result["info"]["contact"] = {"name": "Plumbline", "url": f"{settings.ORIGIN.geturl()}/"}
    result["servers"] = [{"url": settings.ORIGIN.geturl(), "description": "This site."}]
    result["tags"] = list(tags(result["paths"]))
    # Said once for all: of an operation with a list of its own, generators make one that asks for a token.
    result["security"] = []
    components = result["components"]
    for name, schema in components["schemas"].items():
        fit_schema(schema, MEANINGS.get(name, {}))
    for operation in (operation for path in result["paths"].values() for operation in path.values()):
        operation.pop("security", None)
        for parameter in operation.get("parameters", ()):
            parameter.setdefault("description", PARAMETERS.get(parameter["name"], ""))
        for media in operation["responses"]["200"]["content"].values():
            fit_schema(media["schema"])
    components["headers"] = {name: header(name, meaning) for name, meaning in HEADERS.items()}
    components["responses"] = {status: response(*said) for status, said in EMPTY.items()} | {
        status: response(*said) | {"content": {"application/json": {"schema": ref("schemas", "ErrorBody")}}}
        for status, said in ERRORS.items()
    }
    return result


def tags(paths: Schema) -> Iterator[Schema]:
    """Yield the subjects of operations, each described by the first of its operations."""
    operations = [operation for path in paths.values() for operation in path.values()]
    first = {tag: operation for operation in reversed(operations) for tag in operation["tags"]}
    for tag, operation in sorted(first.items()):
        yield {"name": tag, "description": operation["summary"]}


def header(name: str, meaning: str) -> Schema:
    return {"description": meaning, "schema": {"type": "integer" if name in NUMBERS else "string"}}


def response(meaning: str, names: tuple[str, ...]) -> Schema:
    return {"description": meaning, "headers": headers(names)}


def fit_schema(schema: Schema, meanings: Mapping[str, str] = MappingProxyType({})) -> None:
    """Require all properties of objects, say what each means, mark what is replaced, and open lists of choices."""
    if "enum" in schema:
        schema["x-extensible-enum"] = schema.pop("enum")
    schema.pop("readOnly", None)
    properties = schema.get("properties", {})
    if properties:
        schema["required"] = list(properties)
    for name, part in list(properties.items()):
        if meaning := meanings.get(name) or part.get("description") or WORDS.get(name):
            part["description"] = meaning
        if DEPRECATED in part.get("description", ""):
            # Words of any sort: an address that is empty is no URI, a date that is empty no date.
            properties[name] = {"type": "string", "description": part["description"], "deprecated": True}
    for part in parts_of(schema):
        fit_schema(part)


def parts_of(schema: Schema) -> list[Schema]:
    """Return the schemas that a schema is made of."""
    single = [schema[word] for word in ("items", "additionalProperties") if isinstance(schema.get(word), dict)]
    several = [part for word in ("oneOf", "anyOf", "allOf") for part in schema.get(word, ())]
    return [*schema.get("properties", {}).values(), *single, *several]
