"""What readers and programs get."""

import re
from collections.abc import Container
from typing import Any

from django.test import Client

from curation.models import Revision


def text_at(client: Client, address: str) -> str:
    """Return the text of a page that is there."""
    response = client.get(address)
    assert response.status_code == 200
    return response.text


def json_at(client: Client, path: str) -> Any:
    """Return what the API answers at a path."""
    return client.get(f"/api/v1/{path}").json()


def site_map(client: Client, *, without: Container[str] = ()) -> list[str]:
    """Return the paths of all pages of the site map, but for those of some sections."""
    sections = re.findall(r"<loc>https?://[^/]+(/sitemap-([a-z]+)\.xml)</loc>", text_at(client, "/sitemap.xml"))
    texts = [text_at(client, address) for address, name in sections if name not in without]
    return [path for text in texts for path in re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", text)]


def data_version() -> int:
    """Return the present version of the data."""
    return Revision.objects.latest("pk").pk
