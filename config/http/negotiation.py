"""Pages as Markdown, for those who ask for it by the header Accept.

The page and its Markdown have addresses of their own; the header only chooses between the two, before any cache is
asked, so that each is kept under its own address.
"""

from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from config.http.middleware import READ, Middleware
from curation.web.exports.addresses import Form, markdown_of

FORMS = ["text/html", Form.MARKDOWN.content_type]


class MarkdownMiddleware(Middleware):
    """Answer with a page's Markdown where that is asked for, and say where else it stands."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        address = markdown_of(request.path) if request.method in READ and prefers_markdown(request) else ""
        if not address:
            return self.get_response(request)
        request.path = request.path_info = address
        response = self.get_response(request)
        patch_vary_headers(response, ["Accept"])
        if response.status_code == HTTPStatus.OK:
            response.headers["Content-Location"] = request.get_full_path()
        return response


def prefers_markdown(request: HttpRequest) -> bool:
    """Tell whether Markdown is asked for, and not less than HTML."""
    if Form.MARKDOWN.content_type not in request.headers.get("Accept", ""):
        return False
    return request.get_preferred_type(FORMS) == Form.MARKDOWN.content_type
