"""What hostile and mistaken requests are told: what is wrong and what is allowed, never a fault of the server."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.editorial.desk.pages import client_of
from tests.factories import create_fact, create_framework, create_support

pytestmark = pytest.mark.django_db

CORRECTION = "/corrections/new/?claim=django/orm"


@pytest.fixture
def browser() -> Client:
    """A client that has to send the tokens that a browser has to send."""
    return Client(enforce_csrf_checks=True)


def message(client: Client, path: str, status: int) -> str:
    response = client.get(path)
    assert response.status_code == status
    text: str = response.json()["error"]["message"]
    return text


@pytest.mark.parametrize("path", ["/frameworks/", "/features/", "/learn/", "/releases/", "/api/v1/kinds/"])
@pytest.mark.parametrize("order", [",", ",,"])
def test_an_order_of_nothing_is_refused(client: Client, path: str, order: str) -> None:
    create_framework()
    response = client.get(path, {"ordering": order})

    assert response.status_code == 400
    assert "there is no “”; allowed are" in response.text


PAGED = ["/releases/", "/releases.json", "/changes/", "/changes/1/", "/api/v1/support/"]


@pytest.mark.parametrize("path", PAGED)
@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "1.0", "9" * 30])
def test_what_is_no_number_of_a_page_is_refused_with_those_there_are(client: Client, path: str, number: str) -> None:
    create_support()
    response = client.get(path, {"page": number})

    assert response.status_code == 400
    assert "is not possible; allowed are 1 to 1." in response.text


@pytest.mark.parametrize("path", PAGED)
def test_a_page_beyond_the_last_is_a_404_that_says_which_there_are(client: Client, path: str) -> None:
    create_support()
    response = client.get(path, {"page": "2"})

    assert response.status_code == 404
    assert "There is no page 2; allowed are 1 to 1." in response.text


@pytest.mark.parametrize("day", ["2026-W47-6", "20261121", "2026-11-1٣", "0000-00-00"])
@pytest.mark.parametrize("path", ["/frameworks/?as-of=", "/changes/?since=", "/finder/?as-of="])
def test_only_a_day_is_a_day(client: Client, path: str, day: str) -> None:
    assert "as YYYY-MM-DD" in client.get(f"{path}{day}").text


@pytest.mark.parametrize("path", ["/finder/", "/api/v1/finder/", "/finder.md"])
def test_the_finder_has_no_questions_before_the_record_either(client: Client, path: str) -> None:
    create_framework()
    response = client.get(f"{path}?as-of=2000-01-01")

    assert response.status_code == 404
    assert "The record begins on" in response.text


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_a_change_there_has_not_been_is_a_404(client: Client, number: str) -> None:
    assert f"There is no published change {number}" in client.get(f"/changes/{number}/").text


@pytest.mark.parametrize("path", ["/api/v1/frameworks/DJANGO/", "/api/v1/frameworks/djano/", "/frameworks/djano.json"])
def test_a_slug_written_otherwise_is_answered_with_the_right_one(client: Client, path: str) -> None:
    create_framework()
    assert "Did you mean django?" in message(client, path, 404)


def test_the_history_of_a_fact_that_is_none_names_those_alike(client: Client) -> None:
    create_fact(framework="django", name="licence")
    assert "Did you mean django/licence?" in message(client, "/api/v1/facts/django/licences/history/", 404)


@pytest.mark.parametrize("path", ["/api/v1/facts/%00/history/", "/evidence/%00/", "/changes/%00/", "/corrections/%00/"])
def test_a_character_that_databases_refuse_is_a_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


DESK = ("columns", "rows", "facts", "windows", "read")


@pytest.mark.parametrize("path", [*(f"desk/{name}/%00/" for name in DESK), "frameworks/framework/%00/change/"])
def test_such_an_address_of_the_desk_is_a_404(ana: User, path: str) -> None:
    assert client_of(ana).get(f"/admin/{path}").status_code == 404


CHOOSER = "app_label=frameworks&model_name=support&field_name=source"


@pytest.mark.parametrize(
    "address",
    [
        f"autocomplete/?term=%00&{CHOOSER}",
        "frameworks/framework/?q=%00",
        "curation/change/?author=%00",
        "frameworks/framework/add/?change=%00",
    ],
)
def test_the_admin_takes_no_such_character_in_a_query(ana: User, address: str) -> None:
    response = client_of(ana).get(f"/admin/{address}")

    assert (response.status_code, "U+0000 at place 1 cannot be seen" in response.text) == (400, True)


def test_a_choice_with_such_a_character_is_refused_on_every_database(ana: User) -> None:
    client = client_of(ana)
    client.raise_request_exception = False

    response = client.post("/admin/frameworks/framework/add/", {"name": "X", "kind": "a\x00b"})

    words = {200: "errornote", 400: "the character U+0000 at place 2 cannot be seen"}
    assert words[response.status_code] in response.text


def test_a_format_there_is_not_is_told_which_there_is(client: Client) -> None:
    response = client.get("/api/v1/kinds/", headers={"Accept": "text/csv"})
    assert "application/json" in response.json()["error"]["message"]


def test_the_api_names_the_methods_it_takes(client: Client) -> None:
    refusal = client.delete("/api/v1/kinds/").json()["error"]["message"]
    assert refusal == "This address does not take DELETE; allowed are GET, HEAD, OPTIONS."


@pytest.mark.parametrize(
    "path", ["/", "/frameworks/", "/frameworks.json", "/compare/", "/changes/feed.atom", "/api/", "/healthz"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_a_page_takes_no_form_with_or_without_a_token(browser: Client, path: str, method: str) -> None:
    response = browser.generic(method, path)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


def test_a_form_of_the_desk_needs_its_token(browser: Client) -> None:
    response = browser.post("/admin/login/", {"username": "ana", "password": "x"})
    assert (response.status_code, "too old or was opened elsewhere" in response.text) == (403, True)


@pytest.mark.parametrize("path", ["/frameworks/", "/api/v1/kinds/"])
def test_too_many_parameters_are_counted(client: Client, path: str) -> None:
    query = "&".join(f"q{number}=1" for number in range(2000))
    assert "allowed are 1000" in client.get(f"{path}?{query}").text


def test_a_name_that_is_not_the_sites_is_told_its_address(client: Client) -> None:
    assert "its address is http" in client.get("/", headers={"Host": "elsewhere.example"}).text


def test_a_form_that_is_too_large_is_told_how_large_it_may_be(client: Client) -> None:
    create_support(framework="django", feature="orm")
    response = client.post(CORRECTION, {"text": "a" * 3_000_000})

    assert response.status_code == 413
    assert "at most 40,000 bytes" in response.text


@pytest.mark.parametrize("content", ["", "{}"])
def test_a_correction_without_a_word_is_refused(client: Client, content: str) -> None:
    create_support(framework="django", feature="orm")
    response = client.post(CORRECTION, content, content_type="application/json")

    assert response.status_code == 400
    assert "Say what is wrong." in response.text


def test_other_sites_may_ask_whether_an_answer_is_still_right(client: Client) -> None:
    preflight = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    assert client.options("/api/v1/kinds/", headers=preflight)["Access-Control-Allow-Headers"] == "*, authorization"


@pytest.mark.parametrize("path", ["/api/v1/", "/api/schema/"])
def test_what_never_changes_is_not_sent_twice(client: Client, path: str) -> None:
    tag = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
