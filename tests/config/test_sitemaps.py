import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import create_feature, create_framework, create_guide, create_resource, create_topic

pytestmark = pytest.mark.django_db


def locations(client: Client) -> list[str]:
    return re.findall(r"<loc>http://127\.0\.0\.1:8000([^<]+)</loc>", client.get("/sitemap.xml").text)


def test_the_site_map_has_the_pages_of_all_rows(client: Client) -> None:
    create_framework(key="django")
    create_feature(key="orm")
    create_resource(key="udemy")
    create_topic(key="benefits")

    pages = {"/frameworks/django/", "/features/orm/", "/learn/udemy/", "/sources/ps/", "/topics/benefits/"}
    assert pages <= set(locations(client))


def test_the_site_map_leaves_drafts_out(client: Client) -> None:
    create_framework(key="secret", status="draft")

    assert "/frameworks/secret/" not in locations(client)


def test_every_page_of_the_site_map_is_there(client: Client) -> None:
    create_feature(key="orm")
    create_guide(key="ps")
    create_topic(key="benefits")

    assert {client.get(location).status_code for location in locations(client)} == {200}


def test_the_site_map_is_xml(client: Client) -> None:
    assert client.get("/sitemap.xml").headers["Content-Type"].startswith("application/xml")


@pytest.mark.parametrize("size", [1, 5])
def test_the_site_map_takes_as_many_queries_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_framework(key=f"f{number}")

    with django_assert_num_queries(7):  # frameworks, features, tasks, resources, topics, guides
        client.get("/sitemap.xml")


def test_robots_are_told_where_the_site_map_is(client: Client) -> None:
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").text
