"""The API described: its OpenAPI document, the reader for it, and the page on what may change."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition, require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from curation.dates import today
from curation.snapshots.protocol import SnapshotRequest
from curation.web.api.reading import ReadView, etag
from curation.web.exports.tables import LICENCE
from curation.web.querystrings import accepts
from reviews.sharing.assistants.tools import QUESTIONS
from reviews.sharing.embeds.badges import BadgeKind


@cache
def openapi_document() -> dict[str, Any]:
    """Return the description of the API; it depends on code alone, so each process makes it once."""
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return document


@extend_schema(exclude=True)
class SchemaView(ReadView):
    """The OpenAPI document."""

    renderer_classes = [JSONRenderer, OpenApiJsonRenderer2]

    @method_decorator(condition(etag_func=etag))
    def get(self, request: Request) -> Response:
        return Response(openapi_document())


@extend_schema(exclude=True)
class DocsView(SpectacularSwaggerSplitView):
    """The OpenAPI document to read and to try out, with style and script in files as the security policy wants."""

    url_name = "api-schema"
    template_name = "api/docs.html"
    throttle_classes = []


TASKS = [
    ("ask", "Ask for one thing"),
    ("client", "A client in five minutes"),
    ("mirror", "Keep a mirror"),
    ("assistant", "Ask from an assistant"),
    ("embed", "Embed"),
]
"""What the page is read for; each is a file of the same name."""
REFERENCE = [
    ("answers", "What an answer holds"),
    ("limits", "Limits and caching"),
    ("errors", "Errors"),
    ("changes", "What may change"),
    ("licence", "Licence"),
]


@require_safe
@accepts()
def policy(request: SnapshotRequest) -> HttpResponse:
    """Show what can be done with the API, task by task, and what it promises: versions, limits, errors."""
    published = request.snapshot.published
    context = {
        "tasks": TASKS,
        "reference": REFERENCE,
        "base": f"{settings.ORIGIN.geturl()}{reverse('api-root')}",
        "limit": settings.API_REQUESTS_PER_MINUTE,
        "questions": QUESTIONS,
        "questions_a_minute": settings.PAGE_LIMITS.get("assistants", 0),
        "schema_version": settings.SPECTACULAR_SETTINGS["VERSION"],
        "licence": LICENCE,
        "licence_address": settings.SPECTACULAR_SETTINGS["LICENSE"]["url"],  # type: ignore[index]
        "published": published,
        "day": published.date() if published else today(),
        "badges": list(BadgeKind),
    }
    return TemplateResponse(request, "api/policy.html", context)
