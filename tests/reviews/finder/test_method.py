"""The page on method says of the finder what the finder counts with."""

from fractions import Fraction

import pytest
from django.test import Client

from reviews.finder.method import FinderMethod, fraction_text
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.scoring.factors import FACTORS, NOT_WEIGHED, SUPPORT_SCORES
from tests.factories import create_feature, create_recommendation, create_support, create_use_case

METHOD = FinderMethod({"orm": "Object-relational mapper"}, {"performance": "Performance"})


def test_every_factor_says_what_it_is_read_from() -> None:
    evidence = {text.factor.key: text.evidence for text in METHOD.factors}

    assert list(evidence) == [factor.key for factor in FACTORS]
    assert evidence["speed"] == "the guides’ median on Performance"
    assert evidence["database"] == "the mean of the support for Object-relational mapper, migrations"


def test_every_level_of_support_has_its_mark() -> None:
    scores = dict(METHOD.support)

    assert len(scores) == len(SUPPORT_SCORES)
    assert (scores["Official extension"], scores["None found"]) == ("0.8", "0 to 0.4")


def test_every_fact_weighed_says_how_it_is_measured() -> None:
    steps = {measure.name: measure.steps for measure in METHOD.measures}
    share = next(text.evidence for text in METHOD.factors if text.factor.key == "pythons")

    assert steps["Small install"] == [("5 MB", "1"), ("20 MB", "2/3"), ("50 MB", "1/3")]
    assert list(steps) == ["Recently released", "Regular releases", "Small install"]
    assert share.endswith("the share is the mark")


def test_every_answer_says_what_it_presets() -> None:
    presets = {(preset.question, preset.answer): preset for preset in METHOD.presets}

    assert len(presets) == sum(len(question.choices) for question in QUESTIONS)
    assert presets["How big will it grow?", "It stays small"].wanted == "Fits the size: small"
    assert presets["What must come with it?", "Admin back office"].weights == [("Decisive", "Admin back office")]
    assert presets["What are you building?", "Real-time connections"].why.startswith("Many connections")


def test_every_criterion_left_out_has_its_reason() -> None:
    assert len(METHOD.left_out) == len(NOT_WEIGHED)


@pytest.mark.parametrize(("score", "text"), [("1", "1"), ("4/5", "0.8"), ("2/3", "2/3")])
def test_a_score_is_written_as_it_is(score: str, text: str) -> None:
    assert fraction_text(Fraction(score)) == text


@pytest.mark.django_db
def test_the_page_has_the_formula_and_the_names_of_features(client: Client) -> None:
    create_feature(key="admin-ui", name="Admin interface")

    page = client.get("/method/").text

    assert "100 · Σ(w·s) / Σw" in page
    assert "the support for Admin interface" in page


@pytest.mark.django_db
def test_the_page_says_how_often_guides_and_finder_agree_and_where_not(client: Client) -> None:
    create_support(framework="django", feature="orm")
    create_support(framework="django", feature="migrations")
    create_support(framework="flask", feature="orm", level="third-party", package="pack")
    create_support(framework="flask", feature="migrations", level="third-party", package="pack")
    pages, accounts = ("admin-ui", "templating", "forms", "static-files"), ("authentication", "permissions", "sessions")
    for feature in (*pages, *accounts, "csrf", "auto-escaping"):
        for framework in ("django", "flask"):
            create_support(framework=framework, feature=feature)
    create_use_case(key="large-platform", name="A shop")
    create_recommendation(use_case="large-platform", picks={"django": "recommended"})
    create_recommendation(name="02", use_case="large-platform", picks={"flask": "recommended"})

    page = client.get("/method/").text

    assert "2 such pieces of advice name a pick that is in first place in 1, and among the first three in 2." in page
    assert "1 × Flask, 2nd; it loses points on Django by database and migrations" in page
