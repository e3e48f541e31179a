"""Addresses on the package index, derived from the client library's endpoint so that they are written down nowhere."""

from functools import cache, lru_cache
from urllib.parse import quote, urljoin

from packaging.utils import canonicalize_name

PLACEHOLDER = "{package_index}"


@cache
def index_address() -> str:
    """The front page of the package index."""
    # Importing the client takes a fifth of the time in which a command of the site starts, and most need no address.
    from pypi_simple import PYPI_SIMPLE_ENDPOINT

    return urljoin(PYPI_SIMPLE_ENDPOINT, "/")


@lru_cache(maxsize=1024)
def project_page(package: str) -> str:
    """The page of a package, without the extras in brackets."""
    return urljoin(index_address(), f"/project/{quote(package.partition('[')[0], safe='')}/")


def document_address(package: str, base: str = "") -> str:
    """The JSON document of a package, on the index or on a mirror of it at another base address."""
    return f"{(base or index_address()).rstrip('/')}/pypi/{quote(normalised(package), safe='')}/json"


def release_address(package: str, version: str, base: str = "") -> str:
    """The JSON document of one version of a package."""
    return document_address(package, base).removesuffix("json") + f"{quote(version, safe='')}/json"


def normalised(package: str) -> str:
    """A package's name as the index compares it, without the extras in brackets."""
    return str(canonicalize_name(package.partition("[")[0].strip()))


def resolve(url: str) -> str:
    """Replace the placeholder in an address by the package index's own address."""
    return url.replace(PLACEHOLDER, index_address())
