"""Lists of the API in pages, each with the edition of the data it shows."""

import re
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from frameworks.rest_request import ReadRequest, edition
from frameworks.strict import InvalidQuery, Problem

LARGEST_PAGE = 100
LAST_PAGE = 999_999


EDITION_SCHEMA = {
    "data_version": {"type": "integer", "description": "Rises with every publication."},
    "schema_version": {"type": "string", "description": "The version of this document."},
    "generated_at": {
        "type": "string",
        "format": "date-time",
        "nullable": True,
        "description": "When this data version was published; null while nothing is.",
    },
}


class Pages(PageNumberPagination):
    """Pages of at most a hundred rows, with the version of the data they show; a page that is not there is refused."""

    request: ReadRequest
    page: Page
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = LARGEST_PAGE

    def get_page_size(self, request: Request) -> int:
        return whole_number(request, "page_size", LARGEST_PAGE) or self.page_size

    def get_page_number(self, request: Request, paginator: Paginator) -> int:
        number = whole_number(request, "page", LAST_PAGE) or 1
        try:
            return paginator.validate_number(number)
        except InvalidPage as error:
            raise Http404(f"There is no page {number}; the last is {paginator.num_pages}.") from error

    def get_paginated_response(self, data: list[Any]) -> Response:
        links = {"next": self.get_next_link(), "previous": self.get_previous_link()}
        return Response({"count": self.page.paginator.count, **links, **edition(self.request.record), "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        whole = super().get_paginated_response_schema(schema)
        properties = whole["properties"] | EDITION_SCHEMA
        return whole | {"properties": properties, "required": list(properties)}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        parameters = super().get_schema_operation_parameters(view)
        for parameter, most in zip(parameters, [LAST_PAGE, LARGEST_PAGE], strict=True):
            parameter["schema"] = {"type": "integer", "minimum": 1, "maximum": most}
        return parameters


def whole_number(request: Request, name: str, most: int) -> int | None:
    """Return a parameter's number if it is given."""
    text = request.query_params.get(name)
    if text is None:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text) or int(text) > most:
        raise InvalidQuery(Problem(name, f"“{text}” is not possible; allowed are 1 to {most}.", ("1", "…", str(most))))
    return int(text)
