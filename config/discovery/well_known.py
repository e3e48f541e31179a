"""What programs look for at fixed places: robots.txt, security.txt and the catalogue of APIs."""

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.snapshots.protocol import SnapshotRequest
from curation.web.feeds import whole
from curation.web.querystrings import accepts

PROFILE = "https://www.rfc-editor.org/info/rfc9727"


@require_safe
@accepts()
def security(request: HttpRequest) -> HttpResponse:
    """Say where to report a vulnerability (RFC 9116); there is no such file where no contact is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404("This site names no contact for security.")
    expires = today() + datetime.timedelta(days=180)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {whole(request.path)}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
@accepts()
def robots(request: SnapshotRequest) -> HttpResponse:
    return TemplateResponse(request, "robots.txt", content_type="text/plain")


@require_safe
@accepts()
def api_catalog(request: SnapshotRequest) -> HttpResponse:
    """The APIs of this site as a set of links (RFC 9727): where each is described, for programs and for people."""
    described = {
        "anchor": whole(reverse("api-root")),
        "service-desc": [{"href": whole(reverse("api-schema")), "type": "application/vnd.oai.openapi"}],
        "service-doc": [
            {"href": whole(reverse("api-policy")), "type": "text/html"},
            {"href": whole(reverse("api-docs")), "type": "text/html"},
        ],
        "status": [{"href": whole(reverse("readyz")), "type": "application/json"}],
    }
    catalog = {"anchor": whole(request.path), "item": [{"href": described["anchor"]}]}
    content_type = f'application/linkset+json; profile="{PROFILE}"'
    return JsonResponse({"linkset": [catalog, described]}, content_type=content_type)
