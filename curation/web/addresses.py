"""Addresses of pages for lists of hundreds of links, where resolving each by its name would cost more than the page."""

import datetime
from collections.abc import Callable
from functools import cache, lru_cache

from django.urls import reverse


@cache
def address(name: str) -> str:
    """Return the address of a page whose view takes no arguments."""
    return reverse(name)


@cache
def page_root(name: str, argument: str) -> str:
    """Return the addresses of a view without their last part, such as ``/frameworks/``."""
    return reverse(name, kwargs={argument: "x"}).removesuffix("x/")


def evidence_address(key: str, day: datetime.date | None = None) -> str:
    """Return the address of a claim's evidence, as of the day the page itself is shown as of."""
    return evidence_addresses(day)(key)


@lru_cache(maxsize=64)
def evidence_addresses(day: datetime.date | None) -> Callable[[str], str]:
    """Return a function from a claim's key to the address of its evidence, for pages that show hundreds."""
    return f"{page_root('evidence', 'key')}{{}}/{f'?as-of={day}' if day else ''}".format
