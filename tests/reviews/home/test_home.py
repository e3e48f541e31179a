"""The front page."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    create_fact,
    create_framework,
    create_guide,
    create_rating,
    create_resource,
    create_support,
)

pytestmark = pytest.mark.django_db


def home(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.text


def test_an_empty_catalogue_says_so(client: Client) -> None:
    assert "No framework is published yet." in home(client)


def test_lede_counts_the_frameworks(client: Client) -> None:
    create_framework(key="django")
    create_framework(key="flask")
    create_framework(key="secret", status="draft")

    assert "2 frameworks side by side" in home(client)


def test_figures_tell_sourced_cells_from_unchecked_ones(client: Client) -> None:
    create_support(feature="orm")
    create_support(feature="admin", level="unknown", source=None)

    assert re.search(r"<dd>2 <span[^>]*>1 sourced, 1 unchecked</span>", home(client))


def test_figures_say_how_many_guides_are_undated(client: Client) -> None:
    create_guide(key="ps")

    assert "2025-11 to 2025-11" in home(client)


def test_frameworks_that_most_guides_rate_come_first(client: Client) -> None:
    create_framework(key="bottle")
    create_rating(framework="flask", guide="ps")
    for guide in ("ps", "dv"):
        create_rating(framework="django", guide=guide)

    slugs = re.findall(r'name="framework" value="([^"]+)"', home(client))

    assert slugs == ["django", "flask", "bottle"]


def test_table_holds_ten_frameworks_at_most(client: Client) -> None:
    for number in range(11):
        create_framework(key=f"framework-{number}")

    page = home(client)

    assert page.count('name="framework" value="') == 10
    assert "The 10 of 11 that most guides rate." in page


def test_a_version_leads_to_its_evidence(client: Client) -> None:
    create_fact(value="5.2.19")

    assert '<a class="value" href="/evidence/django/latest-version/">5.2.19</a>' in home(client)


def test_features_are_drawn_as_shares_with_their_numbers(client: Client) -> None:
    create_support(feature="orm")
    create_support(feature="admin", level="none-found")
    create_support(feature="asgi", level="no")

    page = home(client)

    assert "1 built in, 1 no, 1 none found<" in page
    levels = "1 built in, 0 with an extra, 0 official extension, 0 third-party, 1 no, 1 none found, 0 not checked"
    assert f'aria-label="{levels}"' in page


def test_a_criterion_no_guide_speaks_of_says_so(client: Client) -> None:
    create_rating(framework="django", criterion="performance")
    create_framework(key="flask")

    page = home(client)

    assert 'class="mini-strip"' in page
    assert "no guide" in page


def test_where_guides_split_shows_the_widest_with_their_sentences(client: Client) -> None:
    create_rating(guide="ps", level="high", summary="It grows far.")
    create_rating(guide="dv", level="low", summary="It strains early.")

    page = home(client)

    assert "Django: scalability" in page
    assert "It grows far." in page
    assert "It strains early." in page


def test_where_no_guides_part_there_is_no_such_section(client: Client) -> None:
    create_rating(guide="ps")

    assert 'id="splits"' not in home(client)


def test_resources_are_listed(client: Client) -> None:
    create_resource(key="udemy")

    assert 'href="/learn/udemy/"' in home(client)


def test_the_formats_of_a_resource_begin_with_a_capital_but_for_a_name(client: Client) -> None:
    create_resource(key="packt", formats=["eBooks", "videos"])
    create_resource(key="udemy", formats=["videos", "Q&A forums"])

    page = home(client)
    assert "<td>eBooks, videos</td>" in page
    assert "<td>Videos, Q&amp;A forums</td>" in page


def test_guides_are_listed_with_how_many_frameworks_they_rate(client: Client) -> None:
    create_rating(framework="django", guide="ps")
    create_rating(framework="flask", guide="ps")

    assert 'data-label="Frameworks rated">2</td>' in home(client)


def test_newest_releases_come_first(client: Client) -> None:
    for key, version, day in [("django", "5.2.19", "2026-11-03"), ("flask", "3.1.3", "2026-11-18"), ("sanic", "", "")]:
        create_framework(key=key)
        if version:
            create_fact(framework=key, name="latest-version", value=version)
            create_fact(framework=key, name="released", value=day)

    page = home(client)

    assert re.findall(r"<time datetime=.*?>(.*?)</time>", page) == ["2026-11-18", "2026-11-03"]


def test_parameters_are_refused(client: Client) -> None:
    assert client.get("/?q=django").status_code == 400


@pytest.mark.parametrize("size", [1, 5])
def test_query_count_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_support(framework=f"framework-{number}")
        create_rating(framework=f"framework-{number}")

    with django_assert_max_num_queries(12):
        home(client)
