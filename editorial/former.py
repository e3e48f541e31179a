"""Where pages went: the slugs that rows had before, and the rows that were retired. The record remembers both."""

from django.urls import ResolverMatch, reverse

from editorial.models import Revision
from editorial.rows import row_type
from frameworks.curation import CuratedRow, Status
from frameworks.models import Feature, Framework, LearningResource
from reviews.models import Topic

PAGES: dict[str, type[CuratedRow]] = {
    "reviews:framework": Framework,
    "frameworks:feature": Feature,
    "reviews:resource": LearningResource,
    "reviews:topic": Topic,
    "api-framework-detail": Framework,
    "api-feature-detail": Feature,
    "api-resource-detail": LearningResource,
    "api-topic-detail": Topic,
}
COMPARISONS = ("reviews:comparison", "reviews:comparison-record", "reviews:comparison-since")
SEPARATOR = "-vs-"


def retired(match: ResolverMatch) -> CuratedRow | None:
    """Return the retired row that an address belongs to, if it belongs to one."""
    row = row_once_at(match.view_name, match.kwargs.get("slug", ""))
    return row if row and row.field_value("status") == Status.RETIRED else None


def new_address(match: ResolverMatch) -> str:
    """Return the address a page has moved to; empty where it has not."""
    if match.view_name in COMPARISONS:
        return new_comparison(match)
    row = row_once_at(match.view_name, match.kwargs.get("slug", ""))
    if row is None or row.field_value("status") != Status.PUBLISHED:
        return ""
    slug = row.field_value("slug")
    return reverse(match.view_name, kwargs={**match.kwargs, "slug": slug}) if slug != match.kwargs["slug"] else ""


def new_comparison(match: ResolverMatch) -> str:
    """Return the address of a comparison with every former slug brought up to date; empty where there is none in it."""
    slugs = match.kwargs["slugs"]
    rows = [(slug, row_once_at("reviews:framework", slug)) for slug in slugs.split(SEPARATOR)]
    present = SEPARATOR.join(row.field_value("slug") if row else slug for slug, row in rows)
    return reverse(match.view_name, kwargs={**match.kwargs, "slugs": present}) if present != slugs else ""


def row_once_at(view_name: str, slug: str) -> CuratedRow | None:
    """Return the row whose page was last found by this slug, as it is now."""
    if view_name not in PAGES:
        return None
    model = PAGES[view_name]
    revisions = Revision.objects.filter(row_type=row_type(model), document__slug=slug).order_by("-pk")
    return model.objects.filter(pk__in=revisions.values("key")[:1]).first()
