"""The decision record of a comparison, and what has changed in what it rests on."""

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from curation.models import Revision
from tests.factories import (
    create_fact,
    create_framework,
    create_frameworks,
    create_guide,
    create_rating,
    create_recommendation,
    create_remark,
    create_support,
    create_use_case,
)
from tests.reading import data_version

pytestmark = pytest.mark.django_db

RECORD = "/compare/django-vs-flask/record.md"
SINCE = "/compare/django-vs-flask/since/"


def record(client: Client, query: str = "") -> str:
    response = client.get(f"{RECORD}{query}")
    assert response.status_code == 200
    return response.text


def changes(client: Client, since: int) -> list[tuple[str, ...]]:
    rows = client.get(f"{SINCE[:-1]}.json?version={since}").json()["tables"]["changes"]["rows"]
    return [(row["framework"], row["about"], row["before"], row["now"]) for row in rows]


def test_it_is_a_markdown_file_to_keep(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get(RECORD)

    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Content-Disposition"] == ('attachment; filename="decision-plumbline-compare-django-vs-flask.md"')


def test_it_names_the_version_and_the_addresses_it_was_made_from(client: Client) -> None:
    create_frameworks("django", "flask")

    text = record(client, "?against=flask")

    assert "# Which framework: Django or Flask" in text
    assert f"- Data: version {data_version()}, " in text
    assert "(http://127.0.0.1:8000/compare/django-vs-flask/?against=flask)" in text
    assert f"(http://127.0.0.1:8000/compare/django-vs-flask/since/?version={data_version()})" in text


def test_it_has_the_parts_of_a_decision_record(client: Client) -> None:
    create_frameworks("django", "flask")

    text = record(client)

    parts = ["Context", "Decision drivers", "Option: ", "Evidence", "Decision", "Consequences", "What would change it"]
    assert [part for part in parts if f"\n## {part}" not in text] == []


def test_an_argument_leads_to_each_guide_that_makes_it(client: Client) -> None:
    create_remark(framework="django", text="It grows | well.")
    create_framework(key="flask")

    assert "- It grows \\| well. ([PS 2025-11](http://127.0.0.1:8000/evidence/django/for-1/ps/))" in record(client)


def test_a_name_with_markup_is_text(client: Client) -> None:
    create_framework(key="django", name="Django & <b>Co</b>", tagline="# A framework")
    create_framework(key="flask")

    text = record(client)

    assert "## Option: [Django &amp; &lt;b&gt;Co&lt;/b&gt;](http" in text
    assert "\n\\# A framework\n" in text


def test_it_says_what_nobody_checked_and_what_was_not_found(client: Client) -> None:
    create_support(framework="django", feature="orm")
    create_support(framework="flask", feature="admin", level="none-found")

    text = record(client)

    assert "- Nobody has checked: Django: Admin; Flask: Orm." in text
    assert "which is not “no”: Flask: Admin." in text


def test_it_names_where_guides_split(client: Client) -> None:
    create_rating(framework="django", guide="ps", level="high")
    create_rating(framework="django", guide="dv", level="low")
    create_framework(key="flask")

    assert "- Guides split on: Django: scalability." in record(client)


def test_another_order_is_redirected_to_the_same_record(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/flask-vs-django/record.md?against=flask")

    assert (response.status_code, response["Location"]) == (301, f"{RECORD}?against=flask")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{RECORD}?sort=name", 400),
        ("/compare/django/record.md", 400),
        ("/compare/django-vs-flsk/record.md", 404),
        (f"{RECORD}?as-of=2001-01-01", 404),
    ],
)
def test_a_record_is_refused_as_its_page_is(client: Client, address: str, status: int) -> None:
    create_frameworks("django", "flask")

    assert client.get(address).status_code == status


