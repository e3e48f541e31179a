"""The front page."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reviews.models import CommonSituation, Conflict
from tests.factories import (
    create,
    create_fact,
    create_framework,
    create_rating,
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

    assert "have to pick one of 2." in home(client)


def test_frameworks_that_most_guides_rate_come_first(client: Client) -> None:
    create_framework(key="bottle")
    create_rating(framework="flask", guide="ps")
    for guide in ("ps", "dv"):
        create_rating(framework="django", guide=guide)

    slugs = re.findall(r'name="framework" value="([^"]+)"', home(client))

    assert slugs == ["django", "flask", "bottle"]


def test_table_holds_eight_frameworks_at_most(client: Client) -> None:
    for number in range(11):
        create_framework(key=f"framework-{number}")

    page = home(client)

    assert page.count('name="framework" value="') == 8
    assert "The 8 of 11 that most guides rate." in page


def test_claims_that_were_read_are_counted_with_those_that_were_not(client: Client) -> None:
    create_support(feature="orm")
    create_support(feature="admin", level="unknown", source=None)

    page = home(client)
    assert "<strong>1</strong><h3>claims read in documents</h3>" in page
    assert "of 2 feature claims; 1 is not checked yet." in page


def test_common_answers_are_the_finders(client: Client) -> None:
    create_support(framework="django", feature="admin-ui")
    words = {"name": "Back office", "question": "Which one?", "audience": "Staff."}
    create(CommonSituation, "office", slug="office", answers="need=admin&w=admin.3", **words)

    page = home(client)
    assert 'href="/choose/office/">Back office</a>' in page
    assert "</svg>Clear</span>" in page


def test_comparisons_are_offered_of_frameworks_that_are_there(client: Client) -> None:
    create_framework(key="django")
    create_framework(key="flask")

    page = home(client)
    assert 'href="/compare/django-vs-flask/"' in page
    assert "fastapi" not in page


def test_disagreements_stand_in_a_line_each(client: Client) -> None:
    create(Conflict, "speed", title="Is async fast?", text="They differ.", extent="between")

    page = home(client)
    assert 'href="/evidence/speed/">Is async fast?</a><p>They differ.</p>' in page


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


def test_parameters_are_refused(client: Client) -> None:
    assert client.get("/?q=django").status_code == 400


@pytest.mark.parametrize("size", [1, 5])
def test_query_count_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_support(framework=f"framework-{number}")
        create_rating(framework=f"framework-{number}")

    client.get("/choose/")  # makes the finder’s scores of this version, which are kept
    with django_assert_max_num_queries(12):
        home(client)
