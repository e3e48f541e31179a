"""Pages as Markdown by the header Accept."""

import pytest
from django.test import Client
from pytest_django import Settings

from curation.web.exports.addresses import markdown_of
from tests.factories import create_frameworks, create_support

pytestmark = pytest.mark.django_db

MARKDOWN = "text/markdown"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("/frameworks/", "/frameworks.md"),
        ("/frameworks/?kind=micro", "/frameworks.md?kind=micro"),
        ("/frameworks/django/", "/frameworks/django/summary.md"),
        ("/frameworks/django/#facts", "/frameworks/django/summary.md"),
        ("/frameworks/django/guides/#speed", "/frameworks/django/summary.md"),
        ("/compare/django-vs-flask/features/?as-of=2026-11-21", "/compare/django-vs-flask/summary.md?as-of=2026-11-21"),
        ("/evidence/django/orm/", "/evidence/django/orm.md"),
        ("/finder/?v=2&build=api", "/finder/summary.md?v=2&build=api"),
        ("/changes/12/", "/changes/12.md"),
        ("/compare/", ""),
        ("/", ""),
        ("/admin/login/", ""),
        ("/releases/feed.atom", ""),
        ("/compare/django-vs-flask/record.md", ""),
    ],
)
def test_a_page_has_one_address_as_markdown(page: str, markdown: str) -> None:
    assert markdown_of(page) == markdown


def test_whoever_asks_for_markdown_gets_it(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/frameworks/", headers={"Accept": MARKDOWN})

    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Content-Location"] == "/frameworks.md"
    assert "Accept" in response.headers["Vary"]
    assert response.content == client.get("/frameworks.md").content


@pytest.mark.parametrize("accept", [BROWSER, "*/*", "text/html, text/markdown;q=0.5", "text/markdown;q=0, text/html"])
def test_whoever_does_not_gets_the_page(client: Client, accept: str) -> None:
    response = client.get("/frameworks/", headers={"Accept": accept})

    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Accept" in response.headers["Vary"]


def test_the_two_are_cached_apart(client: Client, settings: Settings) -> None:
    settings.CACHE_PAGES = True
    create_frameworks("django")

    for _ in range(2):
        assert client.get("/frameworks/", headers={"Accept": MARKDOWN}).text.startswith("# ")
        assert client.get("/frameworks/").text.startswith("<!doctype html>")


def test_a_redirect_leads_to_markdown(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/flask-vs-django/", headers={"Accept": MARKDOWN})

    assert (response.status_code, response.headers["Location"]) == (301, "/compare/django-vs-flask/summary.md")


@pytest.mark.parametrize("page", ["/frameworks/django/", "/frameworks/django/features/", "/evidence/django/orm/"])
def test_a_page_names_its_markdown(client: Client, page: str) -> None:
    create_support()

    page_text = client.get(page).text

    assert f'<link rel="alternate" type="text/markdown" title="Markdown" href="{markdown_of(page)}">' in page_text


def test_links_inside_markdown_lead_to_markdown(client: Client) -> None:
    create_support()

    text = client.get("/frameworks/django.md").text

    assert "](http://127.0.0.1:8000/evidence/django/orm.md)" in text
    assert "](http://127.0.0.1:8000/evidence/django/orm/)" not in text


def test_an_address_of_a_thousand_parts_is_one_that_is_not_there(client: Client) -> None:
    assert client.get(f"{'/a' * 3_000}/").status_code == 404
