"""The catalogue of APIs at its fixed place."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_catalogue_names_the_api_with_its_descriptions(client: Client) -> None:
    response = client.get("/.well-known/api-catalog")

    [catalog, api] = response.json()["linkset"]
    assert response.headers["Content-Type"].startswith("application/linkset+json")
    assert catalog["item"] == [{"href": "http://127.0.0.1:8000/api/v1/"}]
    assert api["service-desc"][0]["href"] == "http://127.0.0.1:8000/api/schema/"


def test_every_address_of_the_catalogue_answers(client: Client) -> None:
    [_catalog, api] = client.get("/.well-known/api-catalog").json()["linkset"]
    links = [link["href"] for name in ("service-desc", "service-doc", "status") for link in api[name]]

    assert {client.get(link.removeprefix("http://127.0.0.1:8000")).status_code for link in links} == {200}
