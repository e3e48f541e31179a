import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from curation.changes.workflow import Unacceptable
from curation.registry import row_types
from curation.rows import Claim
from reviews.evidence.lookup import CARDS
from reviews.models import Side, UseCase
from tests.factories import (
    create,
    create_answer,
    create_assessment,
    create_cell_proof,
    create_conflict,
    create_criterion,
    create_fact,
    create_feature,
    create_figure,
    create_framework,
    create_point,
    create_program,
    create_rating,
    create_recommendation,
    create_release,
    create_remark,
    create_source,
    create_statement,
    create_support,
    create_uncompared,
    create_window,
    ensure_guide,
)

pytestmark = pytest.mark.django_db


def page(client: Client, key: str, query: str = "") -> str:
    response = client.get(f"/evidence/{key}/{query}")
    assert response.status_code == 200
    return response.text


EVERY_KIND: list[tuple[str, Callable[[], Claim], str]] = [
    ("django/orm", create_support, "Django, Orm: built in"),
    ("django/latest-version", create_fact, "Django, latest version: 5.2.19"),
    ("django/releases/5.2", create_release, "Django 5.2, released 2025-04-02"),
    ("django/5.2", create_window, "Django 5.2: how long it gets fixes"),
    ("django/scalability/ps", create_rating, "Django, scalability: high"),
    ("django/for-1/ps", create_remark, "Guide PS for Django"),
    ("udemy/breadth/ps", create_assessment, "Udemy, breadth: High"),
    ("ps/01", create_recommendation, "What to use: A small service"),
    ("ps/01", create_statement, "Guide PS: holds"),
    ("benefits/saves/ps", create_answer, "What does it save?"),
    ("size", create_conflict, "Size"),
    ("streamlit", create_uncompared, "Streamlit: not compared here"),
    ("django/t01/default", create_program, "Django 6.1, Json answer: 3 of 3 checks passed"),
    ("django/orm/rows-are-kept", create_cell_proof, "Django, Orm: proved by a program"),
    ("django/cpu-t01/default", create_figure, "Django 6.1, processor time of a JSON answer: 275 µs"),
]


def test_every_sort_of_claim_has_a_card() -> None:
    assert set(CARDS) == {model for model in row_types().values() if issubclass(model, Claim)}


@pytest.mark.parametrize(("key", "make", "_claim"), EVERY_KIND, ids=[key for key, _, _ in EVERY_KIND])
def test_a_claim_leads_to_its_evidence(key: str, make: Callable[[], Claim], _claim: str) -> None:
    assert make().get_absolute_url() == f"/evidence/{key}/"


@pytest.mark.parametrize(("key", "make", "claim"), EVERY_KIND, ids=[key for key, _, _ in EVERY_KIND])
def test_every_claim_has_a_page_at_its_key(client: Client, key: str, make: Callable[[], Claim], claim: str) -> None:
    make()

    assert f'<h1 id="claim">{claim}</h1>' in page(client, key)


@pytest.mark.parametrize(("key", "make", "_claim"), EVERY_KIND, ids=[key for key, _, _ in EVERY_KIND])
def test_an_evidence_page_takes_twelve_queries_at_most(
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    key: str,
    make: Callable[[], Claim],
    _claim: str,
) -> None:
    make()

    with django_assert_max_num_queries(12):
        client.get(f"/evidence/{key}/")


@pytest.mark.parametrize(("key", "make", "_claim"), EVERY_KIND, ids=[key for key, _, _ in EVERY_KIND])
def test_the_evidence_of_a_past_day_can_be_read(
    client: Client, key: str, make: Callable[[], Claim], _claim: str
) -> None:
    with time_machine.travel(datetime.datetime(2026, 11, 21, 9, tzinfo=datetime.UTC), tick=False):
        make()
        text = page(client, key, "?as-of=2026-11-21")

    assert "Shown as it stood on" in text


def test_a_cell_says_source_place_and_days(client: Client) -> None:
    create_source(key="docs", name="Django documentation 6.1", url="https://docs.example/")
    create_support(locator="https://docs.example/models/", checked_on="2026-11-19")

    text = page(client, "django/orm")
    assert '<a href="https://docs.example/">Django documentation 6.1</a>' in text
    assert '<a href="https://docs.example/models/">https://docs.example/models/</a>' in text
    assert "2026-11-19" in text


@pytest.mark.parametrize(("second_checked", "words"), [(True, "yes, read again by other eyes"), (False, "not yet")])
def test_a_claim_says_whether_it_was_second_checked(client: Client, second_checked: bool, words: str) -> None:
    create_support(second_checked=second_checked)

    assert f"<dt>Second-checked</dt><dd><span>{words}</span>" in page(client, "django/orm")


def test_a_cell_names_the_programs_that_ran_on_it(client: Client) -> None:
    create_support()
    create_cell_proof(verdict="contested")

    text = page(client, "django/orm")
    assert 'href="/evidence/django/orm/rows-are-kept/"' in text
    assert "Contested, 2026-11-01" in text


def test_a_run_older_than_ninety_days_says_so(client: Client) -> None:
    create_program()

    with time_machine.travel("2027-03-01"):
        assert "older than 90 days" in page(client, "django/t01/default")


def test_a_cell_nobody_checked_claims_nothing(client: Client) -> None:
    create_support(level="unknown", source=None)

    assert "Nobody has recorded evidence for this, so we claim nothing." in page(client, "django/orm")


def test_none_found_says_that_no_document_says_no(client: Client) -> None:
    create_support(level="none-found")

    assert "a search on that day found nothing; no document says no" in page(client, "django/orm")


