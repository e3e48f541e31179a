"""What readers and programs get."""

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


def data_version() -> int:
    """Return the present version of the data."""
    return Revision.objects.latest("pk").pk
