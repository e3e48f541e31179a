"""The verdicts of fact checks beside the sentences that render what was checked."""

import pytest
import time_machine
from django.test import Client

from curation.changes.checks import Edit
from curation.changes.workflow import Unacceptable, publish_from
from curation.models import Origin
from reviews.models import Passage
from tests.factories import (
    create_answer,
    create_framework,
    create_point,
    create_rating,
    create_recommendation,
    create_remark,
    create_resource,
    create_statement,
    create_use_case,
)
from tests.reading import text_at

pytestmark = pytest.mark.django_db

RULING = 'class="flag ruling outdated" href="/evidence/ps/01/"'


def check(**claim: str) -> None:
    """Publish an outdated statement that stands in a claim."""
    create_statement(text="It needs 3.7.", verdict="outdated", passages=[claim])


@pytest.mark.parametrize("page", ["/frameworks/django/guides/", "/sources/ps/"])
def test_a_rating_carries_the_verdict(client: Client, page: str) -> None:
    check(rating=create_rating().pk)

    text = text_at(client, page)

    assert RULING in text
    assert 'title="Held against facts: It needs 3.7."' in text


@pytest.mark.parametrize("page", ["/frameworks/django/for-and-against/", "/sources/ps/"])
def test_a_remark_carries_the_verdict(client: Client, page: str) -> None:
    check(remark=create_remark().pk)

    assert RULING in text_at(client, page)


@pytest.mark.parametrize("page", ["/frameworks/django/guides/", "/sources/ps/"])
def test_advice_carries_the_verdict(client: Client, page: str) -> None:
    check(recommendation=create_recommendation(name="advice-01", picks={"django": "recommended"}).pk)

    assert RULING in text_at(client, page)


def test_a_remark_carries_the_verdict_where_guides_are_merged(client: Client) -> None:
    create_point(key="growth")
    create_remark(framework="django", guide="dv", point="growth")
    check(remark=create_remark(framework="django", point="growth").pk)
    create_framework(key="flask")

    assert RULING in text_at(client, "/compare/django-vs-flask/for-and-against/")


def test_a_situation_for_which_guides_pick_a_framework_carries_the_verdict(client: Client) -> None:
    create_use_case(key="small")
    create_recommendation(guide="dv", use_case="small", picks={"django": "recommended"})
    check(recommendation=create_recommendation(use_case="small", picks={"django": "recommended"}).pk)
    create_rating(framework="flask")

    assert RULING in text_at(client, "/compare/django-vs-flask/guides/")


@pytest.mark.parametrize("page", ["/learn/udemy/", "/sources/ps/"])
def test_a_remark_on_a_resource_carries_the_verdict(client: Client, page: str) -> None:
    check(remark=create_remark(resource=create_resource().pk).pk)

    assert RULING in text_at(client, page)


@pytest.mark.parametrize("page", ["/topics/questions/", "/sources/ps/topics/"])
def test_an_answer_carries_the_verdict(client: Client, page: str) -> None:
    check(answer=create_answer(question="questions/safe").pk)

    assert RULING in text_at(client, page)


def test_what_guides_part_over_carries_the_verdict(client: Client) -> None:
    create_rating(guide="dv", level="low")
    check(rating=create_rating().pk)

    assert RULING in text_at(client, "/disagreements/")


def test_the_evidence_of_a_claim_says_what_of_it_was_checked(client: Client) -> None:
    check(rating=create_rating().pk)

    text = text_at(client, "/evidence/django/scalability/ps/")

    assert '<a href="/evidence/ps/01/">Outdated: “It needs 3.7.”</a>' in text


def test_the_evidence_of_a_statement_leads_to_where_it_stands(client: Client) -> None:
    check(rating=create_rating().pk)

    assert '<a href="/evidence/django/scalability/ps/">django/scalability/ps</a>' in text_at(client, "/evidence/ps/01/")


def test_a_sentence_carries_only_the_verdicts_on_what_does_not_hold(client: Client) -> None:
    rating = create_rating().pk
    create_statement(name="01", verdict="outdated", passages=[{"rating": rating}])
    create_statement(name="02", verdict="holds", passages=[{"rating": rating}])

    assert text_at(client, "/frameworks/django/guides/").count('class="flag ruling') == 1


def test_what_was_not_checked_carries_none(client: Client) -> None:
    create_rating()

    assert "flag ruling" not in text_at(client, "/frameworks/django/guides/")


def test_a_past_day_shows_the_verdict_of_that_day(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        check(rating=create_rating().pk)

    text = text_at(client, "/frameworks/django/guides/?as-of=2026-11-18")

    assert 'href="/evidence/ps/01/?as-of=2026-11-18"' in text


def test_a_passage_names_one_claim() -> None:
    rating, remark = create_rating().pk, create_remark().pk

    statement = create_statement().pk
    document = {"statement": statement, "name": "at-1", "rating": rating, "remark": remark}

    with pytest.raises(Unacceptable, match="A passage names exactly one"):
        publish_from(Origin.IMPORTER, [Edit(Passage, f"{statement}/at-1", document)], reason="A test needs it.")