def test_none_found_says_what_was_searched(client: Client) -> None:
    create_support(level="none-found", searched="The documentation, for “mapper”.")

    assert "The documentation, for “mapper”." in page(client, "django/orm")


def test_a_source_without_an_address_says_so(client: Client) -> None:
    create_source(key="docs", name="A manual", url="")
    create_support()

    assert "A manual, no address on record" in page(client, "django/orm")


def test_a_guide_without_an_address_says_so(client: Client) -> None:
    create_rating()

    assert '<a href="/sources/ps/">Guide ps</a>, no address on record' in page(client, "django/scalability/ps")


def test_a_stale_reading_is_marked(client: Client) -> None:
    create_support(checked_on="2024-01-01")

    assert "cite documentation old" in page(client, "django/orm")


@pytest.mark.parametrize(("basis", "words"), [("coded", "High, coded by us"), ("graded", "High, graded by the guide")])
def test_a_rating_says_who_graded_it(client: Client, basis: str, words: str) -> None:
    create_rating(basis=basis)

    assert words in page(client, "django/scalability/ps")


def test_a_rating_says_what_it_applies_to_and_is_relative_to(client: Client) -> None:
    create_framework(key="flask")
    create_rating(
        stated="implied", applies_to="code base size", relative_to="Pyramid", shared_with="flask", qualified=True
    )

    text = page(client, "django/scalability/ps")
    for words in ("implied", "code base size", "Pyramid", "Flask", "the guide adds a limit to it"):
        assert words in text


@pytest.mark.parametrize(("quoted", "words"), [(True, "Its own wording"), (False, "In short")])
def test_a_label_says_whose_words_it_is(client: Client, quoted: bool, words: str) -> None:
    create_assessment(quoted=quoted, second_checked=quoted)
    create_rating(label="Fast", quoted=quoted, second_checked=quoted)

    assert words in page(client, "udemy/breadth/ps")
    assert words in page(client, "django/scalability/ps")


@pytest.mark.usefixtures("rows_by_change")
def test_a_label_nobody_read_again_cannot_be_the_guides_own() -> None:
    with pytest.raises(Unacceptable, match="quoted: allowed for a label that was second-checked"):
        create_assessment(quoted=True)


def test_a_rating_shows_its_scale_from_low_to_high(client: Client) -> None:
    create_rating()

    assert "Low &lt; Medium &lt; High" in page(client, "django/scalability/ps")


def test_a_rating_shows_what_the_other_guides_say(client: Client) -> None:
    create_rating(guide="ps", level="high")
    create_rating(guide="dv", level="low", summary="It strains.")

    text = page(client, "django/scalability/ps")
    assert "It strains." in text
    assert 'href="/evidence/django/scalability/dv/"' in text


def test_a_rating_without_a_level_keeps_its_words(client: Client) -> None:
    create_criterion(key="best-for", levels=(), scale="text")
    create_rating(criterion="best-for", level=None, label="Enterprise systems")

    assert "Django, best for: enterprise systems" in page(client, "django/best-for/ps")


def test_remarks_of_one_point_lead_to_each_other(client: Client) -> None:
    create_point(key="growth", reason="Both praise its growth.")
    create_remark(guide="ps", point="growth")
    create_remark(guide="dv", point="growth", text="Grows for years.")

    text = page(client, "django/for-1/ps")
    assert "Both praise its growth." in text
    assert "Where else this point is made" in text
    assert "Grows for years." in text


def test_advice_names_each_framework_in_its_role(client: Client) -> None:
    create_recommendation(picks={"flask": "recommended", "django": "less-suited"})

    text = page(client, "ps/01")
    assert '<dt>Recommended</dt><dd><span><a href="/frameworks/flask/">Flask</a>' in text
    assert '<dt>Less suited</dt><dd><span><a href="/frameworks/django/">Django</a>' in text


def test_advice_on_the_same_sort_of_project_stands_together(client: Client) -> None:
    create(UseCase, "small", name="Small services")
    create_recommendation(guide="ps", use_case="small")
    create_recommendation(guide="dv", use_case="small", situation="One endpoint")

    assert "One endpoint" in page(client, "ps/01")


def test_a_statement_shows_what_it_was_held_against(client: Client) -> None:
    create_support()
    create_statement(proofs=[{"support": "django/orm"}])

    assert '<a href="/evidence/django/orm/"><b>Orm</b></a><span class="sub">Built in</span>' in page(client, "ps/01")


def test_a_cell_shows_the_statements_held_against_it(client: Client) -> None:
    create_support()
    create_statement(proofs=[{"support": "django/orm"}])

    text = page(client, "django/orm")
    assert "Statements of guides held against this" in text
    assert "It has an ORM." in text


def test_a_statement_on_a_hidden_source_of_proof_still_has_its_page(client: Client) -> None:
    create_feature(key="orm", status="draft")
    create_support()
    create_statement()

    assert "It has an ORM." in page(client, "ps/01")


def test_a_conflict_shows_what_each_side_says_and_where(client: Client) -> None:
    create_conflict(key="size")
    side = {"conflict": "size", "name": "ps", "guide": ensure_guide("ps"), "locator": "§2"}
    create(Side, "size/ps", text="To many components.", **side)

    text = page(client, "size")
    assert "To many components." in text
    assert "Guide PS, §2" in text


@pytest.mark.parametrize("size", [1, 5])
def test_a_rating_takes_as_many_queries_however_many_guides_speak(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_rating(guide=f"g{number}")

    with django_assert_num_queries(
        8
    ):  # the version, guides, the rating, framework, criterion, levels, the other ratings, passages
        client.get("/evidence/django/scalability/g0/")
