"""The names under which caches know public answers, so that a publication drops those it is about.

Every answer has ``all`` and its page; an answer about frameworks has their slugs, and every other one ``overview``,
because it may draw on any row. Pages of another framework name this one only in passing, and are left to their age.
"""

import re
from collections.abc import Iterable

from curation.documents import Document
from curation.registry import RowName, row_type
from frameworks.models import Framework

ALL, OVERVIEW = "all", "overview"
MOST = 10
"""Where more frameworks are touched than this, everything is dropped."""
ABOUT = re.compile(
    r"^/(?:api/v1/)?(?:frameworks|evidence|compare|embed|badges)/(?P<slugs>[a-z0-9-]+)(?:[/.]|$)"
    r"|^/api/v1/comparisons/\?.*\bframeworks=(?P<listed>[a-z0-9,%-]+)",
    re.IGNORECASE,
)
SEPARATORS = re.compile(r"-vs-|,|%2c", re.IGNORECASE)


def keys_of(address: str) -> list[str]:
    """Return the keys of the answer at an address, a path with its query."""
    about = ABOUT.match(address)
    slugs = SEPARATORS.split(about["slugs"] or about["listed"]) if about else []
    path = address.partition("?")[0]
    return [ALL, f"page:{path}", *([f"framework:{slug}" for slug in slugs] or [OVERVIEW])]


def keys_touched(rows: Iterable[tuple[RowName, Document | None]]) -> list[str]:
    """Return the keys of what a change of rows touches, which come with their new documents."""
    frameworks = set()
    for (kind, key), document in rows:
        framework = key if kind == row_type(Framework) else (document or {}).get("framework")
        if not framework:
            return [ALL]
        frameworks.add(framework)
    slugs = Framework.objects.filter(key__in=frameworks).values_list("slug", flat=True)
    if len(slugs) != len(frameworks) or len(slugs) > MOST:
        return [ALL]
    return [OVERVIEW, *(f"framework:{slug}" for slug in sorted(slugs))]
