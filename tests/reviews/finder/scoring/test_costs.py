from fractions import Fraction

import pytest

from measurements.models import Measure
from reviews.finder.scoring.board import Score
from reviews.finder.scoring.costs import COSTS, NOT_MEASURED, Cost, FigureLine, cost_score, costs_of
from reviews.finder.scoring.factors import Factor
from reviews.finder.scoring.scores import FactorEvidence

CPU = Measure.CPU_T01
COST = Factor("cost", "Cost", "How much?", measures=(CPU, Measure.CPU_T02))


def line(framework: str, value: int, *, measure: str = CPU, variant: str = "default", noise: int = 0) -> FigureLine:
    key = f"{framework}/{measure}/{variant}"
    return FigureLine(key, framework, measure, variant, value, value - noise, value + noise)


def mark(framework: str, *lines: FigureLine) -> Score:
    return cost_score(CPU, costs_of(lines).get(framework, {}).get(CPU))


@pytest.mark.parametrize(
    ("value", "worth"),
    [(100, Fraction(1)), (200, Fraction(1)), (201, Fraction(2, 3)), (500, Fraction(1, 3)), (501, Fraction(0))],
)
def test_a_cost_is_held_against_the_least_that_any_framework_needs(value: int, worth: Fraction) -> None:
    score = mark("slow", line("quick", 100), line("slow", value))

    assert (score.low, score.high) == (worth, worth)


def test_noise_that_crosses_a_step_leaves_the_mark_open_between_both_steps() -> None:
    score = mark("slow", line("quick", 100), line("slow", 200, noise=10))

    assert (score.low, score.high) == (Fraction(2, 3), Fraction(1))


def test_what_was_not_measured_is_unknown_and_never_rewarded() -> None:
    assert mark("other", line("quick", 100)) == NOT_MEASURED
    assert NOT_MEASURED.low == 0


def test_the_program_without_a_variant_counts_even_where_a_variant_needs_less() -> None:
    costs = costs_of([line("a", 300), line("a", 100, variant="prepared"), line("b", 100)])

    assert costs["a"][CPU].low == 3


def test_of_several_servers_the_one_that_needs_least_counts() -> None:
    costs = costs_of([line("a", 300, variant="granian"), line("a", 100, variant="uvicorn"), line("b", 100)])

    assert costs["a"][CPU] == Cost(Fraction(1), Fraction(1), f"a/{CPU}/uvicorn")


def test_a_cost_of_which_one_part_was_not_measured_is_open_for_that_part() -> None:
    evidence = FactorEvidence({}, {}, {}, {}, costs_of([line("a", 100)]))

    assert (evidence.score(COST, "a").low, evidence.score(COST, "a").high) == (Fraction(1, 2), Fraction(1))


@pytest.mark.parametrize("measure", COSTS)
def test_more_is_never_worth_more(measure: str) -> None:
    assert list(COSTS[measure]) == sorted(COSTS[measure])


def test_a_single_figure_leads_to_its_evidence_and_several_to_all_of_them() -> None:
    evidence = FactorEvidence(
        {}, {}, {}, {}, costs_of([line("a", 100), line("b", 100), line("b", 100, measure=Measure.CPU_T02)])
    )

    assert evidence.place(COST, "a") == f"/{CPU}/default"
    assert evidence.place(COST, "b") == "#measured"
