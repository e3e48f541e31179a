"""The finder's tables against the catalogue's files: what they name is there, and nothing is left out unsaid."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from frameworks.models import FactName
from measurements.models import Measure
from reviews.finder.questions.choices import Choice, FinderQuestion, Weight, settle
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.scoring.costs import COSTS
from reviews.finder.scoring.factors import BY_KEY, FACTORS, FACTS, NOT_WEIGHED, OPINIONS, Factor
from reviews.finder.scoring.scales import MEASURES

CHOICES = {f"{question.key}={choice.key}": choice for question in QUESTIONS for choice in question.choices}


def document(section: str, key: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((Path(settings.CATALOGUE) / section / f"{key}.yaml").read_text("utf-8"))
    return content


def weighable() -> set[str]:
    """Return the published criteria for frameworks whose levels have an order."""
    keys = [path.stem for path in (Path(settings.CATALOGUE) / "criteria").glob("*.yaml")]
    criteria = {key: document("criteria", key) for key in keys}
    return {
        key
        for key, criterion in criteria.items()
        if criterion["scale"] == "ordered"
        and criterion.get("subject") != "resource"
        and criterion.get("status") != "draft"
    }


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.key)
def test_a_factor_rests_on_one_kind_of_evidence(factor: Factor) -> None:
    assert [
        bool(kind) for kind in (factor.features, factor.criteria, factor.fact, factor.measures, factor.adoption)
    ].count(True) == 1


def test_the_facts_weighed_are_facts_that_are_recorded_and_have_a_measure() -> None:
    assert {factor.fact for factor in FACTORS if factor.fact} == set(MEASURES) <= set(FactName)


def test_the_measures_weighed_have_steps() -> None:
    assert {measure for factor in FACTORS for measure in factor.measures} == set(COSTS) <= set(Measure)


def test_the_features_weighed_or_required_are_in_the_catalogue() -> None:
    weighed = {key for factor in FACTORS for key in factor.features}
    named = weighed.union(*(choice.features for choice in CHOICES.values()))

    assert [key for key in sorted(named) if not (Path(settings.CATALOGUE) / "features" / f"{key}.yaml").exists()] == []


def test_every_criterion_with_a_scale_in_order_is_weighed_or_has_a_reason_why_not() -> None:
    weighed = {key for factor in FACTORS for key in factor.criteria}

    assert weighed | set(NOT_WEIGHED) == weighable()
    assert not weighed & set(NOT_WEIGHED)


@pytest.mark.parametrize("factor", [factor for factor in FACTORS if factor.criteria], ids=lambda factor: factor.key)
def test_the_reader_is_asked_exactly_where_the_better_end_depends_on_them(factor: Factor) -> None:
    depends = [document("criteria", key).get("better", "context") == "context" for key in factor.criteria]

    assert all(dependent == bool(factor.sides) for dependent in depends)


@pytest.mark.parametrize("factor", [factor for factor in FACTORS if factor.sides], ids=lambda factor: factor.key)
def test_the_levels_that_suit_are_on_the_scale(factor: Factor) -> None:
    levels = set(document("criteria", factor.criteria[0])["levels"])

    assert all(set(side.suits) <= levels for side in factor.sides.values())


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
def test_an_answer_presets_factors_and_sides_that_exist(choice: Choice) -> None:
    assert set(choice.weights) <= set(BY_KEY)
    assert all(side in BY_KEY[factor].sides for factor, side in choice.sides.items())


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
def test_no_answer_gives_what_guides_think_more_than_minor(choice: Choice) -> None:
    assert all(choice.weights.get(factor.key, 0) <= Weight.MINOR for factor in OPINIONS)


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
def test_whatever_an_answer_presets_has_a_written_reason(choice: Choice) -> None:
    assert bool(choice.why) == bool(choice.weights)


def test_facts_come_before_opinions() -> None:
    assert [bool(factor.criteria) for factor in FACTORS] == [False] * len(FACTS) + [True] * len(OPINIONS)


@pytest.mark.parametrize(
    "choice", [choice for key, choice in CHOICES.items() if key != "need=lts"], ids=lambda c: c.key
)
def test_connections_outweigh_long_term_support_in_real_time_whatever_else_is_answered(choice: Choice) -> None:
    weights = settle([CHOICES["build=realtime"], choice]).weights

    assert min(weights["websockets"], weights["connections"]) > weights["lts"]
    assert weights["sockets"] >= weights["lts"]


@pytest.mark.parametrize("factor", [factor for factor in FACTORS if factor.sides], ids=lambda factor: factor.key)
def test_each_side_can_be_chosen_by_an_answer(factor: Factor) -> None:
    assert {choice.sides[factor.key] for choice in CHOICES.values() if factor.key in choice.sides} == set(factor.sides)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_the_answers_to_a_question_have_different_keys(question: FinderQuestion) -> None:
    assert len({choice.key for choice in question.choices}) == len(question.choices)


def test_the_highest_weight_of_several_answers_counts() -> None:
    assert settle([CHOICES["build=site"], CHOICES["need=lts"]]).weights["lts"] == Weight.DECISIVE


def test_a_factor_no_answer_names_is_ignored() -> None:
    assert settle([CHOICES["team=new"]]).weights["admin"] == Weight.IGNORE


def test_a_weight_set_by_hand_counts_whatever_the_answers_preset() -> None:
    assert settle([CHOICES["build=site"]], {"admin": 0}).weights["admin"] == Weight.IGNORE


def test_a_factor_whose_better_end_nobody_named_weighs_nothing() -> None:
    assert settle([CHOICES["build=site"]], {"freedom": 3}).weights["freedom"] == Weight.IGNORE


def test_the_later_of_two_answers_says_which_end_is_wanted() -> None:
    assert settle([CHOICES["build=service"], CHOICES["growth=large"]]).sides["size"] == "large"


def test_answers_that_require_features_are_the_needs() -> None:
    assert settle([CHOICES["build=site"], CHOICES["need=admin"]]).needs == (CHOICES["need=admin"],)
