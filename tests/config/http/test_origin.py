"""Links in what the site sends begin with the address it was given, not with the one that a caller wrote."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from editorial.public.corrections.receiving import receive
from frameworks.models import Support
from tests.factories import create_resource, create_source, create_support

ADDRESSES = [
    "/api/v1/",
    "/api/v1/frameworks/",
    "/api/v1/sources/?page_size=1",
    "/api/v1/support/",
    "/api/v1/comparisons/?frameworks=django,flask",
    "/api/v1/finder/",
    "/api/v1/dataset/",
    "/api/schema/",
    "/frameworks.json",
    "/sitemap.xml",
    "/robots.txt",
    "/changes/feed.atom",
    "/releases/calendar.ics",
]


@pytest.fixture(autouse=True)
def _rows(db: None, settings: Settings) -> None:
    settings.ORIGIN = urlsplit("http://plumbline.example")
    settings.ALLOWED_HOSTS = ["plumbline.example"]
    create_support()
    create_support(framework="flask", feature="forms")
    create_source(key="other")
    create_resource()


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_link_has_the_port_that_the_caller_named(client: Client, address: str) -> None:
    response = client.get(address, headers={"Host": "plumbline.example:666"})

    assert response.status_code == 200
    assert ":666" not in response.getvalue().decode() + str(response.headers)


def test_the_secret_link_of_a_letter_is_of_this_site(client: Client) -> None:
    token = receive(Support.objects.all()[0], {"text": "It moved.", "source": "https://docs.example.com/"}, "sender")

    page = client.get(reverse("corrections:detail", args=[token]), headers={"Host": "plumbline.example:666"}).text

    assert f"http://plumbline.example/corrections/{token}/" in page
    assert ":666" not in page
