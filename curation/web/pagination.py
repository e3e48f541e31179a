"""The pages of long lists: asked for in one way and refused in one, whether people or programs read them."""

import re
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, QueryDict

from curation.web.querystrings import InvalidQuery, Problem

NUMBER = re.compile(r"[1-9][0-9]{0,5}")
HIGHEST_NUMBER = 999_999


def page_of(rows: QuerySet[Any] | Sequence[Any], query: QueryDict, *, size: int) -> "Page[Any]":
    """Return the page that ``page`` asks for, or the first; raise what ``page_number`` does."""
    paginator = Paginator(rows, size)
    return paginator.page(page_number(paginator, query))


def page_number(paginator: "Paginator[Any]", query: QueryDict) -> int:
    """Return the number of the page asked for; raise ``InvalidQuery`` for no number, ``Http404`` for no such page."""
    text, last = query.get("page") or "1", paginator.num_pages
    if not NUMBER.fullmatch(text):
        raise InvalidQuery(not_possible("page", text, last))
    if int(text) > last:
        raise Http404(f"There is no page {text}; allowed are 1 to {last}.")
    return int(text)


def not_possible(name: str, text: str, most: int) -> Problem:
    """Say that a parameter cannot have a value, and that numbers from 1 to ``most`` are allowed."""
    return Problem(name, f"“{text[:20]}” is not possible; allowed are 1 to {most}.", ("1", "…", str(most)))
