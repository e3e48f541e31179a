"""The finder's address: one for one set of answers, strict about what it does not know."""

import pytest
from django.test import Client

from reviews.finder.scoring.factors import BY_KEY
from tests.factories import create_support

pytestmark = pytest.mark.django_db


def redirected(client: Client, query: str) -> str:
    response = client.get(f"/finder/{query}")
    assert response.status_code == 302
    return str(response["Location"])


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("?build=api", "/finder/?v=2&build=api"),
        ("?need=openapi&need=admin&build=api", "/finder/?v=2&build=api&need=admin&need=openapi"),
        ("?build=&v=2", "/finder/"),
        ("?v=2&build=api&w=", "/finder/?v=2&build=api"),
        ("?v=2&w=api.3,admin.1", "/finder/?v=2&w=admin.1,api.3"),
    ],
    ids=["version", "order", "nothing", "empty", "weights"],
)
def test_answers_have_one_address(client: Client, query: str, address: str) -> None:
    assert redirected(client, query) == address


def test_a_weight_of_the_form_moves_into_the_short_address(client: Client) -> None:
    assert redirected(client, "?build=api&w-api=&w-admin=2") == "/finder/?v=2&build=api&w=admin.2"


def test_a_weight_that_the_answers_preset_leaves_the_address(client: Client) -> None:
    assert redirected(client, "?v=2&build=api&w=api.3,admin.1") == "/finder/?v=2&build=api&w=admin.1"


def test_the_form_sends_nothing_for_a_weight_that_follows_the_answers(client: Client) -> None:
    page = client.get("/finder/?v=2&build=api").text

    assert '<input type="radio" name="w-api" id="w-api-3" value="" checked>' in page


def test_a_changed_weight_stays_when_an_answer_changes(client: Client) -> None:
    page = client.get("/finder/?v=2&build=api&w=admin.2").text

    assert '<input type="radio" name="w-admin" id="w-admin-2" value="2" checked>' in page
    assert "Set by you; your answers say ignore." in page
    assert redirected(client, "?build=service&w-admin=2") == "/finder/?v=2&build=service&w=admin.2"


def test_a_weight_whose_better_end_is_open_is_explained(client: Client) -> None:
    page = client.get("/finder/?v=2&build=api").text

    assert "Counts nothing until you answer “Who should decide the structure?”" in page
    assert 'name="w-freedom"' not in page


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("?build=rocket", "build: there is no “rocket”; allowed are site, api, service, realtime."),
        ("?colour=red", "allowed are v, build, need, team, growth, structure, run, also, third-party, w, as-of"),
        ("?build=api&build=site", "build: give it once."),
        ("?need=admin&need=admin", "need: “admin” is there twice; give it once."),
        ("?w=api", "write a driver, a dot and 0 to 3, such as admin.2"),
        ("?w=rocket.1", "w: there is no “rocket”; allowed are admin, database"),
        ("?w=api.4", "w: there is no “4”; allowed are 0, 1, 2, 3."),
        ("?w=api.-1", "allowed are 0, 1, 2, 3."),
        ("?w=api.1,api.2", "w: “api” is there twice; give it once."),
        ("?w=api.1&w-api=2", "“api” has a weight in w too; give it once."),
        ("?w-api=9", "w-api: there is no “9”; allowed are 0, 1, 2, 3."),
        ("?v=one", "v: “one” is no version of the finder; this is version 2."),
        ("?as-of=tomorrow", "YYYY-MM-DD"),
        ("?v=9&as-of=tomorrow", "YYYY-MM-DD"),
    ],
)
def test_a_query_it_cannot_take_is_refused_with_what_is_allowed(client: Client, query: str, problem: str) -> None:
    response = client.get(f"/finder/{query}")

    assert response.status_code == 400
    assert problem in response.text


def test_an_address_of_another_version_says_so_and_keeps_what_it_can(client: Client) -> None:
    response = client.get("/finder/?v=7&build=api&async=some&need=admin&need=wings&w=admin.1,zest.2")

    assert response.status_code == 400
    assert "made with version 7 of the finder; this is version 2." in response.text
    assert "Means nothing here: async=some, need=wings, w=zest.2." in response.text
    assert 'href="/finder/?v=2&amp;build=api&amp;need=admin&amp;w=admin.1"' in response.text


FORMER = "v=1&build=site&need=admin&growth=large&w=learn.3"


def test_an_address_of_a_former_version_leads_on_and_says_what_has_changed(client: Client) -> None:
    response = client.get(f"/finder/?{FORMER}")

    assert response.status_code == 200
    assert "made with version 1 of the finder; this is version 2." in response.text
    assert "only active frameworks that are confirmed to have it are ranked" in response.text
    assert "finder.json" not in response.text
    assert (
        'href="/finder/?v=2&amp;build=site&amp;need=admin&amp;growth=large&amp;w=learn.3">Go on with these answers'
        in response.text
    )


def test_the_way_on_from_a_former_address_is_an_answer(client: Client) -> None:
    create_support(feature="admin-ui")

    assert client.get(f"/finder/?{FORMER.replace('v=1', 'v=2')}").status_code == 200


def test_what_changed_since_a_record_of_a_former_version_can_still_be_asked(client: Client) -> None:
    response = client.get(f"/finder/since/?{FORMER}&version=3")

    assert response.status_code == 200
    assert 'href="/finder/since/?v=2&amp;build=site&amp;need=admin&amp;growth=large&amp;w=learn.3&amp;version=3"' in (
        response.text
    )


@pytest.mark.parametrize("path", ["/finder.json", "/finder.md", "/finder/record.md", "/api/v1/finder/"])
def test_a_file_of_a_former_version_is_refused(client: Client, path: str) -> None:
    response = client.get(f"{path}?{FORMER}")

    assert response.status_code == 400
    assert "version 1" in response.text


def test_all_weights_can_be_changed_at_once(client: Client) -> None:
    create_support(feature="admin-ui")
    every = ",".join(f"{factor}.3" for factor in BY_KEY if factor not in ("size", "freedom"))
    fields = "&".join(f"w-{factor}=3" for factor in BY_KEY if factor not in ("size", "freedom"))

    assert redirected(client, f"?{fields}") == f"/finder/?v=2&w={every}"
    for path in ("/finder/", "/finder.json", "/api/v1/finder/"):
        assert client.get(f"{path}?v=2&w={every}").status_code == 200
    assert client.get(f"/finder/since/?v=2&w={every}&version=1").status_code == 200


def test_a_value_longer_than_all_weights_is_refused(client: Client) -> None:
    assert "allowed are" in client.get(f"/finder/?v=2&w={'a' * 400}").text


def test_the_same_address_gives_the_same_answer(client: Client) -> None:
    create_support(feature="admin-ui")

    first, second = (client.get("/finder/?v=2&need=admin").content for _ in range(2))

    assert first == second


def test_an_address_of_a_former_version_with_more_than_any_had_is_refused(client: Client) -> None:
    response = client.get(f"/finder/?v=1&w={','.join(f'x.{number}' for number in range(101))}")

    assert (response.status_code, "the address has 101 parts" in response.text) == (400, True)
