"""What holds for every address of the read API: refusals, pages, caching, CORS, limits, and the one download."""

from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from config.api import router
from config.throttling import caller, count_request
from editorial.checks import Edit
from frameworks.models import Support
from tests.factories import create_framework, create_guide, create_rating, create_source, create_support, publish

pytestmark = pytest.mark.django_db

LISTS = [prefix for prefix, _view, _name in router.registry]


def error_of(client: Client, path: str, status: int = 400) -> dict[str, Any]:
    response = client.get(path)
    assert response.status_code == status
    error: dict[str, Any] = response.json()["error"]
    return error


def test_unknown_parameter_is_named_with_those_allowed(client: Client) -> None:
    assert client.get("/api/v1/kinds/?colour=red").json() == {
        "error": {
            "status": 400,
            "code": "invalid_parameter",
            "message": "colour: there is no such parameter here; allowed are q, ordering, page, page_size.",
            "details": [
                {
                    "parameter": "colour",
                    "message": "there is no such parameter here; allowed are q, ordering, page, page_size.",
                    "allowed": ["q", "ordering", "page", "page_size"],
                }
            ],
        }
    }


@pytest.mark.parametrize("name", LISTS)
def test_every_list_refuses_unknown_parameters(client: Client, name: str) -> None:
    assert error_of(client, f"/api/v1/{name}/?nothing=1")["details"][0]["parameter"] == "nothing"


@pytest.mark.parametrize("path", ["", "dataset/", "kinds/full-stack/"])
def test_an_address_without_parameters_refuses_them(client: Client, path: str) -> None:
    assert error_of(client, f"/api/v1/{path}?q=x")["details"][0]["message"] == "this page takes no parameters."


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
    assert error_of(client, "/api/v1/kinds/?page=2", 404)["message"] == "There is no page 2; the last is 1."


def test_day_before_the_record_is_a_404(client: Client) -> None:
    create_framework()
    assert "The record begins on" in error_of(client, "/api/v1/frameworks/?as-of=2020-01-01", 404)["message"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["kinds/", "kinds/full-stack/", "dataset/", ""])
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


def test_head_has_the_headers_of_get(client: Client) -> None:
    response = client.head("/api/v1/kinds/")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["ETag"] == client.get("/api/v1/kinds/").headers["ETag"]


def test_pages_lead_to_each_other(client: Client) -> None:
    for number in range(3):
        create_source(key=f"source-{number}")

    second = client.get("/api/v1/sources/?page=2&page_size=1&kind=documentation").json()
    address = "http://testserver/api/v1/sources/?kind=documentation&page{}page_size=1"
    assert [row["key"] for row in second["results"]] == ["source-1"]
    assert (second["count"], second["next"]) == (3, address.format("=3&"))
    assert second["previous"] == "http://testserver/api/v1/sources/?kind=documentation&page_size=1"


def test_answers_may_be_kept_for_a_minute(client: Client) -> None:
    assert client.get("/api/v1/kinds/").headers["Cache-Control"] == "public, max-age=60"


def test_refusals_are_not_kept(client: Client) -> None:
    assert "Cache-Control" not in client.get("/api/v1/kinds/?x=1").headers


@pytest.mark.parametrize("path", ["ratings/", "ratings/django/scalability/ps/", "dataset/"])
def test_what_is_unchanged_costs_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    create_rating()
    tag = client.get(f"/api/v1/{path}").headers["ETag"]

    with django_assert_num_queries(1):
        response = client.get(f"/api/v1/{path}", headers={"If-None-Match": tag})
    assert (response.status_code, response.content) == (304, b"")


def test_a_publication_changes_the_tag(client: Client) -> None:
    tag = client.get("/api/v1/ratings/").headers["ETag"]
    create_rating()

    assert client.get("/api/v1/ratings/", headers={"If-None-Match": tag}).status_code == 200


