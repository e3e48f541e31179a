"""Lists of the API in pages, each with the edition of the data it shows."""

from typing import Any

from django.core.paginator import Page, Paginator
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from curation.web.api.requests import ReadRequest, edition
from curation.web.pagination import HIGHEST_NUMBER, NUMBER, not_possible, page_number
from curation.web.querystrings import InvalidQuery

LARGEST_PAGE = 100

EDITION_SCHEMA = {
    "data_version": {"type": "integer", "description": "Rises with every publication."},
    "schema_version": {"type": "string", "description": "The version of this document."},
    "generated_at": {
        "type": ["string", "null"],
        "format": "date-time",
        "description": "When this data version was published; null while nothing is.",
    },
}
LINK_SCHEMA = {"type": ["string", "null"], "format": "uri"}
PIN = {
    "name": "version",
    "in": "query",
    "required": False,
    "schema": {"type": "integer", "minimum": 0},
    "description": "Answer from this version of the data or not at all: 410 once it has moved on. "
    "The addresses of further pages keep it, so that no row is lost between them.",
}


class Pages(PageNumberPagination):
    """Pages of at most a hundred rows, with the version of the data they show; a page that is not there is refused."""

    request: ReadRequest
    page: Page
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = LARGEST_PAGE

    def get_page_size(self, request: Request) -> int:
        text = request.query_params.get("page_size", str(self.page_size))
        if not NUMBER.fullmatch(text) or int(text) > LARGEST_PAGE:
            raise InvalidQuery(not_possible("page_size", text, LARGEST_PAGE))
        return int(text)

    def get_page_number(self, request: Request, paginator: Paginator) -> int:
        return page_number(paginator, request.query_params)

    def get_paginated_response(self, data: list[Any]) -> Response:
        links = {"next": self.get_next_link(), "previous": self.get_previous_link()}
        return Response(
            {"count": self.page.paginator.count, **links, **edition(self.request.snapshot), "results": data}
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        whole = super().get_paginated_response_schema(schema)
        properties = whole["properties"] | {name: dict(LINK_SCHEMA) for name in ("next", "previous")} | EDITION_SCHEMA
        return whole | {"properties": properties, "required": list(properties)}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        parameters = super().get_schema_operation_parameters(view)
        for parameter, most in zip(parameters, [HIGHEST_NUMBER, LARGEST_PAGE], strict=True):
            parameter["schema"] = {"type": "integer", "minimum": 1, "maximum": most}
        return [*parameters, PIN]
