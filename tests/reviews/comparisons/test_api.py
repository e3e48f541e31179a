"""Comparisons in the API."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from config.api.documentation import openapi_document
from tests.factories import (
    create_fact,
    create_framework,
    create_frameworks,
    create_guide,
    create_rating,
    create_recommendation,
    create_remark,
    create_source,
    create_support,
    create_use_case,
    create_window,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/comparisons/"


def compared(client: Client, query: str = "?frameworks=django,flask") -> dict[str, Any]:
    response = client.get(f"{ADDRESS}{query}")
    assert response.status_code == 200
    comparison: dict[str, Any] = response.json()
    return comparison


def test_frameworks_come_in_the_order_of_their_slugs(client: Client) -> None:
    create_frameworks("django", "flask")

    comparison = compared(client, "?frameworks=flask,django")

    assert [framework["slug"] for framework in comparison["frameworks"]] == ["django", "flask"]
    assert comparison["page"] == "http://127.0.0.1:8000/compare/django-vs-flask/"


def test_a_criterion_has_what_the_guides_amount_to_for_each_framework(client: Client) -> None:
    create_rating(framework="django", guide="ps", level="high")
    create_rating(framework="django", guide="dv", level="low")
    create_framework(key="flask")

    (row,) = compared(client)["criteria"]

    assert row["criterion"]["key"] == "scalability"
    assert [(standing["framework"]["slug"], standing["verdict"]) for standing in row["standings"]] == [
        ("django", "split"),
        ("flask", "none"),
    ]


def test_a_cell_that_nobody_checked_claims_nothing(client: Client) -> None:
    create_support(framework="django", level="builtin")
    create_framework(key="flask")

    django, flask = compared(client)["features"][0]["cells"]

    assert (django["level"], django["source"]["key"], django["read_on"]) == ("builtin", "docs", "2026-11-01")
    assert django["evidence"] == "http://127.0.0.1:8000/evidence/django/orm/"
    assert (flask["level"], flask["value"], flask["source"], flask["evidence"]) == ("unknown", "Not checked", None, "")


def test_a_fact_is_there_with_its_source(client: Client) -> None:
    create_fact(framework="django", value="5.2.19")
    create_framework(key="flask")

    django, flask = compared(client)["facts"][0]["cells"]

    assert (django["value"], django["source"]["name"]) == ("5.2.19", "Documentation docs")
    assert flask["value"] == "not recorded"


def test_a_fact_has_its_value_beside_the_words_and_null_where_none_is_recorded(client: Client) -> None:
    create_fact(framework="django", name="installed-size", value="34.1 MB")
    create_framework(key="flask")

    (row,) = compared(client)["facts"]

    assert (row["key"], [cell["size_bytes"] for cell in row["cells"]]) == ("installed-size", [34_100_000, None])
    assert (row["cells"][1]["text"], row["cells"][1]["evidence_url"]) == (None, None)


def test_a_cell_says_when_nothing_was_found(client: Client) -> None:
    create_support(framework="django", level="none-found", checked_on="2026-11-01")
    create_support(framework="flask")

    (row,) = compared(client)["features"]

    assert (row["key"], [cell["searched_on"] for cell in row["cells"]]) == ("orm", ["2026-11-01", None])


@pytest.mark.parametrize(
    ("printed", "days"), [("2025-11", ("2025-11-01", "2025-11-30")), ("", (None, None))], ids=["month", "none"]
)
def test_guides_have_days_beside_the_words(client: Client, printed: str, days: tuple[str | None, str | None]) -> None:
    create_source(key="ps-source", kind="guide", published=printed)
    create_guide(source="ps-source")
    create_remark(framework="django")
    create_framework(key="flask")

    (guide,) = compared(client)["remarks"][0]["guides"]

    assert (guide["published_earliest"], guide["published_latest"]) == days


def test_remarks_name_their_guides(client: Client) -> None:
    create_remark(framework="django", text="It grows.")
    create_framework(key="flask")

    (remark,) = compared(client)["remarks"]

    assert (remark["framework"], remark["side"], remark["text"]) == ("django", "for", "It grows.")
    assert remark["guides"][0]["evidence"] == "http://127.0.0.1:8000/evidence/django/for-1/ps/"


def test_differences_only_leaves_out_what_is_alike_and_counts_it(client: Client) -> None:
    create_support(framework="django")
    create_support(framework="flask")

    comparison = compared(client, "?frameworks=django,flask&only=differences")

    assert (comparison["features"], comparison["hidden_rows"]) == ([], 1)


def test_a_past_day_shows_what_stood_then(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_frameworks("django", "flask")
        create_support(framework="django", level="none-found", checked_on="2026-11-01")
    with time_machine.travel("2026-11-20"):
        create_support(framework="django", level="builtin", checked_on="2026-11-19")

        comparison = compared(client, "?frameworks=django,flask&as-of=2026-11-18")

    assert comparison["features"][0]["cells"][0]["level"] == "none-found"
    assert comparison["as_of"] == "2026-11-18"
    assert comparison["page"] == "http://127.0.0.1:8000/compare/django-vs-flask/?as-of=2026-11-18"


@pytest.mark.parametrize(
    ("query", "parameter", "message"),
    [
        ("", "frameworks", "name 2 to 5, separated by commas"),
        ("?frameworks=django", "frameworks", "allowed are 2 to 5"),
        ("?frameworks=django,django", "frameworks", "cannot be compared with itself"),
        ("?frameworks=django,flsk", "frameworks", "There is no framework “flsk”. Did you mean flask?"),
        ("?frameworks=django,flask&only=equal", "only", "allowed are differences"),
        ("?frameworks=django,flask&against=pyramid", "against", "allowed are django, flask"),
        ("?frameworks=django,flask&basis=coded", "basis", "allowed are graded"),
        ("?framework=django", "framework", "Did you mean frameworks?"),
        ("?frameworks=django,flask&as-of=tomorrow", "as-of", "YYYY-MM-DD"),
    ],
)
def test_a_query_it_cannot_take_is_refused_with_what_is_allowed(
    client: Client, query: str, parameter: str, message: str
) -> None:
    create_frameworks("django", "flask")

    response = client.get(f"{ADDRESS}{query}")

    assert response.status_code == 400
    (detail,) = response.json()["error"]["details"]
    assert (detail["parameter"], message in detail["message"]) == (parameter, True)


def test_it_takes_as_many_queries_however_much_it_shows(client: Client) -> None:
    create_frameworks("django", "flask")
    create_support(framework="django")
    create_rating(framework="django")
    with CaptureQueriesContext(connection) as of_little:
        compared(client)
    for feature in ("admin", "forms", "websockets"):
        create_support(framework="django", feature=feature)
        create_support(framework="flask", feature=feature)
    create_rating(framework="flask", guide="dv")
    with CaptureQueriesContext(connection) as of_more:
        compared(client)

    assert len(of_little) == len(of_more) <= 13


def examples() -> list[Any]:
    """Return each example of an answer with the schema it should follow."""
    examples_of = []
    for path, operations in openapi_document()["paths"].items():
        answer = operations["get"]["responses"]["200"].get("content", {}).get("application/json", {})
        examples_of += [
            pytest.param(answer["schema"], example["value"], id=f"{path} {name}")
            for name, example in answer.get("examples", {}).items()
        ]
    return examples_of


@pytest.mark.parametrize(("schema", "example"), examples())
def test_an_example_is_as_the_document_says(schema: dict[str, Any], example: Any) -> None:
    whole = {**schema, "components": openapi_document()["components"]}

    # OpenAPI 3.0 says "nullable" where JSON schema has a type.
    errors = [error for error in Draft202012Validator(whole).iter_errors(example) if error.instance is not None]

    assert errors == []


@pytest.mark.parametrize("path", [ADDRESS, "/api/v1/consensus/{key}/", "/api/v1/finder/"])
def test_the_document_has_examples(path: str) -> None:
    assert any(path in str(example.id) for example in examples())


def test_advice_needs_two_guides_and_names_them(client: Client) -> None:
    create_frameworks("django", "flask")
    create_use_case(key="small")
    for guide in ("ps", "dv"):
        create_recommendation(guide=guide, use_case="small", picks={"django": "recommended"})

    (advice,) = compared(client)["advice"]

    assert (advice["framework"], advice["side"], [guide["code"] for guide in advice["guides"]]) == (
        "django",
        "pick",
        ["DV", "PS"],
    )


def test_what_one_has_built_in_alone_leads_to_its_evidence(client: Client) -> None:
    create_support(framework="django", level="builtin")
    create_support(framework="flask", level="none-found")

    evidence = "http://127.0.0.1:8000/evidence/django/orm/"
    assert compared(client)["built_in_alone"] == [{"framework": "django", "feature": "Orm", "evidence": evidence}]


@time_machine.travel("2026-11-21")
def test_support_windows_are_those_of_the_page(client: Client) -> None:
    create_frameworks("django", "flask")
    create_window(version="5.2", released="2025-04-02", security_until="2028-04-30")
    create_window(version="1.0", released="2008-09-03", security_until="2010-05-17")

    comparison = compared(client)

    assert [(window["version"], window["framework"]["slug"]) for window in comparison["support_windows"]] == [
        ("5.2", "django")
    ]
    assert comparison["windows_left_out"] == 1


def test_verdicts_are_counted(client: Client) -> None:
    create_frameworks("django", "flask")
    create_rating(framework="django", guide="ps", level="high")
    create_rating(framework="django", guide="dv", level="low")

    assert compared(client)["tally"] == {"agree": 0, "step": 0, "split": 1}
