"""What must hold for the finder whatever the marks and weights; no database."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from reviews.finder.ranking import Weights
from reviews.finder.scoring.board import Mark
from tests.reviews.finder.problems import (
    EXACT,
    FACTORS,
    KNOWN_MARKS,
    MARKS,
    UNHURRIED,
    WEIGHTS,
    first,
    ranked,
    standing,
)

Problem = dict[str, dict[str, Mark]]


def raised(weights: Weights, driver: str) -> Weights:
    return {**weights, driver: weights[driver] + 1}


@UNHURRIED
@given(MARKS, WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_frameworks_and_drivers_never_matters(marks: Problem, weights: Weights, order: Random) -> None:
    names, drivers = list(marks), list(weights)
    order.shuffle(names)
    order.shuffle(drivers)
    shuffled = ranked({name: marks[name] for name in names}, {driver: weights[driver] for driver in drivers})

    assert standing(shuffled) == standing(ranked(marks, weights))


@UNHURRIED
@given(MARKS, WEIGHTS)
def test_contributions_add_up_to_the_total(marks: Problem, weights: Weights) -> None:
    ranking = ranked(marks, weights)
    for place in (*ranking.places, *ranking.apart):
        parts = place.contributions

        assert [sum(part.low for part in parts), sum(part.high for part in parts)] == [place.low, place.high]
        assert sum(part.most for part in parts) == 100


@UNHURRIED
@given(MARKS, WEIGHTS, st.data())
def test_an_interval_contains_every_completion(marks: Problem, weights: Weights, data: st.DataObject) -> None:
    share = {name: {driver: data.draw(EXACT) for driver in FACTORS} for name in marks}
    completed = {
        name: {
            driver: Mark.exactly(mark.low + (mark.high - mark.low) * share[name][driver])
            for driver, mark in row.items()
        }
        for name, row in marks.items()
    }
    totals = {place.framework: place.midpoint for place in ranked(completed, weights).places}

    ranking = ranked(marks, weights)
    assert all(place.low <= totals[place.framework] <= place.high for place in (*ranking.places, *ranking.apart))


@UNHURRIED
@given(MARKS, WEIGHTS)
def test_a_certain_leader_leads_even_when_all_that_is_missing_speaks_for_the_others(
    marks: Problem, weights: Weights
) -> None:
    ranking = ranked(marks, weights)
    if ranking.certain:
        leader = ranking.places[0].framework
        worst = {
            name: {driver: Mark.exactly(mark.low if name == leader else mark.high) for driver, mark in row.items()}
            for name, row in marks.items()
        }

        assert first(ranked(worst, weights)) == {leader}


@UNHURRIED
@given(KNOWN_MARKS, WEIGHTS, st.sampled_from(FACTORS))
def test_raising_a_weight_never_lowers_the_rank_of_who_is_best_on_it(
    marks: Problem, weights: Weights, driver: str
) -> None:
    best = max(row[driver].low for row in marks.values())
    before = {place.framework: place.rank for place in ranked(marks, weights).places}

    for place in ranked(marks, raised(weights, driver)).places:
        assert marks[place.framework][driver].low < best or place.rank <= before[place.framework]


@UNHURRIED
@given(MARKS, WEIGHTS, st.sampled_from(FACTORS))
def test_raising_a_weight_lets_nobody_pass_who_is_known_to_be_best_on_it(
    marks: Problem, weights: Weights, driver: str
) -> None:
    before = {place.framework: place.rank for place in ranked(marks, weights).places}
    after = {place.framework: place.rank for place in ranked(marks, raised(weights, driver)).places}
    both = before.keys() & after.keys()
    best = max(row[driver].high for row in marks.values())

    for name in both:
        if marks[name][driver].low == best:
            behind = [other for other in both if before[other] > before[name]]
            assert all(after[other] >= after[name] for other in behind)


@UNHURRIED
@given(MARKS, WEIGHTS, st.integers(2, 5))
def test_only_the_proportion_of_weights_counts(marks: Problem, weights: Weights, factor: int) -> None:
    larger = {driver: weight * factor for driver, weight in weights.items()}

    assert standing(ranked(marks, larger)) == standing(ranked(marks, weights))


@UNHURRIED
@given(MARKS, WEIGHTS)
def test_a_framework_stands_apart_exactly_when_less_than_half_of_the_weight_is_known(
    marks: Problem, weights: Weights
) -> None:
    ranking = ranked(marks, weights)

    assert all(place.known_share * 2 >= 1 for place in ranking.places)
    assert all(place.known_share * 2 < 1 for place in ranking.apart)
