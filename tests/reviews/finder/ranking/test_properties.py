"""What must hold for the finder whatever the scores and weights; no database."""

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from reviews.finder.ranking.confidence import LEAD, Word, confidence
from reviews.finder.ranking.ranking import Weights
from reviews.finder.ranking.sensitivity import challengers, drawn_ranks
from reviews.finder.scoring.board import Board, Score
from tests.reviews.finder.problems import (
    EXACT,
    FACTORS,
    KNOWN_MARKS,
    MARKS,
    NAMES,
    UNHURRIED,
    WEIGHTS,
    first,
    ranked,
    standing,
)

Problem = dict[str, dict[str, Score]]


def raised(weights: Weights, factor: str) -> Weights:
    return {**weights, factor: weights[factor] + 1}


@UNHURRIED
@given(MARKS, WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_frameworks_and_factors_never_matters(scores: Problem, weights: Weights, order: Random) -> None:
    names, factors = list(scores), list(weights)
    order.shuffle(names)
    order.shuffle(factors)
    shuffled = ranked({name: scores[name] for name in names}, {factor: weights[factor] for factor in factors})

    assert standing(shuffled) == standing(ranked(scores, weights))


@UNHURRIED
@given(MARKS, WEIGHTS)
def test_contributions_add_up_to_the_total(scores: Problem, weights: Weights) -> None:
    ranking = ranked(scores, weights)
    for place in (*ranking.places, *ranking.apart):
        parts = place.contributions

        assert [sum(part.low for part in parts), sum(part.high for part in parts)] == [place.low, place.high]
        assert sum(part.most for part in parts) == 100


@UNHURRIED
@given(MARKS, WEIGHTS, st.data())
def test_an_interval_contains_every_completion(scores: Problem, weights: Weights, data: st.DataObject) -> None:
    share = {name: {factor: data.draw(EXACT) for factor in FACTORS} for name in scores}
    completed = {
        name: {
            factor: Score.exactly(score.low + (score.high - score.low) * share[name][factor])
            for factor, score in row.items()
        }
        for name, row in scores.items()
    }
    totals = {place.framework: place.low for place in ranked(completed, weights).places}

    ranking = ranked(scores, weights)
    assert all(place.low <= totals[place.framework] <= place.high for place in (*ranking.places, *ranking.apart))


@UNHURRIED
@given(MARKS, WEIGHTS)
def test_a_certain_leader_leads_even_when_all_that_is_missing_speaks_for_the_others(
    scores: Problem, weights: Weights
) -> None:
    ranking = ranked(scores, weights)
    if ranking.certain:
        leader = ranking.places[0].framework
        worst = {
            name: {factor: Score.exactly(score.low if name == leader else score.high) for factor, score in row.items()}
            for name, row in scores.items()
        }

        assert first(ranked(worst, weights)) == {leader}


@UNHURRIED
@given(MARKS, WEIGHTS, st.data())
def test_whoever_the_unknown_brings_past_the_leader_was_named(
    scores: Problem, weights: Weights, data: st.DataObject
) -> None:
    ranking = ranked(scores, weights)
    named = {place.framework for place in challengers(ranking)} | first(ranking)
    known = {name: {factor: completion(data, score) for factor, score in row.items()} for name, row in scores.items()}
    totals = {place.framework: place.low for place in ranked(known, weights).places}

    for leader in first(ranking):
        assert {name for name, total in totals.items() if total > totals[leader]} <= named


def completion(data: st.DataObject, score: Score) -> Score:
    return Score.exactly(score.low + (score.high - score.low) * data.draw(EXACT))


@UNHURRIED
@given(MARKS, WEIGHTS, NAMES, st.sampled_from(FACTORS))
def test_what_is_less_known_never_gains_a_rank(scores: Problem, weights: Weights, name: str, factor: str) -> None:
    if name in scores:
        wider = {**scores, name: {**scores[name], factor: Score(scores[name][factor].low, Fraction(1))}}
        before, after = (
            {place.framework: place.rank for place in ranked(problem, weights).places} for problem in (scores, wider)
        )

        assert all(after[other] <= before[other] for other in after if other != name)
        assert name not in after or after[name] == before[name]


@UNHURRIED
@given(MARKS, WEIGHTS)
def test_first_place_is_called_clear_only_where_nothing_unknown_undoes_it(
    scores: Problem, weights: dict[str, int]
) -> None:
    ranking = ranked(scores, weights)
    found = confidence(ranking, drawn_ranks(Board.of(scores, weights), weights, ranking).steadiness)

    if ranking.places and found.word == Word.CLEAR:
        assert ranking.certain
        assert not challengers(ranking)
        assert found.lead is None or found.lead >= LEAD


@UNHURRIED
@given(KNOWN_MARKS, WEIGHTS, st.sampled_from(FACTORS))
def test_raising_a_weight_never_lowers_the_rank_of_who_is_best_on_it(
    scores: Problem, weights: Weights, factor: str
) -> None:
    best = max(row[factor].low for row in scores.values())
    before = {place.framework: place.rank for place in ranked(scores, weights).places}

    for place in ranked(scores, raised(weights, factor)).places:
        assert scores[place.framework][factor].low < best or place.rank <= before[place.framework]


@UNHURRIED
@given(MARKS, WEIGHTS, st.sampled_from(FACTORS))
def test_raising_a_weight_lets_nobody_pass_who_is_known_to_be_best_on_it(
    scores: Problem, weights: Weights, factor: str
) -> None:
    before = {place.framework: place.rank for place in ranked(scores, weights).places}
    after = {place.framework: place.rank for place in ranked(scores, raised(weights, factor)).places}
    both = before.keys() & after.keys()
    best = max(row[factor].high for row in scores.values())

    for name in both:
        if scores[name][factor].low == best:
            behind = [other for other in both if before[other] > before[name]]
            assert all(after[other] >= after[name] for other in behind)


@UNHURRIED
@given(MARKS, WEIGHTS, st.integers(2, 5))
def test_only_the_proportion_of_weights_counts(scores: Problem, weights: Weights, times: int) -> None:
    larger = {factor: weight * times for factor, weight in weights.items()}

    assert standing(ranked(scores, larger)) == standing(ranked(scores, weights))


@UNHURRIED
@given(MARKS, WEIGHTS)
def test_a_framework_stands_apart_exactly_when_less_than_half_of_the_weight_is_known(
    scores: Problem, weights: Weights
) -> None:
    ranking = ranked(scores, weights)

    assert all(place.known_share * 2 >= 1 for place in ranking.places)
    assert all(place.known_share * 2 < 1 for place in ranking.apart)
