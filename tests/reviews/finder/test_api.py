"""The finder in the API: what its page reckons, as JSON."""

from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reviews.finder.questions.questions import BUILD
from reviews.finder.scoring.factors import BY_KEY
from tests.factories import (
    create_framework,
    create_rating,
    create_recommendation,
    create_support,
    create_use_case,
)

pytestmark = pytest.mark.django_db

ROOT = "http://127.0.0.1:8000"
MOST_READS = 14
ADMIN_ALONE = ",".join(f"{key}.0" for key in BUILD.choices[0].weights if key != "admin")


def find(client: Client, query: str) -> Any:
    response = client.get(f"/api/v1/finder/{query}")
    assert response.status_code == 200
    return response.json()


def link(slug: str) -> dict[str, str]:
    return {"slug": slug, "name": slug.title(), "url": f"{ROOT}/api/v1/frameworks/{slug}/"}


def create_two() -> None:
    create_support(framework="django", feature="admin-ui")
    create_support(framework="flask", feature="admin-ui", level="third-party", package="pack")


def test_a_place_has_its_total_and_what_it_is_made_of(client: Client) -> None:
    create_two()

    assert find(client, "?w=admin.3")["ranking"][1] == {
        "framework": link("flask"),
        "rank": 2,
        "low": 40.0,
        "low_exact": "40",
        "high": 40.0,
        "high_exact": "40",
        "middle": 40.0,
        "known_share": 1.0,
        "ranks": {"best": 2, "worst": 2},
        "contributions": [
            {
                "driver": "admin",
                "low": 40.0,
                "low_exact": "40",
                "high": 40.0,
                "high_exact": "40",
                "most": 100.0,
                "basis": "",
                "evidence": f"{ROOT}/evidence/flask/admin-ui/",
                "claims": [
                    {
                        "key": "flask/admin-ui",
                        "says": "Flask, Admin Ui: third-party, pack",
                        "source": "Documentation docs",
                        "place": "",
                        "day": "2026-11-01",
                        "address": "https://example.com/",
                        "evidence": f"{ROOT}/evidence/flask/admin-ui/",
                    }
                ],
            }
        ],
    }


def test_points_are_rounded_as_on_the_page_and_told_exactly(client: Client) -> None:
    create_two()
    create_rating(framework="flask", criterion="learning-curve", level="high")
    create_rating(framework="django", criterion="learning-curve", level="low")

    place = find(client, "?w=admin.1,learn.2")["ranking"][0]
    assert (place["low"], place["low_exact"]) == (80.0, "80")
    exact = [Fraction(part["low_exact"]) for part in place["contributions"]]
    assert [part["low"] for part in place["contributions"]] == [13.0, 67.0]
    assert exact == [Fraction(40, 3), Fraction(200, 3)]


def test_it_names_the_versions_it_rests_on_and_its_page(client: Client) -> None:
    create_two()

    answer = find(client, "?need=admin&w=learn.1")

    assert answer["finder_version"] == 2
    assert answer["data_version"] > 0
    assert answer["page"] == f"{ROOT}/finder/?v=2&need=admin&w=learn.1"


def test_its_order_is_that_of_the_page(client: Client) -> None:
    create_two()
    create_rating(framework="flask", criterion="learning-curve", level="high")
    create_rating(framework="django", criterion="learning-curve", level="low")

    places = find(client, "?w=admin.1,learn.3")["ranking"]
    page = client.get("/finder/?v=2&w=admin.1,learn.3").text.partition('id="ranking"')[2]

    assert [place["framework"]["slug"] for place in places] == ["flask", "django"]
    assert page.index('href="/frameworks/flask/"') < page.index('href="/frameworks/django/"')


def test_it_says_how_firm_first_place_is(client: Client) -> None:
    create_two()

    assert find(client, "?w=admin.3")["confidence"] == {
        "word": "clear",
        "lead": 60.0,
        "lead_exact": "60",
        "first_in_draws": 400,
        "words": "Nothing unknown could bring another level, and it is first in 400 of 400 plausible weightings.",
    }


def test_a_weight_has_its_preset_beside_it(client: Client) -> None:
    create_two()

    weights = find(client, "?build=api&w=admin.2")["weights"]

    admin = {"driver": "admin", "name": "Admin back office", "basis": "feature matrix", "weight": 2, "preset": 0}
    assert weights[0] == admin


