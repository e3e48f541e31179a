"""The decision record of the finder's answer, its answer as data, and what has changed in what it rests on."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import create_framework, create_support
from tests.reading import data_version

pytestmark = pytest.mark.django_db

ASKED = "?v=2&w=admin.3"
RECORD = f"/finder/record.md{ASKED}"
SINCE = "/finder/since/?v=2&w=admin.3"


@pytest.fixture(autouse=True)
def _two_frameworks() -> None:
    create_support(framework="django", feature="admin-ui", level="builtin")
    create_support(framework="flask", feature="admin-ui", level="third-party", package="flask-admin")
    create_framework(key="pyramid")


def test_it_says_what_leads_with_how_much_each_factor_counts(client: Client) -> None:
    text = client.get(RECORD).text

    assert "# Which framework: Django?" in text
    assert "| Admin back office | feature matrix | Decisive | Ignore |" in text
    assert "Best fit for these answers: Django, 100 of 100." in text


def test_every_point_leads_to_its_evidence(client: Client) -> None:
    assert "](http://127.0.0.1:8000/evidence/flask/admin-ui/)" in client.get(RECORD).text


def test_it_says_what_would_change_it(client: Client) -> None:
    text = client.get(RECORD).text.partition("## What would change it")[2]

    assert "drivers were checked without effect on first place" in text
    assert f"/finder/since/?v=2&w=admin.3&version={data_version()})" in text


def test_it_is_a_file_to_keep(client: Client) -> None:
    response = client.get(RECORD)

    assert response["Content-Disposition"] == 'attachment; filename="decision-plumbline-finder.md"'


def test_answers_in_another_order_are_redirected_to_the_same_record(client: Client) -> None:
    response = client.get("/finder/record.md?w=admin.3")

    assert (response.status_code, response["Location"]) == (302, RECORD)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("", "These answers give no ranking"),
        ("?v=2&w=admin.9", "allowed are 0, 1, 2, 3"),
        ("?v=9&w=admin.1", "version 9"),
    ],
)
def test_a_record_without_a_ranking_is_refused_with_the_reason(client: Client, query: str, reason: str) -> None:
    response = client.get(f"/finder/record.md{query}")

    assert response.status_code == 400
    assert reason in response.text


def test_the_page_offers_its_record_and_its_data(client: Client) -> None:
    page = client.get(f"/finder/{ASKED}").text

    assert 'href="/finder/record.md?v=2&amp;w=admin.3"' in page
    assert 'href="/finder.json?v=2&amp;w=admin.3"' in page


def test_data_has_the_totals_of_the_page(client: Client) -> None:
    tables = client.get(f"/finder.json{ASKED}").json()["tables"]

    assert [(row["framework"], row["lowest_total"], row["highest_total"]) for row in tables["ranking"]["rows"]] == [
        ("Django", "100", "100"),
        ("Flask", "40", "40"),
    ]
    assert [row["framework"] for row in tables["apart"]["rows"]] == ["Pyramid"]


def test_an_address_of_another_version_is_refused_as_json(client: Client) -> None:
    response = client.get("/finder.json?v=9&build=api")

    assert response.status_code == 400
    assert "this is version 2" in response.json()["error"]["message"]


def test_what_is_weighed_is_shown_from_what_to_what(client: Client) -> None:
    then = data_version()
    create_support(framework="flask", feature="admin-ui", level="none-found")
    create_support(framework="flask", feature="orm")

    page = client.get(f"{SINCE}&version={then}").text

    assert "1 claim says something else" in page
    assert "Third-party, flask-admin" in page
    assert "None found" in page


def test_without_answers_there_is_nothing_to_hold_against_the_present(client: Client) -> None:
    response = client.get("/finder/since/?version=1")

    assert response.status_code == 400
    assert "the record was made from" in response.text


@pytest.mark.parametrize("version", ["0", "one", "999999999"])
def test_a_version_there_has_not_been_is_refused(client: Client, version: str) -> None:
    response = client.get(f"{SINCE}&version={version}")

    assert response.status_code == 400
    assert f"allowed are 1 to {data_version()}" in response.text


@pytest.mark.parametrize("weights", ["learn.3", "upkeep.3", "admin.1,learn.1"])
def test_whatever_is_weighed_can_be_held_against_the_present(client: Client, weights: str) -> None:
    assert client.get(f"/finder/since/?v=2&w={weights}&version=1").status_code == 200


def test_what_changed_takes_few_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    then = data_version()
    with django_assert_num_queries(4):
        client.get(f"{SINCE}&version={then}")


def test_a_later_visit_says_first_that_first_place_has_changed(client: Client) -> None:
    then = data_version()
    create_support(framework="flask", feature="admin-ui", level="builtin")
    create_support(framework="django", feature="admin-ui", level="none-found")

    page = client.get(f"{SINCE}&version={then}").text

    assert "First place has changed: Flask now, Django then" in page
    assert page.index("First place has changed") < page.index("2 claims say something else")


def test_a_later_visit_says_that_only_the_order_behind_has_changed(client: Client) -> None:
    then = data_version()
    create_support(framework="pyramid", feature="admin-ui", level="official-extension", package="pyramid-admin")

    page = client.get(f"{SINCE}&version={then}").text

    assert "First place stands: Django. The order behind it has changed" in page


def test_a_claim_that_weighs_nothing_leaves_the_order(client: Client) -> None:
    then = data_version()
    create_support(framework="flask", feature="orm")

    assert "The order stands: Django first" in client.get(f"{SINCE}&version={then}").text


def test_what_was_ruled_out_or_not_on_record_has_words_for_its_rank(client: Client) -> None:
    create_support(framework="falcon", feature="admin-ui", level="builtin")
    then = data_version()
    create_support(framework="quart", feature="admin-ui", level="builtin")
    create_support(framework="flask", feature="admin-ui", level="no")
    create_support(framework="falcon", feature="admin-ui", level="none-found")

    rows = client.get(f"/finder/since.json?v=2&need=admin&third-party=yes&version={then}").json()["tables"]["order"][
        "rows"
    ]

    assert {row["framework"]: (row["rank_before"], row["rank_now"]) for row in rows} == {
        "Django": ("1", "1"),
        "Quart": ("not on record", "1"),
        "Flask": ("3", "ruled out"),
        "Falcon": ("1", "unconfirmed"),
    }


def test_what_stands_where_it_stood_is_counted_and_not_listed(client: Client) -> None:
    for number in range(4):
        create_support(framework=f"framework-{number}", feature="admin-ui", level="none-found")
    then = data_version()
    create_support(framework="flask", feature="admin-ui", level="official-extension", package="flask-admin")

    order = client.get(f"{SINCE}&version={then}").text.partition('id="order"')[2]

    assert "Rank 2, 40 points" in order
    assert "others stand where they stood; the data has them all" in order


def test_demands_that_leave_nothing_give_no_order_then_or_now(client: Client) -> None:
    create_support(framework="pyramid", feature="admin-ui", level="no")
    create_support(framework="flask", feature="admin-ui", level="no")
    create_support(framework="django", feature="admin-ui", level="no")

    page = client.get(f"/finder/since/?v=2&need=admin&w=admin.3&version={data_version()}").text

    assert "Still no order: what must come with it leaves no framework" in page


def test_a_comparison_has_no_order(client: Client) -> None:
    assert 'id="order"' not in client.get("/compare/django-vs-flask/since/?version=1").text


def test_the_order_of_today_is_that_of_the_finder(client: Client) -> None:
    page = client.get(f"/finder.json{ASKED}").json()["tables"]["ranking"]["rows"]
    since = client.get(f"/finder/since.json{ASKED}&version={data_version()}").json()["tables"]["order"]["rows"]

    totals = [(row["framework"], row["lowest_total"]) for row in page]
    assert [(row["framework"], row["total_now"]) for row in since][: len(totals)] == totals
