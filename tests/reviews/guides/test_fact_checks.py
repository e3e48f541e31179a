"""The page of what guides state, held against facts."""

import re

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import create_fact, create_framework, create_source, create_statement, create_support

pytestmark = pytest.mark.django_db


def page(client: Client, query: str = "") -> str:
    response = client.get(f"/fact-checks/{query}")
    assert response.status_code == 200
    return response.text


def statements(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><span class="serif">([^<]+)</span>', text)


def test_a_statement_has_its_verdict_and_why(client: Client) -> None:
    create_statement(framework="django", verdict="contradicted", explanation="It has none.")

    text = page(client)

    assert statements(text) == ["Django: It has an ORM."]
    assert '<a class="flag contradicted" href="/evidence/ps/01/">Contradicted</a>' in text
    assert "It has none." in text


def test_a_feature_is_evidence_with_its_level_and_package(client: Client) -> None:
    create_support(level="third-party", package="SQLModel")
    create_statement(framework="django", proofs=[{"support": "django/orm"}])

    text = page(client)

    assert '<a class="support third-party" href="/evidence/django/orm/">' in text
    assert "Third-party, SQLModel" in text


def test_a_fact_and_a_source_are_evidence_too(client: Client) -> None:
    create_fact(name="requires-python", value=">=3.12")
    create_source(key="wheel", name="Django as installed", url="https://example.com/wheel")
    proofs = [{"fact": "django/requires-python"}, {"source": "wheel", "locator": "METADATA"}]
    create_statement(framework="django", proofs=proofs)

    text = page(client)

    assert '<a href="/evidence/django/requires-python/">Python</a>' in text
    assert '&gt;=3.12</span> <span class="faint tiny">(Documentation docs, 2026-11-01)</span>' in text
    assert '<a href="https://example.com/wheel">Django as installed</a>' in text


def test_evidence_on_another_framework_names_it(client: Client) -> None:
    create_support(framework="flask")
    create_statement(proofs=[{"support": "flask/orm"}])

    assert "Flask: Orm" in page(client)


def test_a_statement_that_nothing_decides_says_so(client: Client) -> None:
    create_statement(verdict="cannot-be-checked", thin=True)

    text = page(client)

    assert "Nothing on record" in text
    assert "thin evidence" in text


def test_what_does_not_hold_stands_first(client: Client) -> None:
    for verdict in ("holds", "cannot-be-checked", "outdated", "contradicted"):
        create_statement(name=verdict, verdict=verdict, text=verdict)

    assert statements(page(client)) == ["contradicted", "outdated", "cannot-be-checked", "holds"]


def test_statements_that_hold_are_folded_until_a_filter_asks_for_them(client: Client) -> None:
    create_statement(name="01", verdict="holds")

    assert '<details class="fold">' in page(client)
    assert '<details class="fold" open>' in page(client, "?verdict=holds")


def test_verdicts_are_counted_in_all_and_by_guide(client: Client) -> None:
    create_statement(name="01", verdict="outdated")
    create_statement(name="02")
    create_statement(guide="dv", name="01")

    text = page(client)

    assert re.findall(r"<dd>(\d+) ", text) == ["0", "1", "0", "2"]
    row = text.split('<a href="/sources/ps/">')[1].split("</tr>")[0]
    assert re.findall(r'class="number">(\d+)<', row) == ["0", "1", "0", "1", "2"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?verdict=outdated", ["Flask: Old."]),
        ("?guide=dv", ["New."]),
        ("?framework=flask", ["Flask: Old."]),
        ("?guide=ps&verdict=holds", []),
        ("?verdict=&guide=&framework=", ["Flask: Old.", "New."]),
    ],
)
def test_filters_narrow_it(client: Client, query: str, expected: list[str]) -> None:
    create_statement(text="Old.", framework="flask", verdict="outdated")
    create_statement(text="New.", guide="dv")

    assert statements(page(client, query)) == expected


def test_what_is_counted_leads_to_the_statements_counted(client: Client) -> None:
    create_statement(thin=True, rule="built-in")
    create_statement(guide="dv", text="Sure.")

    text = page(client)

    assert '<a href="?thin=true#statements">1 of 2</a> rest on thin evidence' in text
    assert '<a href="?rule=any#statements">1</a> follow from' in text


def test_choices_say_how_many_statements_have_them(client: Client) -> None:
    create_statement(rule="built-in", finding="Built in: Orm.")
    create_statement(guide="dv", rule="requires jinja2; built-in", finding="It requires jinja2. Built in: Orm.")

    choices = page(client).split('name="rule"')[1].split("</select>")[0]

    assert re.findall(r">([^<]+)</option>", choices) == [
        "Rules or people",
        "Any rule (2)",
        "requires (1)",
        "built-in (2)",
    ]


def test_filters_that_leave_nothing_say_what_dropping_each_gives(client: Client) -> None:
    create_statement(verdict="outdated")
    create_framework(key="flask")

    text = page(client, "?verdict=outdated&framework=flask")

    assert "No statement passes these filters" in text
    assert "Framework: 1 match" in text


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("?verdict=true", "allowed are contradicted, outdated, cannot-be-checked, holds"),
        ("?guide=zz", "allowed are ps"),
        ("?framework=djngo", "allowed are django"),
        ("?rule=magic", "allowed are any, none, supports-python"),
        ("?sort=name", "allowed are q, verdict, guide, framework, rule, thin, ordering, as-of"),
    ],
)
def test_what_it_cannot_take_is_refused_with_what_is_allowed(client: Client, query: str, problem: str) -> None:
    create_statement(framework="django")

    response = client.get(f"/fact-checks/{query}")

    assert response.status_code == 400
    assert problem in response.text


def test_it_can_be_read_as_of_a_past_day(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_support()
        create_statement(text="Old.", proofs=[{"support": "django/orm"}])
    with time_machine.travel("2026-11-19"):
        create_statement(name="02", text="New.")

    text = page(client, "?as-of=2026-11-18")

    assert statements(text) == ["Old."]
    assert 'href="/evidence/django/orm/?as-of=2026-11-18"' in text


def test_an_empty_catalogue_says_so(client: Client) -> None:
    assert "No statement is on record yet" in page(client)


def test_it_is_to_be_had_as_data(client: Client) -> None:
    create_support()
    create_statement(framework="django", proofs=[{"support": "django/orm"}])

    (row,) = client.get("/fact-checks.json").json()["tables"]["fact_checks"]["rows"]

    assert (row["framework"], row["verdict"]) == ("Django", "Holds")
    assert row["held_against"] == "Orm: Built in (Documentation docs, 2026-11-01)"
    assert row["evidence"] == "http://127.0.0.1:8000/evidence/ps/01/"


@pytest.mark.parametrize("size", [1, 5])
def test_query_count_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        framework = f"framework-{number}"
        create_support(framework=framework)
        create_fact(framework=framework)
        proofs = [{"support": f"{framework}/orm"}, {"fact": f"{framework}/latest-version"}, {"source": "docs"}]
        create_statement(name=f"{number}", framework=framework, proofs=proofs)

    with django_assert_num_queries(
        9
    ):  # the version, guides, frameworks, statements, proofs, cells, facts, sources, features
        page(client)
