"""The site map: which pages it lists, and when what they show last changed."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from curation.models import Revision
from tests.factories import (
    create_feature,
    create_framework,
    create_guide,
    create_rating,
    create_release,
    create_resource,
    create_statement,
    create_support,
    create_topic,
)
from tests.reading import site_map, text_at

pytestmark = pytest.mark.django_db


def section(client: Client, name: str) -> list[str]:
    return re.findall(r"<loc>http://127\.0\.0\.1:8000([^<]+)</loc>", text_at(client, f"/sitemap-{name}.xml"))


def test_the_site_map_has_the_pages_of_all_rows(client: Client) -> None:
    create_framework(key="django")
    create_feature(key="orm")
    create_resource(key="udemy")
    create_topic(key="benefits")

    pages = {"/frameworks/django/", "/features/orm/", "/learn/udemy/", "/sources/ps/", "/topics/benefits/"}
    assert pages <= set(site_map(client))


def test_the_site_map_leaves_drafts_out(client: Client) -> None:
    create_framework(key="secret", status="draft")

    assert "/frameworks/secret/" not in site_map(client)


def test_every_page_of_the_site_map_is_there(client: Client) -> None:
    create_support()
    create_support(framework="flask")
    create_rating()
    create_statement()
    create_release()
    create_guide(key="dv")
    create_topic(key="benefits")

    assert {client.get(path).status_code for path in site_map(client)} == {200}


def test_a_part_of_a_framework_is_listed_where_it_has_something(client: Client) -> None:
    create_support()

    assert section(client, "frameworks") == ["/frameworks/django/", "/frameworks/django/features/"]


def test_each_pair_of_frameworks_has_its_comparison(client: Client) -> None:
    for key in ("django", "flask", "bottle"):
        create_framework(key=key)

    assert len(section(client, "comparisons")) == 3


def test_the_evidence_of_claims_is_listed_with_the_day_of_the_claim(client: Client) -> None:
    create_release(version="5.2")

    changed = Revision.objects.get(row_type="release").valid_from
    entry = f"<loc>http://127.0.0.1:8000/evidence/django/releases/5.2/</loc><lastmod>{changed.date()}</lastmod>"
    assert entry in text_at(client, "/sitemap-evidence.xml")


def test_a_section_without_pages_is_left_out(client: Client) -> None:
    assert "sitemap-learning" not in text_at(client, "/sitemap.xml")


def test_an_unknown_section_is_not_found(client: Client) -> None:
    response = client.get("/sitemap-books.xml")

    assert response.status_code == 404
    assert "it has lists, situations" in response.text


def test_the_site_map_is_xml(client: Client) -> None:
    assert client.get("/sitemap.xml").headers["Content-Type"].startswith("application/xml")


@pytest.mark.parametrize("size", [1, 5])
def test_the_site_map_takes_as_many_queries_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_framework(key=f"f{number}")

    with django_assert_num_queries(9):  # the version, what changed when, frameworks, and six more types
        client.get("/sitemap.xml")


def test_robots_are_told_where_the_site_map_is(client: Client) -> None:
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").text
