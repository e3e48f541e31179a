"""The list of frameworks, its filters and its order."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from editorial.checks import Edit
from frameworks.models import Kind
from tests.factories import create_fact, create_framework, create_rating, create_support, publish

pytestmark = pytest.mark.django_db


def listed(client: Client, query: str = "") -> list[str]:
    """Return the slugs on the list, in its order."""
    response = client.get(f"/frameworks/{query}")
    assert response.status_code == 200
    return [part.split('"')[0] for part in response.text.split('name="framework" value="')[1:]]


def test_list_is_in_the_order_of_names(client: Client) -> None:
    create_framework(key="flask")
    create_framework(key="django")

    assert listed(client) == ["django", "flask"]


def test_list_hides_drafts(client: Client) -> None:
    create_framework(key="secret", status="draft")

    assert "Secret" not in client.get("/frameworks/").text


def test_list_is_searched_by_name_and_tagline(client: Client) -> None:
    create_framework(key="django", tagline="Everything in one.")
    create_framework(key="flask", tagline="A small core.")

    assert listed(client, "?q=SMALL") == ["flask"]
    assert listed(client, "?q=djan") == ["django"]


def test_list_is_narrowed_by_kind(client: Client) -> None:
    publish(Edit(Kind, "micro", {"name": "Microframework", "description": "Small."}))
    create_framework(key="django")
    create_framework(key="flask", kind="micro")

    assert listed(client, "?kind=micro") == ["flask"]


def test_list_is_narrowed_by_the_guide_that_rates_it(client: Client) -> None:
    create_framework(key="flask")
    create_rating(framework="django", guide="ps")

    assert listed(client, "?guide=ps") == ["django"]


def test_list_is_narrowed_by_a_feature_that_is_built_in(client: Client) -> None:
    create_support(framework="django", feature="admin")
    create_support(framework="flask", feature="admin", level="third-party", package="Flask-Admin")

    assert listed(client, "?feature=admin&level=builtin") == ["django"]


def test_list_finds_what_nobody_checked(client: Client) -> None:
    create_support(framework="django", feature="admin")
    create_framework(key="flask")

    assert listed(client, "?feature=admin&level=unknown") == ["flask"]


def test_a_feature_alone_narrows_nothing_and_shows_each_level(client: Client) -> None:
    create_support(framework="django", feature="admin")
    create_framework(key="flask")

    page = client.get("/frameworks/?feature=admin").text

    assert 'class="support builtin" href="/evidence/django/admin/"' in page
    assert "Not checked" in page


def test_list_is_put_in_order_by_guides(client: Client) -> None:
    create_framework(key="django")
    create_rating(framework="flask")

    assert listed(client, "?order=-guides") == ["flask", "django"]


def test_list_is_put_in_order_by_release_with_the_unrecorded_last(client: Client) -> None:
    create_framework(key="bottle")
    create_fact(framework="django", name="released", value="2026-11-03")
    create_fact(framework="flask", name="released", value="2026-11-18")

    assert listed(client, "?order=-released") == ["flask", "django", "bottle"]


def test_a_list_that_nothing_passes_offers_the_way_back(client: Client) -> None:
    create_framework()

    page = client.get("/frameworks/?q=zzz").text

    assert "No framework passes these filters" in page
    assert "<b>0 of 1</b>" in page


@pytest.mark.parametrize(
    ("query", "allowed"),
    [
        ("?kind=nope", "full-stack"),
        ("?guide=nope", "there is no “nope”"),
        ("?feature=nope", "orm"),
        ("?feature=orm&level=nope", "builtin"),
        ("?order=nope", "-released"),
        ("?level=builtin", "name a feature too"),
        ("?sort=name", "allowed are q, kind"),
        ("?q=a&q=b", "give it once"),
        ("?q=%00", "no readable UTF-8"),
        ("?q=" + "a" * 10_000, "allowed are 200"),
    ],
)
def test_list_refuses_what_it_cannot_take_and_says_what_it_can(client: Client, query: str, allowed: str) -> None:
    create_support()

    response = client.get(f"/frameworks/{query}")

    assert response.status_code == 400
    assert allowed in response.text


@pytest.mark.parametrize("size", [1, 5])
def test_list_query_count_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_support(framework=f"framework-{number}")
        create_rating(framework=f"framework-{number}")

    with django_assert_max_num_queries(12):
        client.get("/frameworks/")
