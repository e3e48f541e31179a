from typing import Any

from django import template

from editorial.models import Change, State

register = template.Library()

SHOWN = 5


@register.inclusion_tag("admin/editorial/_queue.html")
def review_queue() -> dict[str, Any]:
    """Show how many changes wait for a reviewer, and the oldest of them."""
    waiting = Change.objects.filter(state=State.IN_REVIEW)
    return {"waiting": waiting.count(), "changes": waiting.select_related("author").order_by("created_at")[:SHOWN]}
