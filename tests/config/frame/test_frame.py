"""The frame of every page: theme, navigation, and the pages shown when a request fails."""

from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from config.frame.context import frame
from config.http.errors import bad_request, server_error
from curation.web.querystrings import InvalidQuery, Problem
from tests.editorial.desk.pages import client_of, staff

pytestmark = pytest.mark.django_db


def test_a_chosen_theme_is_remembered_and_the_reader_goes_back(client: Client) -> None:
    response = client.post(reverse("theme"), {"theme": "dark", "next": "/method/?as-of=2026-11-20"})
    assert response.headers["Location"] == "/method/?as-of=2026-11-20"
    assert response.cookies["theme"].value == "dark"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_without_scripts_a_reader_gets_the_colours_they_chose(client: Client, theme: str) -> None:
    client.cookies["theme"] = theme
    style = client.get(reverse("theme-css")).text
    assert (f"color-scheme: {theme};" in style, f"var(--chevron-{theme});" in style) == (True, True)


@pytest.mark.parametrize("cookie", ["auto", "blue", '"><script>'])
def test_any_other_cookie_leaves_the_theme_to_the_system(client: Client, cookie: str) -> None:
    client.cookies["theme"] = cookie
    response = client.get(reverse("theme-css"))
    assert (response.status_code, response.content, response.headers["Content-Type"]) == (200, b"", "text/css")


def test_which_colours_a_reader_chose_is_never_kept(client: Client) -> None:
    assert "no-store" in client.get(reverse("theme-css")).headers["Cache-Control"]


def test_the_script_of_a_page_can_read_the_chosen_theme(client: Client) -> None:
    assert not client.post(reverse("theme"), {"theme": "dark"}).cookies["theme"]["httponly"]


def test_an_unknown_theme_is_refused_and_the_known_ones_are_named(client: Client) -> None:
    response = client.post(reverse("theme"), {"theme": "blue"})
    assert response.status_code == 400
    assert "light, dark, auto" in response.text


@pytest.mark.parametrize("address", ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere", "method/"])
def test_the_way_back_stays_on_this_site(client: Client, address: str) -> None:
    assert client.post(reverse("theme"), {"theme": "dark", "next": address}).status_code == 400


def test_the_theme_is_only_changed_by_post(client: Client) -> None:
    assert client.get(reverse("theme")).status_code == 405


def test_the_menu_takes_no_parameters(client: Client) -> None:
    response = client.get(reverse("menu"), {"theme": "dark"})
    assert response.status_code == 400
    assert "this address takes no parameters" in response.text


@pytest.mark.parametrize(
    ("path", "section"), [("/features/orm/", "features"), ("/evidence/django/orm/", ""), ("/", "")]
)
def test_the_navigation_knows_the_section_from_the_address(path: str, section: str) -> None:
    assert frame(RequestFactory().get(path))["section"] == section


def test_the_address_to_cite_keeps_the_day_and_drops_the_rest() -> None:
    request = RequestFactory().get("/compare/django-vs-flask/?only=differences&as-of=2026-11-20")
    assert frame(request)["canonical"].endswith("/compare/django-vs-flask/?as-of=2026-11-20")


def test_a_refusal_says_which_parameter_is_wrong() -> None:
    response = bad_request(
        RequestFactory().get("/features/"), InvalidQuery(Problem("speed", "there is no such parameter here."))
    )
    assert "speed: there is no such parameter here." in response.content.decode()


def test_what_django_refuses_is_not_quoted() -> None:
    response = bad_request(RequestFactory().get("/"), SuspiciousOperation("the secret of the host"))
    assert "secret" not in response.content.decode()


def test_the_page_of_a_fault_needs_neither_request_nor_database() -> None:
    page = server_error(RequestFactory().get("/method/")).text
    assert "Something broke on our side" in page
    assert "theme-form" not in page


def test_a_page_that_is_not_open_to_somebody_says_so() -> None:
    response = client_of(staff("Editors", "ed")).get(reverse("operation"))
    assert (response.status_code, "This page is not open to you" in response.text) == (403, True)


@pytest.mark.parametrize(
    ("template", "context"),
    [
        ("errors/403.html", {}),
        ("errors/403_csrf.html", {}),
        ("errors/404.html", {"problem": "", "nearest": [], "wanted": ""}),
        ("errors/405.html", {"allowed": ["GET"]}),
        ("errors/410.html", {"problem": "", "row": None, "retired": None, "facts": []}),
    ],
)
def test_every_failure_is_shown_in_the_frame_and_kept_from_search_engines(
    rf: RequestFactory, template: str, context: dict[str, Any]
) -> None:
    page = render_to_string(template, context, rf.get("/nowhere/"))
    assert "site-footer" in page
    assert "noindex" in page


@pytest.mark.django_db
def test_a_refused_method_is_answered_with_a_page(client: Client) -> None:
    response = client.post(reverse("method"))

    assert (response.status_code, "This address does not accept that" in response.text) == (405, True)


@pytest.mark.django_db
def test_a_refused_method_names_those_allowed(client: Client) -> None:
    assert client.post(reverse("method")).headers["Allow"] == "GET, HEAD"
