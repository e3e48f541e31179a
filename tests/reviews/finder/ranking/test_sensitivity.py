from fractions import Fraction

from reviews.finder.ranking.sensitivity import DRAWS, Flip, Range, challengers, drawn_ranks, draws, flips
from reviews.finder.scoring.board import UNKNOWN, Board, Score, Scores
from tests.reviews.finder.problems import ranked

FULL = Score.exactly(Fraction(1))
HALF = Score.exactly(Fraction(1, 2))
NIL = Score.exactly(Fraction(0))

RIVALS = {"django": {"admin": FULL, "speed": NIL}, "sanic": {"admin": NIL, "speed": FULL}}


def flips_of(scores: Scores, weights: dict[str, int]) -> list[Flip]:
    return flips(Board.of(scores, weights), weights)


def ranges(scores: Scores, weights: dict[str, int]) -> dict[str, Range]:
    return drawn_ranks(Board.of(scores, weights), weights, ranked(scores, weights)).ranges


def test_a_flip_names_the_nearest_step_the_new_leader_and_its_total() -> None:
    flip = flips_of(RIVALS, {"admin": 2, "speed": 1})[1]

    assert (flip.factor, flip.weight, flip.to, flip.leaders) == ("speed", 1, 2, ("django", "sanic"))
    assert flip.total == 50


def test_the_threshold_is_the_exact_weight_at_which_the_lead_ends() -> None:
    scores = {"a": {"x": FULL, "y": NIL}, "b": {"x": HALF, "y": Score.exactly(Fraction(3, 10))}}

    assert flips_of(scores, {"x": 1, "y": 1})[1].threshold == Fraction(5, 3)


def test_a_weight_without_effect_has_no_flip() -> None:
    scores = {"a": {"x": FULL, "y": FULL}, "b": {"x": NIL, "y": HALF}}

    assert flips_of(scores, {"x": 2, "y": 1}) == []


def test_an_ignored_factor_can_flip_first_place_too() -> None:
    assert flips_of(RIVALS, {"admin": 1, "speed": 0})[0].factor == "speed"


def test_a_weight_is_not_lowered_until_nothing_is_weighed() -> None:
    assert flips_of({"a": {"x": FULL}, "b": {"x": NIL}}, {"x": 1}) == []


def test_nothing_flips_where_nothing_is_ranked() -> None:
    assert flips_of(RIVALS, {"admin": 0, "speed": 0}) == []


def test_a_leader_about_whom_too_little_would_be_known_loses_first_place() -> None:
    scores = {"a": {"x": FULL, "y": UNKNOWN}, "b": {"x": HALF, "y": NIL}}
    flip = flips_of(scores, {"x": 2, "y": 1})[1]

    assert (flip.to, flip.leaders) == (3, ("b",))
    assert flip.threshold == 2


def test_a_tie_for_first_place_breaks_at_once() -> None:
    flip = flips_of(RIVALS, {"admin": 1, "speed": 1})[0]

    assert flip.leaders == ("django",)
    assert flip.threshold == 1


def test_those_whose_upper_total_beats_the_leader_are_named_with_those_who_stand_apart() -> None:
    nearly = Score.exactly(Fraction(9, 10))
    scores = {"lead": {"x": FULL, "y": HALF}, "open": {"x": nearly}, "beaten": {"x": HALF}, "apart": {}}
    names = [place.framework for place in challengers(ranked(scores, {"x": 3, "y": 1}))]

    assert names == ["apart", "open"]


def test_ranks_range_over_weights_a_step_to_either_side() -> None:
    assert ranges(RIVALS, {"admin": 2, "speed": 1}) == {"django": Range(1, 2), "sanic": Range(1, 2)}


def test_a_framework_better_on_everything_keeps_its_rank() -> None:
    scores = {"a": {"x": FULL, "y": FULL}, "b": {"x": NIL, "y": HALF}}

    assert ranges(scores, {"x": 2, "y": 1}) == {"a": Range(1, 1), "b": Range(2, 2)}


def test_frameworks_alike_share_their_ranks() -> None:
    scores = {"a": {"x": HALF}, "b": {"x": HALF}, "c": {"x": NIL}}

    assert ranges(scores, {"x": 1}) == {"a": Range(1, 1), "b": Range(1, 1), "c": Range(3, 3)}


def test_the_draws_are_as_many_as_stated_and_the_same_every_time() -> None:
    first = draws(5)
    draws.cache_clear()

    assert len(first) == DRAWS
    assert draws(5) == first
