"""What the frame of every page needs. Nothing here queries the database."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from curation.web.exports.addresses import markdown_of

SECTIONS = ("choose", "frameworks", "compare", "features", "finder", "code", "speed", "learn", "sources")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates the part of the site and the page's address, and the change it previews."""
    snapshot = getattr(request, "snapshot", None)
    return {
        "section": current_section(request),
        "origin": settings.ORIGIN.geturl(),
        "canonical": canonical_url(request),
        "markdown": markdown_of(request.get_full_path()),
        "preview": snapshot if getattr(snapshot, "change", None) else None,
    }


def current_section(request: HttpRequest) -> str:
    """Return the part of the site the address lies in, or nothing."""
    section = request.path.split("/")[1]
    return section if section in SECTIONS else ""


def canonical_url(request: HttpRequest) -> str:
    """Return the address to cite: without presentation parameters, with the day it is shown as of."""
    day = request.GET.get("as-of")
    query = f"?{urlencode({'as-of': day})}" if day else ""
    return f"{settings.ORIGIN.geturl()}{request.path}{query}"
