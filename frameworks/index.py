"""Addresses on the package index, derived from the client library's endpoint so that they are written down nowhere."""

from urllib.parse import urljoin

from pypi_simple import PYPI_SIMPLE_ENDPOINT

PLACEHOLDER = "{package_index}"


def index_address() -> str:
    """The front page of the package index."""
    return urljoin(PYPI_SIMPLE_ENDPOINT, "/")


def project_page(package: str) -> str:
    """The page of a package, without the extras in brackets."""
    return urljoin(PYPI_SIMPLE_ENDPOINT, f"/project/{package.partition('[')[0]}/")


def resolve(url: str) -> str:
    """Put the package index's address where an address names it by its placeholder."""
    return url.replace(PLACEHOLDER, index_address())
