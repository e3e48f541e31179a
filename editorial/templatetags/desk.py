from typing import Any

from django import template
from django.core.paginator import Page

register = template.Library()


@register.inclusion_tag("admin/editorial/_pages.html")
def page_links(page: "Page[Any]", counted: str = "") -> dict[str, Any]:
    """Link the other pages of a list; where what it lists is named, say how many there are of it."""
    return {"page": page, "numbers": page.paginator.get_elided_page_range(page.number), "counted": counted}
