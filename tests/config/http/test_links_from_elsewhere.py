"""Links that others have marked or typed in capitals: they lead to the page, and say so where there is none."""

import pytest
from django.test import Client

from config.http.tracking import TRACKING
from tests.factories import create_framework, create_guide, create_support, create_topic

pytestmark = pytest.mark.django_db


def target(client: Client, address: str) -> str:
    """Return where an address redirects to for good; empty where it does not redirect."""
    response = client.get(address)
    return response.headers["Location"] if response.status_code == 301 else ""


@pytest.mark.parametrize("name", [*sorted(TRACKING), "utm_source", "utm_id", "utm_creative_format", "UTM_Source"])
def test_a_parameter_that_counts_clicks_is_taken_off(client: Client, name: str) -> None:
    assert target(client, f"/?{name}=x") == "/"


@pytest.mark.parametrize(
    "path", ["/features/", "/releases.atom", "/frameworks.json", "/api/", "/robots.txt", "/nowhere/"]
)
def test_pages_and_feeds_of_all_sorts_do_so(client: Client, path: str) -> None:
    assert target(client, f"{path}?fbclid=abc") == path


def test_the_other_parameters_stay_as_they_were_written(client: Client) -> None:
    assert target(client, "/search/?utm_source=a&q=a%20b%26c&gclid=1") == "/search/?q=a%20b%26c"


def test_a_name_that_is_written_otherwise_is_known_too(client: Client) -> None:
    assert target(client, "/?utm%5Fsource=x") == "/"


def test_empty_parts_are_taken_off_too(client: Client) -> None:
    assert (target(client, "/sitemap.xml?&&"), target(client, "/search/?q=a&")) == ("/sitemap.xml", "/search/?q=a")


def test_it_never_leads_to_another_site(client: Client) -> None:
    response = client.get("/?utm_source=x", PATH_INFO="//evil.example/")

    assert response.headers["Location"] == "/%2Fevil.example/"


def test_a_head_request_is_redirected(client: Client) -> None:
    assert client.head("/?utm_source=x").status_code == 301


def test_a_form_is_not_redirected(client: Client) -> None:
    assert client.post("/theme/?utm_source=x", {"theme": "dark"}).status_code == 400


def test_the_api_refuses_them_and_says_why(client: Client) -> None:
    response = client.get("/api/v1/frameworks/?utm_source=x")

    assert response.status_code == 400
    assert "utm_source: there is no such parameter here" in response.json()["error"]["message"]


def test_any_other_name_stays_an_error_that_helps(client: Client) -> None:
    response = client.get("/frameworks/?lisence=mit")

    assert response.status_code == 400
    assert "there is no such parameter here; allowed are" in response.text


class TestCapitals:
    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        create_support(framework="django", feature="orm")
        create_framework(key="flask")
        create_guide(key="ps")
        create_topic(key="benefits")

    @pytest.mark.parametrize(
        "path",
        [
            "/frameworks/Django/",
            "/Frameworks/DJANGO/",
            "/features/ORM/",
            "/compare/Django-vs-Flask/",
            "/compare/Django-vs-Flask/record.md",
            "/sources/PS/",
            "/topics/Benefits/",
            "/evidence/Django/ORM/",
            "/frameworks/Django.json",
        ],
    )
    def test_they_lead_to_the_page_without(self, client: Client, path: str) -> None:
        assert target(client, path) == path.lower()

    def test_the_query_comes_along(self, client: Client) -> None:
        assert target(client, "/compare/Django-vs-Flask/?only=differences") == (
            "/compare/django-vs-flask/?only=differences"
        )

    @pytest.mark.parametrize("path", ["/frameworks/Nothing/", "/Nowhere/", "/compare/Django-vs-Nothing/"])
    def test_a_page_that_is_not_there_stays_not_found(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_a_draft_is_not_betrayed(self, client: Client) -> None:
        create_framework(key="secret", status="draft")

        assert client.get("/frameworks/Secret/").status_code == 404

    def test_they_never_lead_to_another_site(self, client: Client) -> None:
        assert client.get("/", PATH_INFO="//Evil.example/").status_code == 404
