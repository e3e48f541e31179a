"""What the pages of the desk share: what each needs, the addresses they lead to, and the words they use."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from curation.models import Change, State
from curation.registry import type_name
from editorial.admin.changes.decisions import require

ONCE_APPROVED = "; readers see it once a publisher approves it."
NAMED = 3
"""How many of a list a line names before it counts the rest."""


def page_context(request: HttpRequest, title: str) -> dict[str, Any]:
    """Return what every page of the admin needs; refuse those who may not see the queue."""
    require(request.user.has_perm("curation.view_change"))
    return {**admin.site.each_context(request), "title": title}


def admin_page(model: type[Any], page: str, key: str = "") -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[quote(key)] if key else [])


def changes_in(*states: State) -> str:
    """Return the address of the list of changes in these states."""
    return f"{admin_page(Change, 'changelist')}?state__in={','.join(states)}"


def author_of(change: Change) -> str:
    return str(change.author or change.get_origin_display())


def tell(request: HttpRequest, before: str, change: Change, after: str, level: int = messages.SUCCESS) -> None:
    """Show a message that links the change it names."""
    context = {"before": before, "change": change, "after": after}
    messages.add_message(request, level, render_to_string("desk/components/message.html", context))


def many(number: int, noun: str, plural: str = "") -> str:
    """Return a number of things, such as “2 rows”."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def few(words: Sequence[str], between: str = "; ") -> str:
    """Return the first few of a list, and how many more there are."""
    more = f" and {len(words) - NAMED} more" if len(words) > NAMED else ""
    return between.join(words[:NAMED]) + more


def title_of(change: Change) -> str:
    return f"{change.pk}: {change.reason}"


def types_of(kinds: Iterable[str]) -> str:
    """Return how many rows of each type there are, such as “2 facts, 1 framework”."""
    counts = Counter(kinds)
    return ", ".join(f"{number} {type_name(kind, number)}" for kind, number in counts.most_common())
