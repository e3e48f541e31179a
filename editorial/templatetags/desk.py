from typing import Any

from django import template
from django.core.paginator import Page

from curation.models import Change, State

register = template.Library()

SHOWN = 5


@register.inclusion_tag("admin/editorial/_queue.html")
def review_queue() -> dict[str, Any]:
    """Show how many changes wait for a reviewer, and the oldest of them."""
    waiting = Change.objects.filter(state=State.IN_REVIEW)
    return {"waiting": waiting.count(), "changes": waiting.select_related("author").order_by("created_at")[:SHOWN]}


@register.inclusion_tag("admin/editorial/_pages.html")
def page_links(page: "Page[Any]", counted: str = "") -> dict[str, Any]:
    """Link the other pages of a list; where what it lists is named, say how many there are of it."""
    return {"page": page, "numbers": page.paginator.get_elided_page_range(page.number), "counted": counted}
