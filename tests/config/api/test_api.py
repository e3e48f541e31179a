"""What holds for every address of the read API: refusals, pages, caching, CORS, limits, and the one download."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from config.api.urls import router
from curation.changes.checks import Edit
from curation.web import caching
from frameworks.models import Fact
from tests.factories import (
    create_fact,
    create_framework,
    create_frameworks,
    create_rating,
    create_release,
    create_source,
    create_support,
    create_window,
    publish,
)

pytestmark = pytest.mark.django_db

LISTS = [prefix for prefix, _view, _name in router.registry]


def error_of(client: Client, path: str, status: int = 400) -> dict[str, Any]:
    response = client.get(path)
    assert response.status_code == status
    error: dict[str, Any] = response.json()["error"]
    return error


def test_unknown_parameter_is_named_with_those_allowed(client: Client) -> None:
    message = "there is no such parameter here; allowed are q, ordering, page, page_size, version, fields."
    assert client.get("/api/v1/kinds/?colour=red").json() == {
        "error": {
            "status": 400,
            "code": "invalid_parameter",
            "message": f"colour: {message}",
            "details": [
                {
                    "parameter": "colour",
                    "message": message,
                    "allowed": ["q", "ordering", "page", "page_size", "version", "fields"],
                }
            ],
        }
    }


@pytest.mark.parametrize("name", LISTS)
def test_every_list_refuses_unknown_parameters(client: Client, name: str) -> None:
    assert error_of(client, f"/api/v1/{name}/?nothing=1")["details"][0]["parameter"] == "nothing"


@pytest.mark.parametrize("path", ["", "dataset/", "facts/django/latest-version/history/"])
def test_an_address_without_parameters_refuses_them(client: Client, path: str) -> None:
    assert error_of(client, f"/api/v1/{path}?q=x")["details"][0]["message"] == "this address takes no parameters."


def test_unknown_slug_is_named_with_those_allowed(client: Client) -> None:
    create_framework()

    detail = error_of(client, "/api/v1/support/?framework=djnago")["details"][0]
    message = "there is no “djnago”; allowed are django."
    assert detail == {"parameter": "framework", "message": message, "allowed": ["django"]}


def test_draft_slug_is_as_unknown_as_any(client: Client) -> None:
    create_framework(status="draft")
    assert error_of(client, "/api/v1/support/?framework=django")["details"][0]["allowed"] == []


def test_value_of_a_choice_is_named_with_those_allowed(client: Client) -> None:
    detail = error_of(client, "/api/v1/remarks/?polarity=maybe")["details"][0]
    assert detail["allowed"] == ["for", "against", "neutral"]


def test_unknown_ordering_is_named_with_those_allowed(client: Client) -> None:
    detail = error_of(client, "/api/v1/facts/?ordering=-price")["details"][0]
    assert detail["message"].startswith("there is no “-price”; allowed are key, -key, name")


def test_everything_wrong_is_said_at_once(client: Client) -> None:
    details = error_of(client, "/api/v1/ratings/?colour=red&shape=round")["details"]
    assert [detail["parameter"] for detail in details] == ["colour", "shape"]


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%ff%fe",
        "q=" + "a" * 10_000,
        "a" * 10_000 + "=1",
        "q=",
        "q=%20",
        "q=a&q=b",
        "framework=",
        "page=0",
        "page=-1",
        "page=one",
        "page=last",
        "page=٣",
        "page=1&page=2",
        "page=99999999999999999999",
        "page_size=0",
        "page_size=101",
        "page_size=1e1",
        "second_checked=yes",
        "as-of=yesterday",
        "as-of=2999-01-01",
        "as-of=2026-02-30",
        "as-of=%00",
        "format=json",
        "&".join(f"q{number}=1" for number in range(2000)),
    ],
    ids=lambda query: query[:30],
)
def test_a_query_that_cannot_be_meant_is_refused(client: Client, query: str) -> None:
    error = error_of(client, f"/api/v1/support/?{query}")
    assert error["message"]


@pytest.mark.parametrize(
    "path", ["nothing/", "frameworks/nothing/", "frameworks/%00/", "frameworks/%ff/", "support/a/b/c/"]
)
def test_an_address_that_leads_nowhere_is_a_404_in_json(client: Client, path: str) -> None:
    assert error_of(client, f"/api/v1/{path}", 404)["code"] == "not_found"


def test_page_beyond_the_last_is_a_404(client: Client) -> None:
    assert error_of(client, "/api/v1/kinds/?page=2", 404)["message"] == "There is no page 2; allowed are 1 to 1."


def test_day_before_the_record_is_a_404(client: Client) -> None:
    create_framework()
    assert "The record begins on" in error_of(client, "/api/v1/frameworks/?as-of=2020-01-01", 404)["message"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["kinds/", "kinds/full-stack/", "dataset/", "", "kinds/?x=1", "support/?as-of=x"])
def test_nothing_can_be_written(client: Client, method: str, path: str) -> None:
    response = getattr(client, method)(f"/api/v1/{path}")
    assert (response.status_code, response.json()["error"]["code"]) == (405, "method_not_allowed")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_other_formats_are_not_to_be_had(client: Client) -> None:
    response = client.get("/api/v1/kinds/", headers={"Accept": "text/html"})
    assert (response.status_code, response.json()["error"]["code"]) == (406, "not_acceptable")


def test_failure_of_the_server_is_json_too(client: Client, settings: Settings) -> None:
    client.raise_request_exception = False
    settings.SPECTACULAR_SETTINGS = {}

    response = client.get("/api/v1/kinds/")
    assert (response.status_code, response.json()["error"]["code"]) == (500, "server_error")


@pytest.mark.parametrize(
    "path", ["kinds/", "ratings/django/scalability/ps/", "dataset/", "dataset.zip", "", "nothing/"]
)
def test_head_has_the_headers_of_get(client: Client, path: str) -> None:
    create_rating()
    get, head = client.get(f"/api/v1/{path}"), client.head(f"/api/v1/{path}")
    own = {"X-Request-ID"}
    assert (head.status_code, head.getvalue(), bool(get.getvalue())) == (get.status_code, b"", True)
    assert {name: head.headers[name] for name in head.headers.keys() - own} == {
        name: get.headers[name] for name in get.headers.keys() - own
    }


@pytest.mark.parametrize(
    "path", ["facts/django~latest-version/", "facts/django%2Flatest-version/", "facts/django~latest-version/history/"]
)
def test_a_key_may_have_something_else_for_its_slash(client: Client, path: str) -> None:
    create_fact()
    assert (
        client.get(f"/api/v1/{path}").json()
        == client.get(f"/api/v1/{path.replace('~', '/').replace('%2F', '/')}").json()
    )


def test_a_removed_row_is_gone_under_either_address(client: Client) -> None:
    publish(Edit(Fact, create_fact().key, None))
    paths = ("facts/django~latest-version/", "facts/django/latest-version/history/")
    assert [client.get(f"/api/v1/{path}").status_code for path in paths] == [410, 410]


@pytest.mark.parametrize("query", ["framework=django&framework=quart", "framework=django,quart"])
def test_several_values_repeat_the_parameter_or_stand_between_commas(client: Client, query: str) -> None:
    for framework in ("django", "flask", "quart"):
        create_fact(framework=framework)
    results = client.get(f"/api/v1/facts/?{query}").json()["results"]
    assert [row["framework"]["slug"] for row in results] == ["django", "quart"]


@pytest.mark.parametrize(("order", "versions"), [("size", ["5.1", "5.2", "5.0"]), ("-size", ["5.2", "5.1", "5.0"])])
def test_rows_without_a_value_come_last_whichever_way_round(client: Client, order: str, versions: list[str]) -> None:
    for version, size in (("5.0", None), ("5.1", 1), ("5.2", 2)):
        create_release(version=version, size=size)
    results = client.get(f"/api/v1/releases/?ordering={order}").json()["results"]
    assert [row["version"] for row in results] == versions


@pytest.mark.parametrize("query", ["ordering=name,-key", "ordering=name&ordering=-key"])
def test_an_order_is_given_like_any_other_list(client: Client, query: str) -> None:
    create_fact()
    create_fact(name="licence")
    create_fact(framework="quart", name="licence")
    keys = [row["key"] for row in client.get(f"/api/v1/facts/?{query}").json()["results"]]
    assert keys == ["django/latest-version", "quart/licence", "django/licence"]


@pytest.mark.parametrize("query", ["framework=django,", "framework=,", "framework=django,djnago"])
def test_a_list_with_an_unknown_or_empty_value_is_refused(client: Client, query: str) -> None:
    create_fact()
    assert error_of(client, f"/api/v1/facts/?{query}")["details"][0]["parameter"] == "framework"


def test_frameworks_to_compare_are_given_like_any_other_list(client: Client) -> None:
    create_frameworks("django", "flask")
    several, one = (
        client.get(f"/api/v1/comparisons/?{query}").json()
        for query in ("frameworks=django&frameworks=flask", "frameworks=django,flask")
    )
    assert several == one


def test_pages_lead_to_each_other(client: Client) -> None:
    for number in range(3):
        create_source(key=f"source-{number}")

    second = client.get("/api/v1/sources/?page=2&page_size=1&kind=documentation").json()
    address = "http://127.0.0.1:8000/api/v1/sources/?kind=documentation&page{}page_size=1"
    assert [row["key"] for row in second["results"]] == ["source-1"]
    assert (second["count"], second["next"]) == (3, address.format("=3&"))
    assert second["previous"] == "http://127.0.0.1:8000/api/v1/sources/?kind=documentation&page_size=1"


def test_answers_may_be_kept_for_a_minute(client: Client) -> None:
    assert client.get("/api/v1/kinds/").headers["Cache-Control"] == caching.PUBLIC


def test_refusals_are_not_kept(client: Client) -> None:
    assert "Cache-Control" not in client.get("/api/v1/kinds/?x=1").headers


@pytest.mark.parametrize("path", ["ratings/", "ratings/django/scalability/ps/", "dataset/"])
def test_what_is_unchanged_costs_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    create_rating()
    first = client.get(f"/api/v1/{path}")
    first.getvalue()
    tag = first.headers["ETag"]

    with django_assert_num_queries(1):
        response = client.get(f"/api/v1/{path}", headers={"If-None-Match": tag})
    assert (response.status_code, response.content) == (304, b"")


def test_a_publication_changes_the_tag(client: Client) -> None:
    tag = client.get("/api/v1/ratings/").headers["ETag"]
    create_rating()

    assert client.get("/api/v1/ratings/", headers={"If-None-Match": tag}).status_code == 200


def test_the_tag_differs_by_query(client: Client) -> None:
    tags = {client.get(f"/api/v1/kinds/{query}").headers["ETag"] for query in ("", "?page=1")}
    assert len(tags) == 2


@pytest.mark.parametrize(
    ("path", "until", "status"),
    [
        ("kinds/", "2026-11-18", 304),
        ("comparisons/?frameworks=django,flask", "2026-12", 304),
        ("comparisons/?frameworks=django,flask", "2026-11-18", 200),
    ],
)
def test_the_tag_changes_at_midnight_where_the_answer_does(client: Client, path: str, until: str, status: int) -> None:
    with time_machine.travel("2026-11-18"):
        create_frameworks("django", "flask")
        create_window(security_until=until)
        tag = client.get(f"/api/v1/{path}").headers["ETag"]
    with time_machine.travel("2026-11-19"):
        assert client.get(f"/api/v1/{path}", headers={"If-None-Match": tag}).status_code == status


def test_the_tag_of_a_comparison_changes_when_a_claim_is_stale(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_frameworks("django", "flask")
        create_support()
        tag = client.get("/api/v1/comparisons/?frameworks=django,flask").headers["ETag"]
    with time_machine.travel("2028-11-18"):
        assert client.get("/api/v1/comparisons/?frameworks=django,flask").headers["ETag"] != tag


@pytest.mark.parametrize("path", ["ratings/", "dataset/"])
def test_the_tag_is_alike_for_every_encoding(client: Client, path: str) -> None:
    create_rating()
    answers = [client.get(f"/api/v1/{path}", headers={"Accept-Encoding": name}) for name in ("identity", "gzip", "br")]
    assert [answer.headers.get("Content-Encoding") for answer in answers] == [None, "gzip", "br"]
    assert len({answer.headers["ETag"] for answer in answers if answer.getvalue()}) == 1


def test_any_site_may_read(client: Client) -> None:
    headers = client.get("/api/v1/kinds/", headers={"Origin": "https://example.com"}).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in headers["Access-Control-Expose-Headers"]


def test_root_names_every_list_and_what_else_there_is_to_ask(client: Client) -> None:
    others = ["comparisons", "finder", "search", "dataset", "dataset-csv", "changes"]
    assert list(client.get("/api/v1/").json()) == [*LISTS, *others]


def test_page_on_the_api_says_the_limit(client: Client, settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 77

    response = client.get("/api/")
    assert response.status_code == 200
    assert "A caller may ask 77 times a minute." in response.text


@pytest.mark.parametrize("path", ["/api/", "/api/docs/"])
def test_pages_for_people_refuse_in_the_frame(client: Client, path: str) -> None:
    response = client.get(f"{path}?colour=red")
    assert (response.status_code, response.headers["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "colour: there is no such parameter here" in response.text or "takes no parameters" in response.text


@pytest.mark.parametrize("path", ["/api/", "/api/docs/"])
def test_pages_for_people_refuse_a_method_in_the_frame(client: Client, path: str) -> None:
    response = client.post(path)
    assert (response.status_code, "This address does not accept that" in response.text) == (405, True)


def test_a_page_refuses_two_thousand_parameters(client: Client) -> None:
    query = "&".join(f"q{number}=1" for number in range(2000))
    assert client.get(f"/api/?{query}").status_code == 400


def test_reference_has_no_style_or_script_of_its_own(client: Client) -> None:
    page = client.get("/api/docs/").text
    assert "<style" not in page
    assert page.count("<script") == page.count("<script src=")


@pytest.mark.parametrize(
    ("path", "status"),
    [("ratings/", 200), ("ratings/?nothing=1", 400), ("kinds/nothing/", 404)],
)
def test_every_answer_says_the_version_of_the_data(client: Client, path: str, status: int) -> None:
    create_rating()

    response = client.get(f"/api/v1/{path}")
    version = client.get("/api/v1/kinds/").json()["data_version"]
    assert (response.status_code, response.headers["X-Data-Version"]) == (status, str(version))


def test_an_answer_of_a_past_day_says_the_version_of_that_day(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_framework()
    create_rating()

    response = client.get("/api/v1/frameworks/?as-of=2026-11-18")
    assert response.headers["X-Data-Version"] == str(response.json()["data_version"])


def test_an_answer_of_a_day_before_the_record_says_that_there_is_no_version(client: Client) -> None:
    create_rating()
    assert client.get("/api/v1/support/?as-of=2020-01-01").headers["X-Data-Version"] == "0"
