"""The page of everything on which guides part."""

import re

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import create_conflict, create_criterion, create_framework, create_guide, create_rating

pytestmark = pytest.mark.django_db


def page(client: Client, query: str = "") -> str:
    response = client.get(f"/disagreements/{query}")
    assert response.status_code == 200
    return response.text


def part(criterion: str, *levels: str, framework: str = "django", **fields: str) -> None:
    """Publish a rating at each level, by guides of their own."""
    for guide, level in zip(("dv", "ps", "pv"), levels, strict=False):
        create_rating(framework=framework, criterion=criterion, guide=guide, level=level, **fields)


def titles(text: str) -> list[str]:
    return re.findall(r"<h3><a [^>]*>([^<]+)</a></h3>", text)


def test_splits_come_first_then_the_widest_share_of_a_scale(client: Client) -> None:
    create_criterion(key="speed", levels=("a", "b"))
    create_criterion(key="growth", levels=("a", "b", "c", "d"))
    part("growth", "a", "b")
    part("speed", "a", "b")
    part("scalability", "low", "high")

    assert titles(page(client)) == ["Django: scalability", "Django: speed", "Django: growth"]


def test_figures_count_each_kind(client: Client) -> None:
    part("scalability", "low", "high")
    part("speed", "low", "medium")
    create_conflict(sides={"ps": "It is small.", "dv": "It is large."})
    create_conflict(key="itself", extent="within", sides={"ps": "Both."})

    text = page(client)

    assert re.findall(r"<b>(\d+)</b>", text.split('class="stats"')[1].split("</ul>")[0]) == ["1", "1", "1", "1"]
    assert "<b>4</b> disagreements" in text


def test_a_parting_is_drawn_and_leads_to_its_criterion(client: Client) -> None:
    part("scalability", "low", "high")

    text = page(client)

    assert 'aria-label="Guide DV Low; Guide PS High. Median: Low to High"' in text
    assert 'href="/frameworks/django/guides/#scalability"' in text


def test_a_parting_has_what_each_guide_says_with_its_evidence(client: Client) -> None:
    part("scalability", "low", "high", summary="What it says.")

    text = page(client)

    assert text.count("What it says.") == 2
    assert 'href="/evidence/django/scalability/ps/"' in text


def test_without_an_order_guides_stand_under_their_values(client: Client) -> None:
    create_criterion(key="type", scale="unordered", levels=("full", "micro"))
    part("type", "full", "micro")

    camps = page(client).split('class="camps"')[1].split("</ul>")[0]

    assert re.findall(r"<b>(\w+)</b>|title=\"(Guide \w+)", camps) == [
        ("Full", ""),
        ("", "Guide DV"),
        ("Micro", ""),
        ("", "Guide PS"),
    ]


def test_a_conflict_has_its_sides_in_words_and_leads_to_its_evidence(client: Client) -> None:
    create_conflict(key="size", title="How large?", sides={"ps": "It is small.", "dv": "It is large."})

    text = page(client)

    assert '<a href="/evidence/size/">How large?</a>' in text
    assert "It is small." in text
    assert 'href="/sources/dv/"' in text


def test_conflicts_between_most_guides_come_first(client: Client) -> None:
    create_conflict(key="two", title="Of two", sides={"ps": "A.", "dv": "B."})
    create_conflict(key="three", title="Of three", position=9, sides={"ps": "A.", "dv": "B.", "pv": "C."})

    assert titles(page(client)) == ["Of three", "Of two"]


def test_a_different_scope_is_named_but_never_counted(client: Client) -> None:
    create_rating(guide="ps", level="low", applies_to="concurrent connections")
    create_rating(guide="dv", level="high", applies_to="code base size")

    text = page(client)

    assert "<b>0</b> disagreements" in text
    assert "No two guides on record disagree" in text
    assert "PS: concurrent connections" in text


def test_agreement_is_not_listed(client: Client) -> None:
    part("scalability", "high", "high")

    assert titles(page(client)) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?kind=split", ["Django: scalability"]),
        ("?kind=step", ["Flask: speed"]),
        ("?kind=conflict", ["How large?"]),
        ("?kind=self", ["Both ways"]),
        ("?framework=flask", ["Flask: speed", "How large?"]),
        ("?criterion=speed", ["Flask: speed"]),
        ("?guide=pv", ["How large?"]),
        ("?framework=flask&guide=dv", ["Flask: speed"]),
        ("?kind=split&kind=self", ["Django: scalability", "Both ways"]),
        ("?kind=&framework=&criterion=&guide=", ["Django: scalability", "Flask: speed", "How large?", "Both ways"]),
    ],
)
def test_filters_narrow_it(client: Client, query: str, expected: list[str]) -> None:
    part("scalability", "low", "high")
    part("speed", "low", "medium", framework="flask")
    create_conflict(key="size", title="How large?", framework="flask", sides={"ps": "A.", "pv": "B."})
    create_conflict(key="both", title="Both ways", extent="within", sides={"ps": "A."})

    assert titles(page(client, query)) == expected


