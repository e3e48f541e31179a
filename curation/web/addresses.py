"""Addresses of pages for lists of hundreds of links, where resolving each by its name would cost more than the page."""

import datetime
from collections.abc import Callable
from functools import cache, lru_cache

from django.urls import reverse


@cache
def address(name: str) -> str:
    """Return the address of a page that has one alone."""
    return reverse(name)


@cache
def page_root(name: str, argument: str) -> str:
    """Return what stands before the last part of a kind of page's addresses."""
    return reverse(name, kwargs={argument: "x"}).removesuffix("x/")


def evidence_address(key: str, day: datetime.date | None = None) -> str:
    """Return the address of a claim's evidence, as of the day the page itself is shown as of."""
    return evidence_addresses(day)(key)


@lru_cache(maxsize=64)
def evidence_addresses(day: datetime.date | None) -> Callable[[str], str]:
    """Return what makes the addresses of claims' evidence of their keys, for pages that show hundreds."""
    return f"{page_root('evidence', 'key')}{{}}/{f'?as-of={day}' if day else ''}".format
