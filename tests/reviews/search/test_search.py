import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reviews.search.search import Match, SearchablePage, find, match
from tests.factories import (
    create_criterion,
    create_feature,
    create_framework,
    create_guide,
    create_resource,
    create_task,
    create_topic,
)


def named(name: str, text: str = "", *aliases: str) -> SearchablePage:
    return SearchablePage("Framework", name, f"/{name}/", text, aliases)


def search(client: Client, text: str) -> list[str]:
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200
    return re.findall(r'<li><span><a href="([^"]+)"><b>', response.text)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("django rest framework", Match.NAME),
        ("djangorestframework", Match.NAME),
        ("drf", Match.SHORT_NAME),
        ("django", Match.NAME_BEGINS),
        ("rest", Match.WORD_BEGINS),
        ("ramework", Match.IN_NAME),
        ("serializers browsable", Match.IN_TEXT),
        ("flask", None),
    ],
)
def test_how_well_a_page_answers_a_search(query: str, expected: Match | None) -> None:
    page = named("Django REST Framework", "Serializers and a browsable interface.", "djangorestframework")

    assert match(page, query) is expected


def test_case_hyphens_and_space_make_no_difference() -> None:
    assert find("  FAST-api ", [named("fast api")]).total == 1


def test_a_shared_beginning_comes_before_a_word_in_the_middle() -> None:
    pages = [named("Micro Flask"), named("Flask-Admin"), named("Flask")]

    assert [page.name for page in find("flask", pages).pages] == ["Flask", "Flask-Admin", "Micro Flask"]


def test_at_most_forty_pages_are_returned_and_all_are_counted() -> None:
    results = find("a", [named(f"a{number}") for number in range(50)])

    assert (len(results.pages), results.total) == (40, 50)


def test_hyphens_alone_find_nothing() -> None:
    assert find("---", [named("Flask")]).total == 0


@pytest.mark.django_db
class TestThePage:
    def test_the_framework_of_that_name_comes_first(self, client: Client) -> None:
        create_feature(key="flask", name="Flask support")
        create_resource(key="flask-school", name="Flask School")
        create_framework(key="flask")

        assert search(client, "FLASK")[0] == "/frameworks/flask/"

    def test_a_framework_comes_before_anything_else_of_its_name(self, client: Client) -> None:
        create_feature(key="falcon", name="Falcon")
        create_framework(key="falcon", name="Falcon")

        assert search(client, "falcon") == ["/frameworks/falcon/", "/features/falcon/"]

    def test_features_guides_criteria_and_topics_are_found(self, client: Client) -> None:
        create_feature(key="scale-x", name="Scale")
        create_guide(key="sc", voice="Scale")
        create_criterion(key="scale", name="Scale")
        create_topic(key="scale", title="Scale")

        assert set(search(client, "scale")) == {
            "/features/scale-x/",
            "/sources/sc/",
            "/method/#scale",
            "/topics/scale/",
        }

    def test_letters_beyond_ascii_are_found_in_any_case(self, client: Client) -> None:
        create_framework(key="cafe", name="Éclair")

        assert search(client, "éCLAIR") == ["/frameworks/cafe/"]

    def test_wildcards_of_the_database_are_plain_characters(self, client: Client) -> None:
        create_framework(key="flask")

        assert search(client, "%") == []

    def test_a_draft_is_not_found(self, client: Client) -> None:
        create_framework(key="secret", status="draft")

        assert search(client, "secret") == []

    def test_a_misspelt_name_leads_to_the_right_one(self, client: Client) -> None:
        create_framework(key="fastapi", name="FastAPI")

        assert '<a href="/frameworks/fastapi/">FastAPI</a>' in client.get("/search/?q=fastapy").text

    def test_nothing_like_it_leads_to_the_lists(self, client: Client) -> None:
        assert "All frameworks" in client.get("/search/?q=zzzz").text

    def test_without_a_text_there_is_the_form_and_no_query(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(0):
            response = client.get("/search/")
        assert 'name="q"' in response.text

    @pytest.mark.parametrize("word", ["benchmark", "speed", "cpu"])
    def test_words_for_speed_find_the_measurements(self, client: Client, word: str) -> None:
        assert "/speed/cpu/" in client.get(f"/search/?q={word}").text

    def test_a_task_is_found_by_what_it_does(self, client: Client) -> None:
        create_task(key="t02", summary="Takes an order.")

        assert "/code/validated-order/" in client.get("/search/?q=order").text

    def test_what_was_searched_stays_in_the_form_and_is_escaped(self, client: Client) -> None:
        assert 'value="&lt;b&gt;"' in client.get("/search/?q=<b>").text

    @pytest.mark.parametrize("query", [f"q={'a' * 201}", "q=%00", "text=flask", "q=a&q=b"])
    def test_a_query_it_cannot_answer_is_refused(self, client: Client, query: str) -> None:
        assert client.get(f"/search/?{query}").status_code == 400

    @pytest.mark.parametrize("size", [1, 5])
    def test_a_search_takes_as_many_queries_however_much_is_found(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
    ) -> None:
        for number in range(size):
            create_framework(key=f"f{number}")
            create_guide(key=f"g{number}")

        # guides, their sources, frameworks, features, tasks, resources, topics, questions, criteria
        with django_assert_num_queries(9):
            client.get("/search/?q=f")
