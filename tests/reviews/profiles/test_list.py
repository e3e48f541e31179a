"""The list of frameworks, its filters and its order."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from curation.changes.checks import Edit
from frameworks.models import Kind
from tests.factories import (
    create_criterion,
    create_fact,
    create_framework,
    create_rating,
    create_support,
    ensure,
    publish,
)

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


def test_a_feature_alone_keeps_those_that_have_it_in_some_way(client: Client) -> None:
    create_support(framework="django", feature="admin")
    create_support(framework="flask", feature="admin", level="third-party", package="Flask-Admin")
    create_support(framework="bottle", feature="admin", level="none-found")
    create_framework(key="falcon")

    assert listed(client, "?feature=admin") == ["django", "flask"]


def test_the_feature_asked_for_is_shown_with_its_evidence(client: Client) -> None:
    create_support(framework="django", feature="admin")

    assert 'class="support builtin" href="/evidence/django/admin/"' in client.get("/frameworks/?feature=admin").text


def test_list_is_narrowed_by_a_criterion_on_which_guides_place_it(client: Client) -> None:
    create_rating(framework="django")
    create_rating(framework="flask", level=None)

    assert listed(client, "?criterion=scalability") == ["django"]


def test_list_is_narrowed_by_the_level_that_the_median_reaches(client: Client) -> None:
    create_rating(framework="django", level="high")
    create_rating(framework="flask", level="medium")
    create_rating(framework="bottle", level="low")

    assert listed(client, "?criterion=scalability&at_least=medium") == ["django", "flask"]


def test_at_least_means_nearer_the_better_end_where_lower_is_better(client: Client) -> None:
    create_criterion(key="setup", better="lower")
    create_rating(framework="django", criterion="setup", level="high")
    create_rating(framework="flask", criterion="setup", level="low")

    assert listed(client, "?criterion=setup&at_least=medium") == ["flask"]


def test_list_is_put_in_order_by_a_criterion_with_the_unknown_last(client: Client) -> None:
    create_rating(framework="django", level="low")
    create_rating(framework="flask", level="high")
    create_framework(key="bottle")

    assert listed(client, "?ordering=-scalability") == ["flask", "django", "bottle"]
    assert listed(client, "?ordering=scalability") == ["django", "flask", "bottle"]


def test_a_criterion_that_puts_in_order_is_shown_and_the_unknown_written_out(client: Client) -> None:
    create_rating(framework="django", level="low")
    create_framework(key="bottle")

    page = client.get("/frameworks/?ordering=-scalability").text

    assert '<span class="sub">Low</span>' in page
    assert '<td><span class="faint tiny">no guide</span></td>' in page


def test_a_criterion_without_a_better_end_is_offered_from_either_end(client: Client) -> None:
    create_criterion(better="context")

    page = client.get("/frameworks/").text

    assert '<option value="-scalability">Scalability: holds first</option>' in page
    assert '<option value="scalability">Scalability: strains first</option>' in page


def test_a_criterion_with_a_better_end_is_offered_from_that(client: Client) -> None:
    create_criterion(better="lower")

    page = client.get("/frameworks/").text

    assert '<option value="-scalability">Scalability: strains first</option>' in page
    assert "holds first" not in page


def test_list_is_put_in_order_by_what_is_built_in_with_the_unchecked_last(client: Client) -> None:
    create_support(framework="django", feature="admin")
    create_support(framework="flask", feature="admin", level="none-found")
    create_support(framework="bottle", feature="admin", level="unknown", source=None)

    assert listed(client, "?ordering=built-in") == ["flask", "django", "bottle"]


def test_the_head_of_the_column_in_order_says_so_and_turns_it_round(client: Client) -> None:
    create_framework()

    page = client.get("/frameworks/?ordering=-guides").text

    assert 'aria-sort="descending"><a class="sort" href="?ordering=guides">Guides</a>' in page


def test_a_filter_in_force_is_removed_with_what_says_more_about_it(client: Client) -> None:
    create_support(feature="admin")

    page = client.get("/frameworks/?feature=admin&level=builtin&kind=full-stack").text

    assert 'href="?kind=full-stack"><span class="visually-hidden">Remove </span>Feature: Admin</a>' in page


def test_folded_filters_say_how_many_are_in_force(client: Client) -> None:
    create_framework()

    assert "1 filter in force" in client.get("/frameworks/?q=django").text


def test_the_form_keeps_several_values_of_an_address(client: Client) -> None:
    create_framework()

    assert '<select id="id_kind" name="kind"><option value="">' in client.get("/frameworks/").text
    create_framework(key="flask", kind=ensure(Kind, "micro", name="Micro", description="Small."))
    page = client.get("/frameworks/?feature=&kind=full-stack&kind=micro").text
    assert '<select id="id_kind" name="kind" multiple>' in page


def test_list_is_put_in_order_by_guides(client: Client) -> None:
    create_framework(key="django")
    create_rating(framework="flask")

    assert listed(client, "?ordering=-guides") == ["flask", "django"]


def test_list_is_put_in_order_by_release_with_the_unrecorded_last(client: Client) -> None:
    create_framework(key="bottle")
    create_fact(framework="django", name="released", value="2026-11-03")
    create_fact(framework="flask", name="released", value="2026-11-18")

    assert listed(client, "?ordering=-released") == ["flask", "django", "bottle"]


def test_a_list_that_nothing_passes_offers_the_way_back(client: Client) -> None:
    create_framework()

    page = client.get("/frameworks/?q=zzz&kind=full-stack").text

    assert "No framework passes these filters" in page
    assert "<b>0 of 1</b>" in page
    assert "Name or word: 1 match" in page
    assert "Kind: 0 match" in page


@pytest.mark.parametrize(
    ("query", "allowed"),
    [
        ("?kind=nope", "full-stack"),
        ("?guide=nope", "there is no “nope”"),
        ("?feature=nope", "orm"),
        ("?feature=orm&level=nope", "builtin"),
        ("?criterion=nope", "allowed are scalability"),
        ("?criterion=type", "allowed are scalability"),
        ("?criterion=scalability&at_least=nope", "at_least: there is no “nope”; allowed are low, medium, high"),
        ("?at_least=high", "at_least: it says more about criterion; give that too"),
        ("?ordering=nope", "-released"),
        ("?level=builtin", "level: it says more about feature; give that too"),
        ("?sort=name", "allowed are q, kind"),
        ("?q=a&q=b", "give it once"),
        ("?q=%00", "U+0000 at place 1 cannot be seen"),
        ("?q=" + "a" * 10_000, "allowed are 200"),
    ],
)
def test_list_refuses_what_it_cannot_take_and_says_what_it_can(client: Client, query: str, allowed: str) -> None:
    create_support()
    create_criterion()
    create_criterion(key="type", scale="unordered")

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

    with django_assert_max_num_queries(13):
        client.get("/frameworks/?kind=full-stack&guide=ps&feature=orm&criterion=scalability&ordering=-released")
