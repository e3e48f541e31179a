"""Addresses of pages about what is said, for lists of hundreds of links."""

from curation.web.addresses import page_root


def guide_address(key: str) -> str:
    return f"{page_root('guide', 'key')}{key}/"


def since_address(page: str, version: int) -> str:
    """Return the address that says what has changed in what a page rests on since a version of the data."""
    path, mark, query = page.partition("?")
    return f"{path}since/?{query}{'&' if mark else ''}version={version}"
