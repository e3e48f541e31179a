from typing import Any

from django import template
from django.core.paginator import Page
from django.db.models import Count, Q
from django.template import Context

from curation.models import Change, State
from editorial.desk.notices.models import NoticeKind

register = template.Library()


@register.inclusion_tag("desk/notices/counts.html")
def notices(user: Any) -> dict[str, Any]:
    """Say what waits for somebody, and how much of what they were told they have not looked at."""
    told = [kind for kind in NoticeKind if kind != NoticeKind.WAITING]
    wanted = {
        "waiting": Q(state=State.IN_REVIEW) & ~Q(author=user)
        if user.has_perm("curation.review_change")
        else Q(pk=None),
        "sent_back": Q(state=State.SENT_BACK, author=user),
        "unseen": Q(notices__user=user, notices__seen_at=None, notices__kind__in=told),
    }
    counts = {name: Count("pk", filter=condition, distinct=True) for name, condition in wanted.items()}
    return {"user_pk": user.pk, **Change.objects.aggregate(**counts)}


@register.inclusion_tag("desk/components/pages.html", takes_context=True)
def page_links(context: Context, page: "Page[Any]", counted: str = "") -> dict[str, Any]:
    """Link the other pages of a list, with its filters; where what it lists is named, say how many there are of it."""
    numbers = page.paginator.get_elided_page_range(page.number)
    return {"page": page, "numbers": numbers, "counted": counted, "query": context["request"].GET}