def test_choices_say_how_many_disagreements_have_them(client: Client) -> None:
    part("scalability", "low", "high")
    part("speed", "low", "high", framework="flask")
    create_framework(key="bottle")

    text = page(client, "?framework=flask")

    assert '<option value="">All kinds</option><option value="split">Split on a scale (2)</option></select>' in text
    assert '<option value="flask" selected>Flask (1)</option>' in text
    assert 'value="bottle"' not in text


def test_a_choice_that_nothing_has_stays_in_the_form_once_it_is_made(client: Client) -> None:
    part("scalability", "low", "high")

    assert '<option value="self" selected>A guide with itself (0)</option>' in page(client, "?kind=self")


def test_each_filter_in_force_leads_to_the_page_without_it(client: Client) -> None:
    part("scalability", "low", "high")

    text = page(client, "?kind=split&basis=graded")

    remove = '<a class="tag remove" href="?basis=graded"><span class="visually-hidden">Remove </span>Kind: Split'
    assert remove in text


def test_a_filter_that_leaves_nothing_says_what_dropping_each_gives(client: Client) -> None:
    part("scalability", "low", "high")
    create_framework(key="flask")

    text = page(client, "?kind=split&framework=flask")

    assert "No disagreement passes these filters" in text
    assert "Framework: 1 match" in text


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("?kind=quarrel", "allowed are split, step, conflict, self"),
        ("?framework=djngo", "allowed are django"),
        ("?criterion=taste", "allowed are scalability"),
        ("?guide=zz", "allowed are dv, ps"),
        ("?basis=coded", "allowed are graded"),
        ("?sort=name", "allowed are kind, framework, criterion, guide, basis, interest, as-of"),
        ("?basis=graded&basis=graded", "give it once"),
    ],
)
def test_what_it_cannot_take_is_refused_with_what_is_allowed(client: Client, query: str, problem: str) -> None:
    part("scalability", "low", "high")

    response = client.get(f"/disagreements/{query}")

    assert response.status_code == 400
    assert problem in response.text


def test_only_gradings_can_count(client: Client) -> None:
    part("scalability", "low", "high")

    text = page(client, "?basis=graded")

    assert titles(text) == []
    assert "Hidden with their sentences: 2 coded by us" in text


def test_it_can_be_read_as_of_a_past_day(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        part("scalability", "low", "high")
    with time_machine.travel("2026-11-19"):
        part("speed", "low", "high")

    assert titles(page(client, "?as-of=2026-11-18")) == ["Django: scalability"]


def test_draft_guides_part_nobody(client: Client) -> None:
    create_guide(key="dv", status="draft")
    part("scalability", "low", "high")

    assert titles(page(client)) == []


@pytest.mark.parametrize("size", [1, 5])
def test_query_count_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        part("scalability", "low", "high", framework=f"framework-{number}")
        create_conflict(key=f"conflict-{number}", sides={"ps": "A.", "dv": "B."})

    with django_assert_num_queries(
        9
    ):  # the version, frameworks, criteria, levels, ratings, guides, conflicts, sides, passages
        page(client)


def test_it_is_to_be_had_as_data_with_the_evidence_of_each_row(client: Client) -> None:
    part("scalability", "low", "high")
    create_conflict(key="size", title="How large?", sides={"ps": "It is small."})

    tables = client.get("/disagreements.json").json()["tables"]

    assert [row["evidence"] for row in tables["on_scales"]["rows"]] == [
        "http://127.0.0.1:8000/evidence/django/scalability/dv/",
        "http://127.0.0.1:8000/evidence/django/scalability/ps/",
    ]
    assert tables["in_words"]["rows"][0]["says"] == "It is small."


def test_data_keeps_to_the_filters(client: Client) -> None:
    part("scalability", "low", "high")
    part("speed", "low", "medium")

    assert "Scalability" not in client.get("/disagreements.csv?kind=step").text
