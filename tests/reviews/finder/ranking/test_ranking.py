from fractions import Fraction

import pytest

from reviews.finder.ranking.ranking import Ranking
from reviews.finder.scoring.board import UNKNOWN, Score
from tests.reviews.finder.problems import ranked

HALF = Score.exactly(Fraction(1, 2))
FULL = Score.exactly(Fraction(1))
NIL = Score.exactly(Fraction(0))


def order(ranking: Ranking) -> list[str]:
    return [place.framework for place in ranking.places]


def test_a_total_is_the_weighted_mean_of_the_scores_out_of_100() -> None:
    ranking = ranked({"django": {"admin": FULL, "learn": HALF}}, {"admin": 3, "learn": 1})

    assert ranking.places[0].low == Fraction(175, 2)


def test_a_missing_score_is_an_interval_and_never_zero() -> None:
    ranking = ranked({"flask": {"admin": HALF}}, {"admin": 2, "learn": 2})

    assert (ranking.places[0].low, ranking.places[0].high) == (Fraction(25), Fraction(75))


def test_frameworks_are_ordered_by_what_is_confirmed_of_them() -> None:
    scores = {"wide": {"a": FULL, "b": UNKNOWN}, "narrow": {"a": HALF, "b": FULL}, "known": {"a": FULL, "b": FULL}}

    assert order(ranked(scores, {"a": 1, "b": 1})) == ["known", "narrow", "wide"]


def test_ties_share_a_rank_and_the_next_rank_is_left_out() -> None:
    scores = {"a": {"x": FULL}, "b": {"x": FULL}, "c": {"x": HALF}}
    ranking = ranked(scores, {"x": 1})

    assert [place.rank for place in ranking.places] == [1, 1, 3]
    assert ranking.tied_first


def test_a_tie_is_found_exactly_where_floats_would_miss_it() -> None:
    tenth = Score.exactly(Fraction(1, 10))
    three_tenths = Score.exactly(Fraction(3, 10))
    scores = {"a": {"x": tenth, "y": tenth, "z": tenth}, "b": {"x": three_tenths, "y": NIL, "z": NIL}}

    assert ranked(scores, {"x": 1, "y": 1, "z": 1}).tied_first


def test_the_leader_is_certain_when_its_low_end_beats_every_high_end() -> None:
    scores = {"a": {"x": FULL, "y": FULL}, "b": {"x": HALF, "y": UNKNOWN}}

    assert ranked(scores, {"x": 2, "y": 1}).certain


def test_a_framework_that_stands_apart_can_keep_the_leader_from_being_certain() -> None:
    scores = {"a": {"x": HALF}, "b": {}}
    ranking = ranked(scores, {"x": 1})

    assert [place.framework for place in ranking.apart] == ["b"]
    assert not ranking.certain


def test_a_tied_leader_is_not_certain() -> None:
    assert not ranked({"a": {"x": FULL}, "b": {"x": FULL}}, {"x": 1}).certain


def test_evidence_on_half_of_the_weight_is_enough_to_be_ranked() -> None:
    ranking = ranked({"half": {"x": FULL}, "less": {"y": FULL}}, {"x": 2, "y": 1, "z": 1})

    assert order(ranking) == ["half"]
    assert [place.framework for place in ranking.apart] == ["less"]


def test_a_framework_that_stands_apart_names_what_is_missing() -> None:
    apart = ranked({"a": {"x": FULL}}, {"x": 1, "y": 2, "z": 0}).apart[0]

    assert apart.missing == ("y",)
    assert apart.known_share == Fraction(1, 3)


def test_a_score_known_in_part_counts_in_part_as_evidence() -> None:
    partly = Score(Fraction(1, 4), Fraction(3, 4))

    assert ranked({"a": {"x": partly}}, {"x": 1}).places[0].known_share == Fraction(1, 2)


def test_contributions_say_what_full_marks_would_add() -> None:
    contribution = ranked({"a": {"x": HALF, "y": FULL}}, {"x": 3, "y": 1}).places[0].contributions[0]

    assert (contribution.low, contribution.most) == (Fraction(75, 2), Fraction(75))


def test_ignored_factors_contribute_nothing_and_are_not_listed() -> None:
    place = ranked({"a": {"x": HALF, "y": FULL}}, {"x": 1, "y": 0}).places[0]

    assert [contribution.factor for contribution in place.contributions] == ["x"]


def test_nothing_is_ranked_when_everything_is_ignored() -> None:
    ranking = ranked({"a": {"x": HALF}}, {"x": 0})

    assert (len(ranking.places), len(ranking.apart)) == (0, 0)


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        ranked({"a": {"x": HALF}}, {"x": -1})