def test_a_record_of_a_past_day_has_the_version_of_that_day(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_frameworks("django", "flask")
        then = data_version()
    with time_machine.travel("2026-11-20"):
        create_support(framework="django", checked_on="2026-11-01")
        text = record(client, "?as-of=2026-11-18")

    assert f"since/?version={then})" in text
    assert "- Date: 2026-11-18" in text


def test_the_page_offers_its_record(client: Client) -> None:
    create_frameworks("django", "flask")

    page = client.get("/compare/django-vs-flask/").text

    assert f'href="{RECORD}"' in page


def test_nothing_changed_is_said(client: Client) -> None:
    create_support(framework="django")
    create_framework(key="flask")

    page = client.get(f"{SINCE}?version={data_version()}").text

    assert "Nothing has changed" in page
    assert "1 claim is as it was" in page


def test_a_claim_that_says_something_else_is_shown_from_what_to_what(client: Client) -> None:
    create_support(framework="django", level="none-found")
    create_fact(framework="flask", value="3.1.2")
    then = data_version()
    create_support(framework="django", level="builtin")
    create_fact(framework="flask", value="3.1.3")

    assert changes(client, then) == [
        ("Django", "Orm", "None found", "Built in"),
        ("Flask", "Latest version", "3.1.2", "3.1.3"),
    ]


def test_a_claim_leads_to_its_evidence(client: Client) -> None:
    create_support(framework="django", level="none-found")
    create_framework(key="flask")
    then = data_version()
    create_support(framework="django", level="builtin")

    assert '<a href="/evidence/django/orm/">Orm</a>' in client.get(f"{SINCE}?version={then}").text


def test_ratings_remarks_and_advice_count_as_claims(client: Client) -> None:
    create_frameworks("django", "flask")
    create_rating(framework="django", guide="ps", level="high", summary="It grows.")
    create_remark(framework="django", guide="ps", text="It grew.")
    create_use_case()
    create_recommendation(guide="ps", picks={"flask": "recommended"}, use_case="small-service", reason="It is light.")
    then = data_version()
    create_rating(framework="django", guide="ps", level="low", summary="It strains.")
    create_remark(framework="django", guide="ps", text="It strained.")
    create_recommendation(guide="ps", picks={"flask": "less-suited"}, use_case="small-service", reason="It is light.")

    assert changes(client, then) == [
        ("Django", "Scalability, Guide PS", "High; It grows.", "Low; It strains."),
        ("Django", "For, Guide PS", "It grew.", "It strained."),
        ("Flask", "A small service, Guide PS", "Recommended; It is light.", "Less suited; It is light."),
    ]


def test_a_new_claim_was_not_on_record_before(client: Client) -> None:
    create_frameworks("django", "flask")
    then = data_version()
    create_support(framework="django")

    assert changes(client, then) == [("Django", "Orm", "not on record", "Built in")]


def test_what_a_withdrawn_guide_said_is_no_longer_on_record(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_framework(key="flask")
        create_rating(framework="django", guide="ps", level="high", summary="It grows.")
        then = data_version()
    create_guide(key="ps", status="retired")

    rows = client.get(f"{SINCE[:-1]}.json?version={then}").json()["tables"]["changes"]["rows"]

    assert [(row["before"], row["now"]) for row in rows] == [("High; It grows.", "not on record")]
    assert rows[0]["evidence"].endswith("/evidence/django/scalability/ps/?as-of=2026-11-18")


def test_a_claim_that_was_read_again_is_no_change(client: Client) -> None:
    create_support(framework="django", checked_on="2026-11-01")
    create_framework(key="flask")
    then = data_version()
    create_support(framework="django", checked_on="2026-11-02")

    page = client.get(f"{SINCE}?version={then}").text

    assert "Nothing has changed" in page
    assert "1 of these was read again meanwhile" in page


def test_other_frameworks_do_not_count(client: Client) -> None:
    create_frameworks("django", "flask")
    then = data_version()
    create_support(framework="pyramid")

    assert changes(client, then) == []


@pytest.mark.parametrize("version", ["0", "-1", "one", "", "999999999", "1.5", "٣"])
def test_a_version_there_has_not_been_is_refused_with_those_there_have(client: Client, version: str) -> None:
    create_frameworks("django", "flask")

    response = client.get(SINCE, {"version": version})

    assert response.status_code == 400
    assert f"allowed are 1 to {data_version()}" in response.text


def test_a_version_in_another_order_is_redirected(client: Client) -> None:
    create_frameworks("django", "flask")

    response = client.get("/compare/flask-vs-django/since/?version=1")

    assert (response.status_code, response["Location"]) == (301, f"{SINCE}?version=1")


def test_a_renamed_framework_keeps_the_address_of_its_record(client: Client) -> None:
    create_framework(key="django")
    create_framework(key="litestar", slug="starlite")
    create_framework(key="litestar", slug="litestar")

    response = client.get("/compare/django-vs-starlite/since/?version=1")

    assert response.status_code == 301
    assert response["Location"] == "/compare/django-vs-litestar/since/?version=1"


def test_every_version_can_be_asked_about(client: Client) -> None:
    create_support(framework="django")
    create_framework(key="flask")

    versions = Revision.objects.values_list("pk", flat=True)
    answers = [client.get(SINCE, {"version": version}).status_code for version in versions]

    assert set(answers) == {200}


@pytest.mark.parametrize("size", [1, 4])
def test_what_changed_takes_as_many_queries_however_much_it_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    create_frameworks("django", "flask")
    then = data_version()
    for number in range(size):
        create_support(framework="django", feature=f"feature-{number}")

    with django_assert_num_queries(6):
        client.get(f"{SINCE}?version={then}")
