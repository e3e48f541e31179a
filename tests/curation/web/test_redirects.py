"""Addresses that once led to a page still lead somewhere."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from curation.changes.checks import Edit
from curation.rows import CuratedRow
from tests.factories import create_feature, create_framework, create_release, create_resource, create_support
from tests.publishing import publish

pytestmark = pytest.mark.django_db


def framework_page(slug: str) -> str:
    return reverse("framework", kwargs={"slug": slug})


def test_a_former_slug_redirects_to_the_present_one(client: Client) -> None:
    create_framework(key="litestar", slug="starlite")
    create_framework(key="litestar", slug="litestar")

    response = client.get(framework_page("starlite"))

    assert (response.status_code, response.headers["Location"]) == (301, framework_page("litestar"))


def test_a_redirect_keeps_the_query(client: Client) -> None:
    create_framework(key="litestar", slug="starlite")
    create_framework(key="litestar", slug="litestar")

    response = client.get(framework_page("starlite"), {"as-of": "2026-11-20"})

    assert response.headers["Location"].endswith("?as-of=2026-11-20")


def test_a_slug_that_went_to_another_row_shows_that_row(client: Client) -> None:
    create_framework(key="litestar", name="Litestar", slug="starlite")
    create_framework(key="litestar", name="Litestar", slug="litestar")
    create_framework(key="starlite-2", name="Starlite 2", slug="starlite")

    assert "Starlite 2" in client.get(framework_page("starlite")).text


def test_a_former_slug_in_a_comparison_redirects(client: Client) -> None:
    create_framework(key="django")
    create_framework(key="litestar", slug="starlite")
    create_framework(key="litestar", slug="litestar")

    response = client.get(reverse("comparison", kwargs={"slugs": "django-vs-starlite"}))

    expected = reverse("comparison", kwargs={"slugs": "django-vs-litestar"})
    assert (response.status_code, response.headers["Location"]) == (301, expected)


def test_a_retired_page_says_so(client: Client) -> None:
    create_framework(key="cherrypy", name="CherryPy", status="retired")

    response = client.get(framework_page("cherrypy"))

    assert response.status_code == 410
    assert "CherryPy is no longer part of the catalogue" in response.text


def test_a_draft_page_does_not_give_itself_away(client: Client) -> None:
    create_framework(key="secret", status="draft")

    assert client.get(framework_page("secret")).status_code == 404


def test_a_feature_keeps_its_former_address(client: Client) -> None:
    create_feature(key="orm", slug="orm")
    create_feature(key="orm", slug="object-mapping")

    response = client.get(reverse("feature", kwargs={"slug": "orm"}))

    assert response.headers["Location"] == reverse("feature", kwargs={"slug": "object-mapping"})


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (create_support, "/evidence/django/orm"),
        (create_release, "/evidence/django/releases/5.2"),
        (create_resource, "/learn/udemy"),
    ],
)
@pytest.mark.parametrize("suffix", ["/", ".json", ".md"])
def test_the_page_of_a_row_that_was_removed_is_gone(
    client: Client, make: Callable[[], CuratedRow], address: str, suffix: str
) -> None:
    row = make()
    publish(Edit(type(row), row.pk, None))

    response = client.get(f"{address}{suffix}")

    assert response.status_code == 410
    assert f"{row.pk.rpartition('/')[2]} is no longer part of the catalogue" in response.text


def test_a_claim_that_never_was_is_not_found(client: Client) -> None:
    create_support()

    assert client.get("/evidence/django/nothing/").status_code == 404


def test_a_comparison_of_a_hundred_is_not_looked_for_one_by_one(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(10):
        assert client.get(f"/compare/{'-vs-'.join(f'a{number}' for number in range(100))}/nowhere/").status_code == 404
