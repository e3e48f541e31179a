"""What scripts on other sites may read."""

import pytest
from django.test import Client

from tests.factories import create_release

pytestmark = pytest.mark.django_db

ELSEWHERE = {"Origin": "https://other.example"}


@pytest.mark.parametrize("address", ["/frameworks.json", "/frameworks.csv", "/frameworks.md", "/releases/feed.atom"])
def test_exports_and_feeds_are_open(client: Client, address: str) -> None:
    create_release()

    assert client.get(address, headers=ELSEWHERE).headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.usefixtures("cached_pages")
def test_an_export_that_was_kept_for_a_reader_here_is_open_too(client: Client) -> None:
    client.get("/frameworks.json")

    assert client.get("/frameworks.json", headers=ELSEWHERE).headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", ["/frameworks/", "/admin/desk/queue.csv"])
def test_pages_and_the_desk_are_not(client: Client, address: str) -> None:
    assert "Access-Control-Allow-Origin" not in client.get(address, headers=ELSEWHERE).headers
