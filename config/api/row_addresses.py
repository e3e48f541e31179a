"""Where each public row is found: in the API, and on a page for people."""

from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse

from curation.documents import public_values
from curation.rows import CuratedRow
from curation.web.addresses import page_root
from frameworks.api import urls as frameworks
from measurements.api import urls as measurements
from reviews.api import urls as reviews


class ApiList(NamedTuple):
    """The list of a type of row in the API."""

    view: str
    word: str
    """The field that names a row in its address."""


@cache
def api_lists() -> dict[type[CuratedRow], ApiList]:
    """Return the lists by the model of their rows; parts of other rows, such as levels, have none."""
    lists: dict[type[CuratedRow], ApiList] = {}
    for urls in (frameworks, measurements, reviews):
        for _prefix, viewset, view in urls.router.registry:
            lists.setdefault(viewset.queryset.model, ApiList(view, viewset.lookup_field))
    return lists


def list_address(model: type[CuratedRow]) -> str | None:
    """Return the address of the list of a type of row; None where it has none of its own."""
    listed = api_lists().get(model)
    return f"{settings.ORIGIN.geturl()}{reverse(f'{listed.view}-list')}" if listed else None


def addresses_of(row: CuratedRow) -> dict[str, str | None]:
    """Return where a row is found; None where it has no address of its own. They follow from the row alone."""
    origin, listed = settings.ORIGIN.geturl(), api_lists().get(type(row))
    root = f"{origin}{page_root(f'{listed.view}-detail', listed.word)}" if listed else ""
    page = getattr(row, "get_absolute_url", None)
    return {
        "api": f"{root}{getattr(row, listed.word)}/" if listed else None,
        "page": f"{origin}{page()}" if page else None,
    }


def row_told(row: CuratedRow) -> dict[str, Any]:
    """Return a row as the data set and the changes tell it."""
    return {**public_values(row), "addresses": addresses_of(row)}
