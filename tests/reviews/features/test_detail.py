import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from frameworks.levels import ASKS_FOR, INHERITED
from frameworks.models import Package, SupportLevel
from tests.factories import create, create_feature, create_framework, create_support
from tests.reading import text_at

pytestmark = pytest.mark.django_db


def test_a_feature_page_has_definition_and_caveat(client: Client) -> None:
    create_feature(key="orm", definition="Maps rows to objects.", caveat="Libraries count too.")

    text = text_at(client, "/features/orm/")
    assert "Maps rows to objects." in text
    assert "Libraries count too." in text


def test_a_feature_page_says_what_would_prove_it_and_what_it_weighs(client: Client) -> None:
    words = {"proof": "Three rows come back.", "weight": 5, "weight_reason": "Data stay.", "other_names": ["models"]}
    create_feature(key="orm", inherited="A library counts too.", **words)

    text = text_at(client, "/features/orm/")
    for sentence in ("Three rows come back.", "5 of 5. Data stay.", "models", "A library counts too."):
        assert sentence in text


def test_a_feature_page_says_what_each_level_asks_for(client: Client) -> None:
    create_feature(key="orm")

    text = text_at(client, "/features/orm/")
    assert [level for level in SupportLevel if ASKS_FOR[level] not in text] == []
    assert INHERITED in text


def test_a_feature_page_shows_package_note_and_citation(client: Client) -> None:
    create_support(framework="flask", level="third-party", package="Flask-Admin", note="Generated views")

    text = text_at(client, "/features/orm/")
    assert '<span class="sub">Flask-Admin</span>' in text
    assert "Generated views" in text
    assert 'class="cite documentation" href="/evidence/flask/orm/"' in text


def test_a_feature_page_groups_frameworks_by_level(client: Client) -> None:
    create_support(framework="flask", level="third-party", package="x")
    create_support(framework="django", level="builtin")

    assert re.findall(r'<tr class="group-row"><th[^>]*>([\w -]+) <', text_at(client, "/features/orm/")) == [
        "Built in",
        "Third-party",
    ]


def test_a_feature_page_lists_frameworks_nobody_checked(client: Client) -> None:
    create_feature(key="orm")
    create_framework(key="flask")

    assert "no evidence recorded" in text_at(client, "/features/orm/")


def test_a_feature_page_shows_the_last_release_of_each_package_named(client: Client) -> None:
    create_support(level="third-party", package="Flask_Admin[sqla], other")
    create(Package, "flask-admin", version="2.0", last_release="2025-07", source="docs", read_on="2026-11-20")

    expected = '2025-07<span class="sub">flask-admin 2.0, read <time>2026-11-20</time></span>'
    assert expected in text_at(client, "/features/orm/")


def test_an_unknown_feature_is_404_with_the_nearest(client: Client) -> None:
    create_feature(key="websockets")

    response = client.get("/features/websocket/")
    assert response.status_code == 404
    assert 'href="/features/websockets/"' in response.text


def test_a_draft_feature_has_no_page(client: Client) -> None:
    create_feature(key="orm", status="draft")

    assert client.get(reverse("feature", kwargs={"slug": "orm"})).status_code == 404


@pytest.mark.parametrize("size", [1, 5])
def test_a_feature_page_takes_as_many_queries_however_large(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_support(framework=f"f{number}", level="third-party", package=f"p{number}")

    with django_assert_num_queries(7):  # the version, features, cells, frameworks, sources, packages, proofs
        client.get("/features/orm/")
