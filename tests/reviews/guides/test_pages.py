import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reviews.models import Conflict, Mention, Side, Technology
from tests.factories import (
    create,
    create_answer,
    create_assessment,
    create_framework,
    create_guide,
    create_rating,
    create_recommendation,
    create_remark,
    create_source,
    create_statement,
    create_topic,
    ensure_guide,
)
from tests.reading import text_at

pytestmark = pytest.mark.django_db


def create_mention(technology: str) -> None:
    create(Technology, technology, name=technology.upper(), role="An interface")
    create(Mention, f"{technology}/ps", technology=technology, guide=ensure_guide("ps"))


def test_the_list_counts_what_each_guide_says(client: Client) -> None:
    create_rating(framework="django")
    create_rating(framework="flask")
    create_remark(framework="flask")

    text = text_at(client, "/sources/")
    assert 'data-label="Frameworks">2</td><td class="number" data-label="Ratings">2</td>' in text
    assert 'data-label="Remarks">1</td>' in text


def test_the_list_says_what_a_date_rests_on_and_who_gains(client: Client) -> None:
    create_guide(dated="Its front matter says so.", commercial_interest="Sells courses.", gaps=["One list is lost."])

    text = text_at(client, "/sources/")
    assert "Its front matter says so." in text
    assert "Sells courses." in text
    assert "One list is lost." in text


def test_a_guide_without_a_printed_date_says_so(client: Client) -> None:
    create_source(key="guide-dv", kind="guide", name="A guide", url="", published="")
    create_guide(key="dv")

    assert '<td class="nowrap">undated' in text_at(client, "/sources/")


def test_the_list_has_the_other_sources_by_kind(client: Client) -> None:
    create_source(key="docs", kind="documentation", name="Django documentation", url="https://docs.example/")

    text = text_at(client, "/sources/")
    assert "Documentation: 1</summary>" in text
    assert '<a href="https://docs.example/">Django documentation</a>' in text


def test_a_source_without_an_address_says_so(client: Client) -> None:
    create_source(key="repo", kind="repository", name="A repository", url="")

    assert "A repository, no address on record" in text_at(client, "/sources/")


def test_the_list_names_the_technologies_and_who_names_them(client: Client) -> None:
    create_mention("wsgi")

    assert '<a href="/sources/ps/topics/#technologies" title="Guide PS">PS</a>' in text_at(client, "/sources/")


