"""The switches to levels that guides graded themselves, and to guides of no interested party, where there are any."""

import pytest
from django.test import Client

from tests.factories import create_conflict, create_guide, create_rating
from tests.reading import text_at

pytestmark = pytest.mark.django_db

PAGES = ("/frameworks/django/guides/", "/compare/django-vs-flask/guides/")


@pytest.fixture(autouse=True)
def _ratings() -> None:
    create_rating(basis="graded", summary="Its table says high.")
    create_rating(guide="dv", level="low", summary="Its prose says low.")
    create_rating(framework="flask", criterion="learning-curve", guide="dv", summary="Coded alone.")


@pytest.mark.parametrize("page", PAGES)
def test_all_levels_count_unless_asked(client: Client, page: str) -> None:
    assert 'class="flag split"' in text_at(client, page)


@pytest.mark.parametrize("page", PAGES)
def test_verdicts_rest_on_gradings_alone(client: Client, page: str) -> None:
    text = text_at(client, f"{page}?basis=graded")

    assert "flag split" not in text
    assert "Thin: 1 of 2" in text


@pytest.mark.parametrize("page", PAGES)
def test_the_page_says_how_many_levels_are_hidden_and_leads_back(client: Client, page: str) -> None:
    text = text_at(client, f"{page}?basis=graded")

    assert f"Hidden with their sentences: {1 if 'frameworks' in page else 2} coded by us" in text
    assert f'<a href=".">Count all {2 if "frameworks" in page else 3}</a>' in text


def test_a_guide_whose_level_is_hidden_is_not_said_to_have_no_view(client: Client) -> None:
    text = text_at(client, "/frameworks/django/guides/?basis=graded")

    assert "Hidden: one guide</summary>" in text
    assert "<p>Hidden: Guide DV</p>" in text
    assert "No view" not in text
    assert "Its prose says low." not in text


def test_a_criterion_that_no_guide_graded_is_left_out(client: Client) -> None:
    assert "Learning curve" in text_at(client, "/compare/django-vs-flask/guides/")
    assert "Learning curve" not in text_at(client, "/compare/django-vs-flask/guides/?basis=graded")


def test_links_of_a_comparison_keep_the_choice(client: Client) -> None:
    text = text_at(client, "/compare/django-vs-flask/guides/?basis=graded")

    assert 'href="/frameworks/django/guides/?basis=graded#scalability"' in text
    assert 'name="basis" value="graded" checked' in text


def test_a_framework_that_no_guide_graded_says_so(client: Client) -> None:
    assert "No guide graded a level itself here" in text_at(client, "/frameworks/flask/guides/")
    assert "No guide on record graded it itself." in text_at(client, "/frameworks/flask/guides/?basis=graded")


def test_the_address_to_cite_is_that_of_the_whole_page(client: Client) -> None:
    text = text_at(client, "/frameworks/django/guides/?basis=graded")

    assert '/frameworks/django/guides/">' in next(line for line in text.splitlines() if 'rel="canonical"' in line)


@pytest.mark.parametrize("page", PAGES)
def test_an_unknown_basis_is_refused(client: Client, page: str) -> None:
    response = client.get(f"{page}?basis=coded")

    assert response.status_code == 400
    assert "allowed are graded" in response.text


@pytest.fixture
def _maker() -> None:
    create_guide(key="fd", voice="Maker", interest="maker")
    create_rating(guide="fd", level="medium", summary="Its maker says medium.")


@pytest.mark.usefixtures("_maker")
@pytest.mark.parametrize("page", [*PAGES, "/disagreements/"])
def test_guides_of_interested_parties_can_be_left_out(client: Client, page: str) -> None:
    assert "Maker Medium" in text_at(client, page)

    text = text_at(client, f"{page}?interest=none")
    assert "Maker Medium" not in text
    assert "<b>without interested parties</b> (2)" in text


@pytest.mark.usefixtures("_maker")
def test_a_guide_left_out_for_its_interest_is_not_said_to_have_no_view(client: Client) -> None:
    assert "<p>Hidden: Maker</p>" in text_at(client, "/frameworks/django/guides/?interest=no-maker")


@pytest.mark.parametrize("page", PAGES)
def test_without_interested_parties_there_is_no_such_switch(client: Client, page: str) -> None:
    assert "interest=" not in text_at(client, page)


@pytest.mark.usefixtures("_maker")
def test_links_of_a_comparison_keep_the_guides_chosen(client: Client) -> None:
    text = text_at(client, "/compare/django-vs-flask/guides/?interest=no-maker")

    assert 'href="/frameworks/django/guides/?interest=no-maker#scalability"' in text
    assert '<input type="hidden" name="interest" value="no-maker">' in text


@pytest.mark.usefixtures("_maker")
def test_a_contradiction_with_a_guide_left_out_is_left_out(client: Client) -> None:
    create_conflict(sides={"fd": "It is fast.", "ps": "It is not."})

    assert "It is fast." in text_at(client, "/disagreements/")
    assert "It is fast." not in text_at(client, "/disagreements/?interest=none")


@pytest.mark.usefixtures("_maker")
def test_the_api_leaves_them_out_too(client: Client) -> None:
    rows = client.get("/api/v1/consensus/?interest=no-maker&criterion=scalability").json()["results"]

    assert [row["hidden"] for row in rows] == [["fd"]]


@pytest.mark.parametrize("page", [*PAGES, "/disagreements/", "/api/v1/consensus/"])
def test_an_unknown_interest_is_refused(client: Client, page: str) -> None:
    response = client.get(f"{page}?interest=all")

    assert response.status_code == 400
    assert "allowed are no-maker, none" in response.text
