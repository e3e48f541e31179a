"""Cards and badges that other sites show."""

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    create_cell_proof,
    create_fact,
    create_framework,
    create_support,
    create_window,
    ensure_feature,
)
from tests.reading import text_at

pytestmark = pytest.mark.django_db


class TestCard:
    def test_it_says_what_is_on_record_with_links_to_the_evidence(self, client: Client) -> None:
        create_fact(value="6.0.1")

        text = text_at(client, "/embed/django/")

        assert '<a href="http://127.0.0.1:8000/evidence/django/latest-version/" target="_top">6.0.1</a>' in text

    def test_what_is_not_on_record_is_said_so(self, client: Client) -> None:
        create_framework()

        text = text_at(client, "/embed/django/")

        assert text.count("not recorded") == 2
        assert text.count("not checked") == 2

    def test_features_are_counted_among_those_that_were_checked(self, client: Client) -> None:
        create_support(level="builtin")
        create_support(feature="forms", level="unknown", source=None)
        create_cell_proof()

        assert text_at(client, "/embed/django/").count(">1 of 1</a>") == 2

    def test_several_stand_side_by_side(self, client: Client) -> None:
        create_framework()
        create_framework(key="flask", name="Flask")

        text = text_at(client, "/embed/django-vs-flask/")

        assert 'href="http://127.0.0.1:8000/compare/django-vs-flask/"' in text

    def test_another_order_leads_to_the_one_address(self, client: Client) -> None:
        create_framework()
        create_framework(key="flask")

        assert client.get("/embed/flask-vs-django/").headers["Location"] == "/embed/django-vs-flask/"

    @pytest.mark.usefixtures("cached_pages")
    @pytest.mark.parametrize("time", ["new", "kept"])
    def test_any_site_may_frame_it(self, client: Client, time: str) -> None:
        create_framework()
        if time == "kept":
            client.get("/embed/django/")

        headers = client.get("/embed/django/").headers

        assert "frame-ancestors *" in headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in headers

    def test_no_other_page_may_be_framed(self, client: Client) -> None:
        create_framework()

        assert "frame-ancestors 'none'" in client.get("/frameworks/django/").headers["Content-Security-Policy"]

    @pytest.mark.parametrize(
        ("address", "status", "words"),
        [
            ("/embed/djnago/", 404, "There is no framework “djnago”"),
            ("/embed/django-vs-django/", 400, "Chosen twice: django"),
            ("/embed/django/?theme=blue", 400, "allowed are light, dark"),
            ("/embed/django/?colour=red", 400, "colour"),
        ],
    )
    def test_what_cannot_be_shown_is_said(self, client: Client, address: str, status: int, words: str) -> None:
        create_framework()

        response = client.get(address)

        assert (response.status_code, words in response.text) == (status, True)

    def test_it_takes_as_many_queries_for_two_as_for_five(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for key in "abcde":
            create_support(framework=key, feature=ensure_feature("orm"))

        for address in ("/embed/a-vs-b/", "/embed/a-vs-b-vs-c-vs-d-vs-e/"):
            with django_assert_num_queries(6):  # the version, frameworks, facts, windows, cells, proofs
                client.get(address)


class TestBadge:
    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            ("latest", "Django latest: 6.0.1"),
            ("supported-until", "Django supported until: 2028-04 (5.2)"),
            ("proven-features", "Django features proven: 1 of 1"),
        ],
    )
    def test_it_says_one_fact(self, client: Client, kind: str, words: str) -> None:
        create_fact(value="6.0.1")
        create_window(security_until="2028-04")
        create_support(level="builtin")
        create_cell_proof()

        image = fromstring(client.get(f"/badges/django/{kind}.svg").content)

        assert image.attrib["aria-label"] == words

    def test_it_is_a_picture_for_any_site(self, client: Client) -> None:
        create_framework()

        response = client.get("/badges/django/latest.svg", headers={"Origin": "https://other.example"})

        assert response.headers["Content-Type"].startswith("image/svg+xml")
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"

    def test_what_is_unknown_is_said_so(self, client: Client) -> None:
        create_framework()

        assert "not recorded" in client.get("/badges/django/latest.svg").text

    def test_an_unknown_badge_is_not_found_with_those_there_are(self, client: Client) -> None:
        create_framework()

        response = client.get("/badges/django/stars.svg")

        assert response.status_code == 404
        assert "allowed are supported-until, latest, proven-features" in response.text