def test_a_change_says_who_would_lead(client: Client) -> None:
    create_two()
    create_rating(framework="flask", criterion="learning-curve", level="high")
    create_rating(framework="django", criterion="learning-curve", level="low")

    (change,) = (change for change in find(client, "?w=admin.2,learn.1")["changes"] if change["driver"] == "learn")

    assert (change["weight"], change["to"], change["leaders"], change["total"]) == (1, 2, [link("flask")], 70.0)
    assert change["page"] == f"{ROOT}/finder/?v=2&w=admin.2,learn.2"


def test_what_rules_out_has_its_evidence(client: Client) -> None:
    create_support(framework="flask", feature="admin-ui", level="no")
    create_support(framework="django", feature="admin-ui")

    assert find(client, "?need=admin")["ruled_out"] == [
        {
            "framework": link("flask"),
            "need": "admin",
            "feature": "admin-ui",
            "level": "no",
            "evidence": f"{ROOT}/evidence/flask/admin-ui/",
        }
    ]


def test_demands_that_leave_nothing_are_named(client: Client) -> None:
    create_support(framework="django", feature="admin-ui", level="no")

    answer = find(client, "?need=admin")

    assert (answer["state"], answer["clash"]) == ("clash", ["admin"])


def test_without_answers_nothing_is_ranked(client: Client) -> None:
    create_framework(key="django")

    answer = find(client, "")

    assert (answer["state"], answer["ranking"]) == ("start", [])


def test_it_has_what_the_guides_recommend_for_such_a_project(client: Client) -> None:
    create_two()
    create_use_case(key="admin-and-content", name="Back office")
    create_recommendation(use_case="admin-and-content", picks={"django": "recommended"})

    assert find(client, f"?build=site&need=admin&w={ADMIN_ALONE}")["advice"] == {
        "use_cases": [{"key": "admin-and-content", "name": "Back office"}],
        "agreement": "Named by most guides, 1 guide: Django. That agrees with the ranking.",
        "recommended": [
            {
                "framework": link("django"),
                "rank": 1,
                "guides": [
                    {
                        "code": "PS",
                        "name": "Guide PS",
                        "published": "2025-11-13",
                        "evidence": f"{ROOT}/evidence/ps/01/",
                        "situation": "A small service",
                        "use_case": "admin-and-content",
                    }
                ],
            }
        ],
    }


def test_without_a_ranking_no_advice_is_said_to_agree_with_it(client: Client) -> None:
    create_framework(key="django")
    create_use_case(key="admin-and-content")
    create_recommendation(use_case="admin-and-content", picks={"django": "recommended"})

    advice = find(client, "?build=site&need=admin")["advice"]

    assert (advice["agreement"], advice["recommended"][0]["rank"]) == ("", None)


def test_all_weights_together_are_as_long_as_the_document_allows(client: Client) -> None:
    create_two()
    every = ",".join(f"{factor}.3" for factor in BY_KEY)
    document = client.get("/api/schema/").json()
    (w,) = (p for p in document["paths"]["/api/v1/finder/"]["get"]["parameters"] if p["name"] == "w")

    assert len(every) <= w["schema"]["maxLength"]
    assert find(client, f"?w={every}")["state"] == "unranked"


@pytest.mark.parametrize(
    ("query", "parameter", "message"),
    [
        ("?colour=red", "colour", "allowed are v, build, need"),
        ("?w-admin=2", "w-admin", "allowed are v, build, need"),
        ("?build=rocket", "build", "allowed are site, api, service, realtime"),
        ("?w=admin.7", "w", "allowed are 0, 1, 2, 3"),
        ("?v=1", "v", "there is no version 1 here; allowed is 2"),
    ],
)
def test_a_query_it_cannot_take_is_refused(client: Client, query: str, parameter: str, message: str) -> None:
    response = client.get(f"/api/v1/finder/{query}")

    (problem,) = response.json()["error"]["details"]
    assert (response.status_code, problem["parameter"]) == (400, parameter)
    assert message in problem["message"]


@pytest.mark.parametrize("size", [1, 5])
def test_query_count_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    create_use_case(key="admin-and-content")
    for number in range(size):
        create_support(framework=f"framework-{number}", feature="admin-ui")
        create_recommendation(
            name=f"0{number}", use_case="admin-and-content", picks={f"framework-{number}": "recommended"}
        )

    with django_assert_max_num_queries(MOST_READS):
        find(client, "?build=site&need=admin")
