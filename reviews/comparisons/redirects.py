"""Where comparisons went whose frameworks had other slugs before."""

from django.urls import ResolverMatch, reverse

from curation.web.redirects import row_once_at
from reviews.addresses import SEPARATOR
from reviews.comparisons.selection import MOST

COMPARISONS = ("comparison", "comparison-record", "comparison-since", "comparison-part")


def new_comparison(match: ResolverMatch) -> str:
    """Return the address of a comparison with every former slug brought up to date; empty where there is none in it."""
    slugs = match.kwargs.get("slugs", "")
    if match.view_name not in COMPARISONS or slugs.count(SEPARATOR) >= MOST:
        return ""
    rows = [(slug, row_once_at("framework", slug)) for slug in slugs.split(SEPARATOR)]
    present = SEPARATOR.join(row.field_value("slug") if row else slug for slug, row in rows)
    return reverse(match.view_name, kwargs={**match.kwargs, "slugs": present}) if present != slugs else ""
