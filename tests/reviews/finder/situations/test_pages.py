"""The pages of situations."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from reviews.models import CommonSituation
from reviews.models.situation import finder_answers
from tests.factories import create, create_framework, create_support

pytestmark = pytest.mark.django_db


def create_situation(answers: str = "need=admin&w=admin.3", **fields: object) -> CommonSituation:
    names = {"name": "Back office", "slug": "back-office", "question": "Which for a back office?", "audience": "Staff."}
    return create(CommonSituation, "back-office", **{**names, "answers": answers, **fields})


def create_answers() -> None:
    create_support(framework="django", feature="admin-ui")
    create_support(framework="flask", feature="admin-ui", level="official-extension", package="flask-admin")


def test_a_situation_says_what_the_finder_answers(client: Client) -> None:
    create_answers()
    create_situation()

    page = client.get("/choose/back-office/").text
    assert "<h1>Which for a back office?</h1>" in page
    assert '<h2><a href="/frameworks/django/">django</a></h2>' in page.replace("Django", "django")
    assert '<h3><a href="/frameworks/flask/">flask</a></h3>' in page.replace("Flask", "flask")


def test_a_reason_leads_to_the_evidence_of_one_claim(client: Client) -> None:
    create_answers()
    create_situation()

    page = client.get("/choose/back-office/").text
    assert "Admin back office.</b>" in page
    assert 'href="/evidence/django/admin-ui/"' in page


def test_a_runner_up_that_is_not_second_by_points_comes_with_its_rule(client: Client) -> None:
    create_answers()
    create_support(framework="bottle", feature="admin-ui", level="official-extension", package="bottle-admin")
    create_support(framework="flask", feature="openapi")
    create_situation()

    page = client.get("/choose/back-office/").text
    rule = "by points, bottle follows; of the next five, flask has most built in that django lacks."
    assert rule in page.lower()


def test_a_situation_that_leaves_no_framework_says_so_and_leads_on(client: Client) -> None:
    create_framework(key="flask")
    create_situation()

    response = client.get("/choose/back-office/")
    assert response.status_code == 200
    assert "No framework is left" in response.text
    assert "/finder/?v=2&amp;need=admin" in response.text


def test_the_list_has_every_situation_with_its_word(client: Client) -> None:
    create_answers()
    create_situation()

    page = client.get("/choose/").text
    assert 'href="/choose/back-office/"' in page
    assert "</svg>Clear</span>" in page


def test_an_unknown_situation_is_not_found_and_names_the_nearest(client: Client) -> None:
    create_situation()

    response = client.get("/choose/back-ofice/")
    assert response.status_code == 404
    assert "/choose/back-office/" in response.text


def test_a_situation_has_its_claims_as_data(client: Client) -> None:
    create_answers()
    create_situation()

    assert client.get("/choose/back-office.json").status_code == 200
    assert "Back office" in client.get("/choose.csv").text


@pytest.mark.parametrize("answers", ["", "build=castle", "as-of=2026-01-01", "speed=3", "w=admin"])
def test_answers_that_the_finder_does_not_read_are_refused(answers: str) -> None:
    with pytest.raises(ValidationError):
        finder_answers(answers)
