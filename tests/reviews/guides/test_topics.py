import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import create_answer, create_framework, create_guide, create_question, create_topic
from tests.reading import text_at

pytestmark = pytest.mark.django_db


def structured(text: str) -> list[dict[str, object]]:
    return [json.loads(script) for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)]


def test_the_list_shows_every_question_with_its_answers_counted(client: Client) -> None:
    create_answer()

    text = text_at(client, "/topics/")
    assert (
        '<a href="/topics/benefits/#saves">What does it save?</a><span class="faint small nowrap">1 answer</span>'
        in text
    )


def test_the_list_without_topics_says_so(client: Client) -> None:
    assert "No topic is published yet." in text_at(client, "/topics/")


@pytest.mark.parametrize("size", [1, 5])
def test_the_list_takes_as_many_queries_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_question(topic=f"t{number}")

    with django_assert_num_queries(4):  # the version, questions, answers, topics
        client.get("/topics/")


def test_answers_stand_side_by_side_with_citation_and_place(client: Client) -> None:
    create_answer(guide="ps", text="Time.", locator="Benefits, speed")
    create_answer(guide="dv", text="Boilerplate.")

    text = text_at(client, "/topics/benefits/")
    assert "Benefits, speed" in text
    assert 'href="/evidence/benefits/saves/ps/"' in text
    assert "Boilerplate." in text


def test_points_of_an_answer_have_their_labels(client: Client) -> None:
    create_answer(points=["Trade-off: More wiring"])

    assert "<b>Trade-off:</b> More wiring" in text_at(client, "/topics/benefits/")


def test_guides_without_an_answer_are_named(client: Client) -> None:
    create_guide(key="dv", voice="Designveloper")
    create_answer()

    assert "Nothing on record: Designveloper" in text_at(client, "/topics/benefits/")


def test_a_question_nobody_answers_says_so(client: Client) -> None:
    create_question()

    assert "No guide says." in text_at(client, "/topics/benefits/")


def test_frameworks_given_as_examples_are_linked(client: Client) -> None:
    create_framework(key="flask")
    create_framework(key="django")
    create_answer(points=["Examples: Flask, Bottle"])

    text = text_at(client, "/topics/benefits/")
    assert '<a href="/frameworks/flask/">Flask</a>' in text
    assert '<a href="/frameworks/django/">' not in text


def test_a_topic_of_answered_questions_is_a_faq_to_search_engines(client: Client) -> None:
    create_answer(text="Time, </script> and money.")

    faq = structured(text_at(client, "/topics/benefits/"))[1]
    assert faq["@type"] == "FAQPage"
    assert "Time, </script> and money." in json.dumps(faq)


def test_a_topic_with_headings_that_ask_nothing_is_no_faq(client: Client) -> None:
    create_question(text="Steps")
    create_answer()

    assert [data["@type"] for data in structured(text_at(client, "/topics/benefits/"))] == ["BreadcrumbList"]


def test_a_draft_topic_has_no_page(client: Client) -> None:
    create_topic(key="benefits", status="draft")

    assert client.get("/topics/benefits/").status_code == 404


def test_an_unknown_topic_is_404_with_the_nearest(client: Client) -> None:
    create_topic(key="benefits")

    response = client.get("/topics/benefit/")
    assert response.status_code == 404
    assert 'href="/topics/benefits/"' in response.text


@pytest.mark.parametrize("size", [1, 5])
def test_a_topic_takes_as_many_queries_however_many_answers(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    create_topic(key="benefits")
    for number in range(size):
        create_answer(question=f"benefits/q{number}", guide=f"g{number}")

    with django_assert_num_queries(7):  # the version, topics, questions, answers, guides, frameworks, passages
        client.get("/topics/benefits/")