def test_the_tag_differs_by_query_and_by_day(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        first = client.get("/api/v1/kinds/").headers["ETag"]
        second = client.get("/api/v1/kinds/?page=1").headers["ETag"]
    with time_machine.travel("2026-11-19"):
        third = client.get("/api/v1/kinds/").headers["ETag"]

    assert len({first, second, third}) == 3


def test_any_site_may_read(client: Client) -> None:
    headers = client.get("/api/v1/kinds/", headers={"Origin": "https://example.com"}).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in headers["Access-Control-Expose-Headers"]


def test_root_lists_every_list(client: Client) -> None:
    assert list(client.get("/api/v1/").json()) == LISTS


class TestLimits:
    """How often one caller may ask."""

    @pytest.fixture(autouse=True)
    def _two_a_minute(self, settings: Settings, tmp_path: Path) -> None:
        settings.API_REQUESTS_PER_MINUTE = 2
        settings.API_COUNTS = tmp_path

    @time_machine.travel("2026-11-21T12:00:15Z", tick=False)
    def test_answers_say_what_is_left(self, client: Client) -> None:
        headers = client.get("/api/v1/kinds/").headers
        assert [headers[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")] == ["2", "1", "45"]

    @time_machine.travel("2026-11-21T12:00:15Z", tick=False)
    def test_one_too_many_is_told_when_to_come_back(self, client: Client) -> None:
        for _ in range(2):
            client.get("/api/v1/kinds/")

        response = client.get("/api/v1/facts/")
        assert (response.status_code, response.headers["Retry-After"]) == (429, "45")
        assert (response.headers["RateLimit-Remaining"], response.json()["error"]) == (
            "0",
            {
                "status": 429,
                "code": "too_many_requests",
                "message": "Too many requests. Try again in 45 seconds.",
                "details": [],
            },
        )

    def test_next_minute_begins_anew(self, client: Client) -> None:
        with time_machine.travel("2026-11-21T12:00:15Z", tick=False):
            for _ in range(3):
                client.get("/api/v1/kinds/")
        with time_machine.travel("2026-11-21T12:01:00Z", tick=False):
            assert client.get("/api/v1/kinds/").status_code == 200

    @time_machine.travel("2026-11-21T12:00:15Z", tick=False)
    def test_each_caller_has_a_limit_of_their_own(self, client: Client) -> None:
        for _ in range(3):
            client.get("/api/v1/kinds/")

        assert client.get("/api/v1/kinds/", REMOTE_ADDR="192.0.2.1").status_code == 200

    @time_machine.travel("2026-11-21T12:00:15Z", tick=False)
    def test_a_header_of_the_callers_own_does_not_help(self, client: Client) -> None:
        statuses = [
            client.get("/api/v1/kinds/", headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
            for number in range(3)
        ]
        assert statuses == [200, 200, 429]

    def test_old_counts_are_cleared_away(self, tmp_path: Path) -> None:
        for window in (1, 2, 3):
            count_request("somebody", window)

        assert sorted(folder.name for folder in tmp_path.iterdir()) == ["2", "3"]

    def test_without_a_place_to_count_callers_are_answered(self, settings: Settings, tmp_path: Path) -> None:
        settings.API_COUNTS = tmp_path / "file"
        settings.API_COUNTS.write_text("")

        assert count_request("somebody", 1) == 1

    @pytest.mark.parametrize(
        ("address", "who"),
        [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::/64"), ("a socket", "a socket")],
    )
    def test_a_subscriber_with_a_network_is_one_caller(self, address: str, who: str) -> None:
        assert caller(address) == who


class TestDataset:
    """The whole catalogue as one download."""

    def test_it_has_every_row_by_type(self, client: Client) -> None:
        create_support()

        response = client.get("/api/v1/dataset/")
        dataset = response.json()
        assert (
            response.headers["Content-Disposition"]
            == f'attachment; filename="plumbline-{dataset["data_version"]}.json"'
        )
        assert [row["key"] for row in dataset["rows"]["framework"]] == ["django"]
        assert dataset["rows"]["support"] == [
            {
                "key": "django/orm",
                "framework": "django",
                "feature": "orm",
                "level": "builtin",
                "package": "",
                "note": "",
                "source": "docs",
                "locator": "",
                "checked_on": "2026-11-01",
                "second_checked": False,
            }
        ]

    def test_it_names_its_licence_and_edition(self, client: Client) -> None:
        dataset = client.get("/api/v1/dataset/").json()
        del dataset["rows"]
        assert dataset == {
            "data_version": 0,
            "schema_version": "1.0.0",
            "generated_at": None,
            "licence": "CC BY 4.0",
        }

    def test_it_has_no_hidden_rows(self, client: Client) -> None:
        create_guide(status="draft")
        create_rating()

        assert client.get("/api/v1/dataset/").json()["rows"]["rating"] == []

    def test_it_has_whole_addresses(self, client: Client) -> None:
        create_source(url="{package_index}project/django/")
        assert "package_index" not in client.get("/api/v1/dataset/").text

    @pytest.mark.parametrize("size", [1, 5])
    def test_query_count_does_not_grow(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
    ) -> None:
        for number in range(size):
            create_support(framework=f"framework-{number}")

        with django_assert_num_queries(2 + len(client.get("/api/v1/dataset/").json()["rows"])):
            client.get("/api/v1/dataset/")


def test_a_row_removed_is_gone_from_the_list(client: Client) -> None:
    create_support()
    publish(Edit(Support, "django/orm", None))

    assert client.get("/api/v1/support/django/orm/").status_code == 404
