"""What must hold for the finder's sensitivity whatever the scores and weights; no database."""

from fractions import Fraction
from itertools import product, takewhile

from hypothesis import given
from hypothesis import strategies as st

from reviews.finder.ranking.sensitivity import STEPS, Flip, drawn_ranks, flips
from reviews.finder.scoring.board import Board, Score
from tests.reviews.finder.problems import FACTORS, KNOWN_MARKS, MARKS, UNHURRIED, WEIGHTS, first, ranked

Problem = dict[str, dict[str, Score]]
Whole = dict[str, int]
MOMENT = Fraction(1, 10**9)


def flips_of(scores: Problem, weights: Whole) -> list[Flip]:
    return flips(Board.of(scores, FACTORS), weights)


def leaders(scores: Problem, weights: Whole, factor: str, weight: Fraction | int) -> set[str]:
    return first(ranked(scores, {**weights, factor: weight}))


@UNHURRIED
@given(MARKS, WEIGHTS)
def test_the_reported_step_flips_first_place_and_no_nearer_one_does(scores: Problem, weights: Whole) -> None:
    now = first(ranked(scores, weights))
    for flip in flips_of(scores, weights):
        nearer = [step for step in STEPS if abs(step - flip.weight) < abs(flip.to - flip.weight)]

        assert set(flip.leaders) == leaders(scores, weights, flip.factor, flip.to) != now
        assert all(leaders(scores, weights, flip.factor, step) in (now, set()) for step in nearer)


@UNHURRIED
@given(MARKS, WEIGHTS)
def test_the_threshold_flips_and_just_before_it_does_not(scores: Problem, weights: Whole) -> None:
    for flip in flips_of(scores, weights):
        step = 1 if flip.to > flip.weight else -1
        begin = leaders(scores, weights, flip.factor, flip.to - step)
        before, after = (flip.threshold + moment for moment in (-step * MOMENT, step * MOMENT))

        assert step * flip.threshold >= step * (flip.to - step)
        assert flip.threshold == flip.to - step or leaders(scores, weights, flip.factor, before) == begin
        assert begin != leaders(scores, weights, flip.factor, flip.threshold) or (
            flip.threshold == flip.to or leaders(scores, weights, flip.factor, after) != begin
        )


@UNHURRIED
@given(MARKS, WEIGHTS)
def test_a_factor_without_a_flip_has_no_step_that_gives_another_first_place(scores: Problem, weights: Whole) -> None:
    now = first(ranked(scores, weights))
    flipping = {flip.factor for flip in flips_of(scores, weights)}

    for factor in set(FACTORS) - flipping if now else ():
        for steps in (range(weights[factor] + 1, 4), range(weights[factor] - 1, -1, -1)):
            first_places = takewhile(bool, (leaders(scores, weights, factor, step) for step in steps))
            assert all(leading == now for leading in first_places)


@UNHURRIED
@given(MARKS, WEIGHTS)
def test_the_total_told_is_that_of_the_new_ranking(scores: Problem, weights: Whole) -> None:
    for flip in flips_of(scores, weights):
        ranking = ranked(scores, {**weights, flip.factor: flip.to})

        assert {place.low for place in ranking.first} == {flip.total}


@UNHURRIED
@given(KNOWN_MARKS, st.fixed_dictionaries(dict.fromkeys(FACTORS[:3], st.integers(1, 3))))
def test_the_draws_reach_every_rank_that_three_weights_can_give(scores: Problem, weights: Whole) -> None:
    around = [range(max(1, weight - 1), min(3, weight + 1) + 1) for weight in weights.values()]
    ranks: dict[str, set[int]] = {name: set() for name in scores}
    for drawn in product(*around):
        for place in ranked(scores, dict(zip(weights, drawn, strict=True))).places:
            ranks[place.framework].add(place.rank)

    ranges = drawn_ranks(Board.of(scores, weights), weights, ranked(scores, weights)).ranges
    assert ranges == {name: (min(every), max(every)) for name, every in ranks.items()}