@pytest.mark.parametrize("size", [1, 5])
def test_the_list_takes_as_many_queries_however_much_is_said(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_rating(framework=f"f{number}", guide=f"g{number}")
        create_mention(f"t{number}")

    # guides, sources, ratings, remarks, recommendations, statements, technologies, mentions
    with django_assert_num_queries(9):
        client.get("/sources/")


def test_a_guide_page_shows_the_level_and_its_evidence(client: Client) -> None:
    create_rating(framework="flask", level="high", label="Grows", summary="It grows well.", locator="§2 Flask")

    text = text_at(client, "/sources/ps/")
    assert "<td>High</td>" in text
    assert '<a href="/evidence/flask/scalability/ps/">§2 Flask</a>' in text


def test_a_level_the_guide_graded_itself_says_so(client: Client) -> None:
    create_rating(basis="graded")

    assert '<td>High<span class="sub">graded</span></td>' in text_at(client, "/sources/ps/")


def test_a_rating_without_a_level_says_so(client: Client) -> None:
    create_rating(level=None)

    assert "<td>no level</td>" in text_at(client, "/sources/ps/")


def test_a_guide_page_shows_remarks_assessments_and_advice(client: Client) -> None:
    create_remark(framework="django", text="Predictable layout.")
    create_assessment(summary="Thousands of courses.")
    create_recommendation(situation="A prototype", picks={"flask": "recommended", "django": "less-suited"})

    text = text_at(client, "/sources/ps/")
    assert "Predictable layout." in text
    assert "Thousands of courses." in text
    assert '<span class="sub">Recommended</span>Flask<span class="sub">Less suited</span>Django' in text


def test_what_a_guide_says_of_each_framework_is_folded_behind_its_count(client: Client) -> None:
    create_rating(framework="flask", guide="ps")
    create_remark(framework="flask", guide="ps")

    assert re.search(
        r'<summary>Flask <span class="faint">1 rating, 1 \w+</span></summary>', text_at(client, "/sources/ps/")
    )


def test_statements_that_do_not_hold_come_before_those_that_do(client: Client) -> None:
    create_statement(name="1", text="It is new.", verdict="holds")
    create_statement(name="2", text="It is old.", verdict="outdated")

    text = text_at(client, "/sources/ps/")

    assert text.index("It is old.") < text.index("1 that holds") < text.index("It is new.")


def test_the_verdicts_on_the_statements_of_a_guide_are_counted(client: Client) -> None:
    create_statement(name="01", verdict="outdated")
    create_statement(name="02")

    assert "Holds: 1. Outdated: 1." in text_at(client, "/sources/ps/")


def test_a_guide_without_an_address_on_record_says_so(client: Client) -> None:
    create_guide()

    assert "no address on record" in text_at(client, "/sources/ps/")


def test_what_a_guide_says_of_a_draft_framework_stays_hidden(client: Client) -> None:
    create_framework(key="secret", status="draft")
    create_rating(framework="secret")

    assert "secret" not in text_at(client, "/sources/ps/").casefold()


def test_an_unknown_guide_is_404_with_the_nearest(client: Client) -> None:
    create_guide(key="ps")

    response = client.get("/sources/pss/")
    assert response.status_code == 404
    assert 'href="/sources/ps/"' in response.text


def test_a_parameter_a_guide_page_does_not_have_is_refused(client: Client) -> None:
    create_guide()

    assert client.get("/sources/ps/?part=2").status_code == 400


@pytest.mark.parametrize("size", [1, 5])
def test_a_guide_page_takes_as_many_queries_however_much_is_said(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_rating(framework=f"f{number}")
        create_recommendation(name=f"advice-{number}", picks={"django": "recommended"})

    # the version, guides, ratings, assessments, remarks, recommendations, statements, picks, passages
    with django_assert_num_queries(9):
        client.get("/sources/ps/")


def test_what_a_guide_answers_stands_under_its_topic(client: Client) -> None:
    create_answer(text="Time and boilerplate.")

    text = text_at(client, "/sources/ps/topics/")
    assert "What does it save?" in text
    assert '<a class="small" href="/evidence/benefits/saves/ps/">intro</a>' in text


def test_where_a_guide_contradicts_itself_is_listed(client: Client) -> None:
    ensure_guide("ps")
    create(Conflict, "flask-size", title="How large may Flask become?", extent="within")
    create(Side, "flask-size/ps-1", conflict="flask-size", name="ps-1", guide="ps", text="Large.")

    assert "How large may Flask become?" in text_at(client, "/sources/ps/topics/")


def test_the_technologies_a_guide_names_are_listed(client: Client) -> None:
    create_mention("wsgi")

    assert "<b>WSGI</b>" in text_at(client, "/sources/ps/topics/")


def test_the_answers_of_a_guide_stand_in_the_order_of_their_topics(client: Client) -> None:
    create_topic(key="risks", position=2)
    create_topic(key="benefits", position=1)
    create_answer(question="risks/costs")
    create_answer(question="benefits/saves")

    text = text_at(client, "/sources/ps/topics/")
    assert text.index('<h2 id="benefits">') < text.index('<h2 id="risks">')


@pytest.mark.parametrize("size", [1, 5])
def test_the_answers_of_a_guide_take_as_many_queries_however_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    ensure_guide("ps")
    for number in range(size):
        create_answer(question=f"benefits/q{number}")
        create_mention(f"t{number}")
        create(Conflict, f"c{number}", title=f"Conflict {number}", extent="within")
        create(Side, f"c{number}/ps", conflict=f"c{number}", name="ps", guide="ps", text="Large.")

    with django_assert_num_queries(6):  # the version, guides, sides, answers, mentions, passages
        client.get("/sources/ps/topics/")
