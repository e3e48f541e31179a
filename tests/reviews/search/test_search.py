"""The page of a search, the suggestions while it is typed, and the index behind both."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curation.search.index import bring_up_to_date, is_current
from curation.search.models import SearchEntry
from tests.factories import (
    create_criterion,
    create_feature,
    create_framework,
    create_guide,
    create_rating,
    create_resource,
    create_support,
    create_task,
    create_topic,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def page(client: Client, text: str, **more: str) -> str:
    response = client.get("/search/", {"q": text, **more})
    assert response.status_code == 200
    return response.text


def search(client: Client, text: str) -> list[str]:
    """Return the addresses that a search leads to, in order."""
    return re.findall(r'<li><span><a href="([^"]+)"><b>', page(client, text))


def suggested(client: Client, text: str) -> list[str]:
    return [row["address"] for row in client.get("/search/suggestions/", {"q": text}).json()["suggestions"]]


def test_the_framework_of_that_name_comes_first(client: Client) -> None:
    create_feature(key="flask", name="Flask support")
    create_resource(key="flask-school", name="Flask School")
    create_framework(key="flask")

    assert search(client, "FLASK")[0] == "/frameworks/flask/"


def test_case_hyphens_and_the_plural_make_no_difference(client: Client) -> None:
    create_framework(key="rest-kit", name="REST Kits")

    assert search(client, "  rest-KIT ")[0] == "/frameworks/rest-kit/"


def test_the_first_letters_of_a_name_of_three_words_find_it(client: Client) -> None:
    create_framework(key="drf", name="Django REST Framework", slug="django-rest-framework")

    assert search(client, "drf")[0] == "/frameworks/django-rest-framework/"


def test_features_guides_criteria_and_topics_are_found(client: Client) -> None:
    create_feature(key="scale-x", name="Scale")
    create_guide(key="sc", voice="Scale")
    create_criterion(key="scale", name="Scale")
    create_topic(key="scale", title="Scale")

    found = search(client, "scale")

    assert {"/features/scale-x/", "/sources/sc/", "/method/#scale", "/topics/scale/"} <= set(found)


def test_another_name_of_a_feature_finds_it(client: Client) -> None:
    create_feature(key="durable-jobs", name="Durable jobs", other_names=["Celery"])

    assert search(client, "celery")[0] == "/features/durable-jobs/"


def test_what_a_cell_says_is_found_with_the_words_marked_and_everything_escaped(client: Client) -> None:
    create_support(framework="django", feature="orm", note="Maps <b>tables</b> to objects. It is old.")

    text = page(client, "table")

    assert "Maps &lt;b&gt;<mark>tables</mark>&lt;/b&gt; to objects." in text
    assert "It is old." not in text


def test_words_are_found_in_other_forms(client: Client) -> None:
    create_rating(framework="django", criterion="speed", summary="It was designed for newspapers.")

    assert any(address.startswith("/evidence/django/speed/") for address in search(client, "design newspaper"))


@pytest.mark.parametrize("text", ["django vs flask", "Flask or Django?", "difference between django and flask"])
def test_two_frameworks_are_offered_as_a_comparison(client: Client, text: str) -> None:
    create_framework(key="django")
    create_framework(key="flask")

    assert search(client, text)[0] == "/compare/django-vs-flask/"


def test_a_framework_against_an_unknown_one_is_told_so(client: Client) -> None:
    create_framework(key="django")

    text = page(client, "django vs rails")

    assert "“rails” is no framework that is compared here" in text
    assert "/frameworks/django/" in text


def test_a_framework_with_a_feature_leads_to_the_cell(client: Client) -> None:
    create_support(framework="flask", feature="orm")

    assert search(client, "does flask have an orm")[0] == "/evidence/flask/orm/"


def test_letters_beyond_ascii_are_found_in_any_case(client: Client) -> None:
    create_framework(key="cafe", name="Éclair")

    assert search(client, "éCLAIR")[0] == "/frameworks/cafe/"


def test_a_draft_is_not_found(client: Client) -> None:
    create_support(framework=create_framework(key="secret", status="draft").pk, note="Hidden words.")

    assert search(client, "secret") == search(client, "hidden words") == suggested(client, "secret") == []


def test_what_is_published_later_is_found_at_once(client: Client) -> None:
    assert search(client, "flask") == []
    create_framework(key="flask")

    assert search(client, "flask")[0] == "/frameworks/flask/"


def test_the_index_is_made_once_for_a_version(client: Client) -> None:
    create_framework()

    assert (is_current(), bring_up_to_date(), is_current(), bring_up_to_date()) == (False, True, True, False)


def test_what_is_made_anew_leaves_nothing_old() -> None:
    bring_up_to_date()
    before = SearchEntry.objects.count()
    create_framework(key="flask")
    bring_up_to_date()

    assert SearchEntry.objects.count() == before + 1


class TestNothingFound:
    def test_a_misspelt_name_leads_to_the_right_one(self, client: Client) -> None:
        create_framework(key="fastapi", name="FastAPI")

        assert '<a href="/frameworks/fastapi/">FastAPI</a>' in page(client, "fastapo")

    def test_a_word_that_only_looks_a_little_like_a_name_is_not_taken_for_it(self, client: Client) -> None:
        create_framework(key="cherrypy", name="CherryPy")

        assert "CherryPy" not in page(client, "celery")

    def test_it_leads_to_the_lists(self, client: Client) -> None:
        assert "All frameworks" in page(client, "zzzz")


def test_without_a_text_there_is_the_form_and_no_query(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/search/")

    assert 'name="q"' in response.text
    assert len(queries) == 0


@pytest.mark.parametrize("word", ["benchmark", "speed", "cpu"])
def test_words_for_speed_find_the_measurements(client: Client, word: str) -> None:
    assert search(client, word)[0] == "/speed/"


def test_a_task_is_found_by_what_it_does(client: Client) -> None:
    create_task(key="t02", summary="Takes an order.")

    assert "/code/validated-order/" in search(client, "takes order")


def test_what_was_searched_stays_in_the_form_and_is_escaped(client: Client) -> None:
    assert 'value="&lt;b&gt;"' in client.get("/search/?q=<b>").text


SIGNS = [
    '"',
    "*",
    "AND (",
    "NEAR(",
    "a AND",
    "' OR 1=1 --",
    "name:x",
    "^a",
    "%",
    "---",
    "\\",
    "a & | !",
    "c++",
    "é" * 200,
    "{a b}",
]


@pytest.mark.parametrize("text", SIGNS)
@pytest.mark.parametrize("path", ["/search/", "/search/suggestions/", "/api/v1/search/"])
def test_signs_are_no_operators(client: Client, path: str, text: str) -> None:
    create_framework()

    assert client.get(path, {"q": text}).status_code == 200


@pytest.mark.parametrize(
    "query", [f"q={'a' * 201}", "q=%00", "q=%FF", "text=flask", "q=a&q=b", "q=a&kind=x", "q=a&kind=cell&page=x"]
)
def test_a_query_it_cannot_answer_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/search/?{query}").status_code == 400


def test_all_of_a_kind_stand_on_pages(client: Client) -> None:
    for number in range(25):
        create_feature(key=f"f{number}", name=f"Feature {number}", definition="A thing that holds.")

    pages = [page(client, "holds", kind="feature", page=number) for number in ("1", "2")]

    assert [text.count('<li><span><a href="/features/') for text in pages] == [20, 5]
    assert client.get("/search/?q=holds&kind=feature&page=3").status_code == 404


def test_a_group_says_how_many_there_are_and_leads_to_all(client: Client) -> None:
    for number in range(9):
        create_feature(key=f"f{number}", name=f"Feature {number}", definition="A thing that holds.")

    text = page(client, "holds")

    assert "9 found" in text
    assert 'href="?q=holds&amp;kind=feature"' in text


@pytest.mark.parametrize("text", ["f", "flask or django", "zzzz", "alpha beta gamma"])
@pytest.mark.parametrize("size", [1, 5])
def test_a_search_takes_few_queries_however_much_is_found(client: Client, text: str, size: int) -> None:
    for number in range(size):
        create_support(framework=f"f{number}", feature="orm")
    bring_up_to_date()

    with CaptureQueriesContext(connection) as queries:
        client.get("/search/", {"q": text})
    assert len(queries) <= MOST_QUERIES


class TestSuggestions:
    def test_a_beginning_is_answered_with_names(self, client: Client) -> None:
        create_framework(key="fastapi", name="FastAPI")

        first = client.get("/search/suggestions/?q=fas").json()["suggestions"][0]

        assert first == {"name": "FastAPI", "kind": "Framework", "address": "/frameworks/fastapi/"}

    def test_a_comparison_is_offered(self, client: Client) -> None:
        create_framework(key="django")
        create_framework(key="flask")

        assert suggested(client, "flask vs django")[0] == "/compare/django-vs-flask/"

    def test_nothing_is_answered_with_nothing(self, client: Client) -> None:
        assert suggested(client, "") == []


class TestTheApi:
    def test_it_finds_what_the_page_finds_in_one_list(self, client: Client) -> None:
        create_support(framework="django", feature="orm", note="Maps tables to objects.")

        answer = client.get("/api/v1/search/?q=tables to objects").json()

        assert answer["results"][0]["page"] == "http://127.0.0.1:8000/evidence/django/orm/"
        assert answer["results"][0]["sentence"] == "Maps tables to objects."

    def test_a_result_has_the_key_of_its_kind(self, client: Client) -> None:
        create_framework(key="django")

        (result,) = client.get("/api/v1/search/?q=django&kind=framework").json()["results"]

        assert (result["kind"], result["kind_key"]) == ("Framework", "framework")

    def test_it_offers_the_comparison(self, client: Client) -> None:
        create_framework(key="django")
        create_framework(key="flask")

        (offer,) = client.get("/api/v1/search/?q=django vs flask").json()["offers"]

        assert offer["page"] == "http://127.0.0.1:8000/compare/django-vs-flask/"
        assert offer["kind_key"] is None

    @pytest.mark.parametrize("query", ["", "q=%20", "q=a&kind=x", "q=a&page_size=1000", f"q={'a' * 201}"])
    def test_a_query_it_cannot_answer_is_refused(self, client: Client, query: str) -> None:
        assert client.get(f"/api/v1/search/?{query}").status_code == 400
