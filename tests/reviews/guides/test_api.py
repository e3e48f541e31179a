"""The read API of what is said: guides, criteria, ratings, remarks, recommendations, topics and the rest."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from curation.changes.checks import Edit
from reviews.models import (
    Rating,
    UseCase,
)
from tests.factories import (
    create,
    create_criterion,
    create_framework,
    create_guide,
    create_point,
    create_rating,
    create_recommendation,
    create_remark,
    create_resource,
    publish,
)
from tests.reading import json_at
from tests.reviews.guides.api_rows import (
    MAKERS,
    create_answered_topic,
    create_shared_point,
    create_statement,
    create_use_case,
)

pytestmark = pytest.mark.django_db

API = "http://127.0.0.1:8000/api/v1"
DJANGO = {"slug": "django", "name": "Django", "url": f"{API}/frameworks/django/"}
PS = {"key": "ps", "code": "PS", "name": "Guide PS", "url": f"{API}/guides/ps/"}
RATING = {
    "key": "django/scalability/ps",
    "framework": DJANGO,
    "criterion": {"key": "scalability", "name": "Scalability", "url": f"{API}/criteria/scalability/"},
    "guide": PS,
    "level": {"key": "scalability/high", "label": "High", "rank": 3},
    "label": "",
    "quoted": False,
    "basis": "coded",
    "stated": "explicit",
    "summary": "It grows well.",
    "locator": "section 1",
    "applies_to": "",
    "relative_to": "",
    "shared_with": None,
    "qualified": False,
    "thin": False,
    "second_checked": False,
    "url": f"{API}/ratings/django/scalability/ps/",
    "page": "http://127.0.0.1:8000/evidence/django/scalability/ps/",
}


def keys(client: Client, path: str) -> list[str]:
    return [row["key"] for row in json_at(client, path)["results"]]


def test_rating_names_its_guide_and_its_level(client: Client) -> None:
    create_rating()
    assert json_at(client, "ratings/django/scalability/ps/") == RATING


def test_rating_may_name_no_level(client: Client) -> None:
    create_rating(level=None)
    assert json_at(client, "ratings/django/scalability/ps/") == RATING | {"level": None}


def test_rating_as_of_a_day_is_what_it_was(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_rating()
    with time_machine.travel("2026-11-19"):
        create_rating(level="low")

    assert json_at(client, "ratings/django/scalability/ps/?as-of=2026-11-18") == RATING
    assert json_at(client, "ratings/django/scalability/ps/")["level"]["label"] == "Low"


def test_rating_as_of_a_day_keeps_what_is_gone(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_rating()
    with time_machine.travel("2026-11-19"):
        publish(Edit(Rating, "django/scalability/ps", None))

    assert json_at(client, "ratings/?as-of=2026-11-18")["results"] == [RATING]


@pytest.mark.parametrize(
    "hide",
    [
        lambda: create_framework(status="draft"),
        lambda: create_guide(status="draft"),
        lambda: create_criterion(status="draft"),
    ],
    ids=["framework", "guide", "criterion"],
)
def test_rating_is_hidden_with_what_it_is_about(client: Client, hide: Callable[[], object]) -> None:
    hide()
    create_rating()

    assert json_at(client, "ratings/")["count"] == 0
    assert client.get("/api/v1/ratings/django/scalability/ps/").status_code == 404


def test_rows_within_others_are_public_ones(client: Client) -> None:
    create_shared_point(1)
    create_framework(key="framework-1", status="draft")

    assert json_at(client, "points/point-1/")["remarks"] == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("framework=flask", ["flask/speed/ps"]),
        ("guide=dv", ["django/scalability/dv"]),
        ("criterion=speed", ["flask/speed/ps"]),
        ("group=starting", ["flask/speed/ps"]),
        ("level=scalability/low", ["django/scalability/dv"]),
        ("basis=graded", ["django/scalability/dv"]),
        ("stated=implied", ["flask/speed/ps"]),
        ("thin=true", ["flask/speed/ps"]),
        ("thin=false&guide=ps", ["django/scalability/ps"]),
        ("q=grows", ["django/scalability/dv", "django/scalability/ps"]),
        ("ordering=guide,-framework", ["django/scalability/dv", "flask/speed/ps", "django/scalability/ps"]),
    ],
)
@pytest.mark.parametrize("day", ["", "&as-of=2026-11-18"], ids=["now", "as-of"])
def test_ratings_are_narrowed(client: Client, query: str, expected: list[str], day: str) -> None:
    with time_machine.travel("2026-11-18"):
        create_rating()
        create_rating(guide="dv", level="low", basis="graded")
        create_criterion(key="speed", group="starting")
        create_rating(framework="flask", criterion="speed", stated="implied", thin=True, summary="It is quick.")

    assert keys(client, f"ratings/?{query}{day}") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("framework=flask", ["ps/02"]),
        ("role=recommended", ["ps/01", "ps/02"]),
        ("framework=django&role=less-suited", ["ps/02"]),
        ("framework=flask&role=less-suited", []),
        ("guide=ps&q=apis", ["ps/02"]),
        ("use_case=api", ["ps/02"]),
    ],
)
def test_recommendations_are_narrowed_by_single_picks(client: Client, query: str, expected: list[str]) -> None:
    create(UseCase, "api", name="APIs")
    create_recommendation(picks={"django": "recommended"})
    picks = {"django": "less-suited", "flask": "recommended"}
    create_recommendation(name="02", situation="Small APIs", use_case="api", picks=picks)

    assert keys(client, f"recommendations/?{query}") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("framework=django", ["django/for-1/ps"]),
        ("resource=udemy", ["udemy/against-1/ps"]),
        ("polarity=against", ["udemy/against-1/ps"]),
        ("point=growth", ["django/for-1/ps"]),
    ],
)
def test_remarks_are_narrowed(client: Client, query: str, expected: list[str]) -> None:
    create_point()
    create_resource()
    create_remark(point="growth")
    create_remark(resource="udemy", name="against-1", polarity="against")

    assert keys(client, f"remarks/?{query}") == expected


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("point", "guide=g1", ["point-1"]),
        ("point", "framework=framework-2", ["point-2"]),
        ("use-case", "guide=g1", ["case-1"]),
        ("use-case", "framework=framework-2", ["case-2"]),
        ("technology", "guide=g2", ["technology-2"]),
        ("conflict", "guide=g1", ["conflict-1"]),
        ("conflict", "framework=framework-2&extent=between", ["conflict-2"]),
        ("statement", "framework=framework-1&verdict=contradicted", ["ps/s1"]),
        ("topic", "guide=ps&ordering=-slug", ["topic-2", "topic-1"]),
    ],
)
def test_rows_are_narrowed_by_what_leads_to_them(client: Client, name: str, query: str, expected: list[str]) -> None:
    for number in (1, 2):
        MAKERS[name](number)

    assert keys(client, f"{reverse(f'api-{name}-list').removeprefix('/api/v1/')}?{query}") == expected


def test_statement_names_its_proofs(client: Client) -> None:
    create_statement(1)

    cell, fact, text = json_at(client, "statements/ps/s1/")["proofs"]
    support = {"key": "framework-1/feature-1", "level": "builtin", "url": f"{API}/support/framework-1/feature-1/"}
    assert (cell["support"], cell["fact"], cell["source"]) == (support, None, None)
    assert fact["fact"]["value"] == "5.2.19"
    assert text["source"]["key"] == "docs"


def test_topic_has_its_questions_and_answers(client: Client) -> None:
    create_answered_topic(1)

    topic = json_at(client, "topics/topic-1/")
    answer = {"key": "topic-1/first/ps", "guide": PS, "text": "So.", "points": [], "locator": "§ 1", "position": 0}
    question = {"key": "topic-1/first", "text": "Why?", "note": "", "answers": [answer], "position": 0}
    assert topic["questions"][0] == question


def test_criterion_has_its_levels_from_the_lowest(client: Client) -> None:
    create_criterion()
    assert [level["name"] for level in json_at(client, "criteria/scalability/")["levels"]] == ["low", "medium", "high"]


def test_use_case_has_the_advice_of_each_guide(client: Client) -> None:
    create_use_case(1)

    advice = json_at(client, "use-cases/case-1/")["recommendations"]
    assert [row["guide"]["key"] for row in advice] == ["g1", "ps"]
    assert advice[1]["picks"][0] == {"framework": DJANGO, "role": "alternative"}
