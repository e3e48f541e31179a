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
    return f"{page_root('reviews:evidence', 'key')}{{}}/{f'?as-of={day}' if day else ''}".format


def since_address(page: str, version: int) -> str:
    """Return the address that says what has changed in what a page rests on since a version of the data."""
    path, mark, query = page.partition("?")
    return f"{path}since/?{query}{'&' if mark else ''}version={version}"


def feature_address(slug: str) -> str:
    return f"{page_root('frameworks:feature', 'slug')}{slug}/"


def guide_address(key: str) -> str:
    return f"{page_root('reviews:guide', 'key')}{key}/"


def resource_address(slug: str) -> str:
    return f"{page_root('reviews:resource', 'slug')}{slug}/"


def framework_address(slug: str) -> str:
    return f"{page_root('reviews:framework', 'slug')}{slug}/"
