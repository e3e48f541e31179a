"""Addresses of pages about what is said, for lists of hundreds of links."""

from collections.abc import Sequence

from curation.web.addresses import address, page_root

SEPARATOR = "-vs-"
"""What stands between the slugs of a comparison."""


def guide_address(key: str) -> str:
    return f"{page_root('guide', 'key')}{key}/"


def comparison_address(slugs: Sequence[str]) -> str:
    """Return the address of the comparison of some frameworks, whose slugs are in order."""
    return f"{page_root('comparison', 'slugs')}{SEPARATOR.join(slugs)}/"


def picker_address(slugs: Sequence[str]) -> str:
    """Return the address at which frameworks are chosen for a comparison, with some chosen already."""
    chosen = "&".join(f"with={slug}" for slug in slugs)
    return f"{address('compare')}{f'?{chosen}' if chosen else ''}"


def since_address(page: str, version: int) -> str:
    """Return the address that says what has changed in what a page rests on since a version of the data."""
    path, mark, query = page.partition("?")
    return f"{path}since/?{query}{'&' if mark else ''}version={version}"
