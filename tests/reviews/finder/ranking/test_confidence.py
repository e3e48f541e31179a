"""How firm first place is: the lead, against the unknown and against other weights."""

from fractions import Fraction

import pytest

from reviews.finder.ranking.confidence import Word, confidence
from reviews.finder.scoring.board import Score
from tests.reviews.finder.problems import ranked


def exactly(share: Fraction) -> Score:
    return Score.exactly(share)


def word(first: Score, second: Score, steadiness: Fraction = Fraction(1)) -> Word:
    return confidence(ranked({"a": {"x": first}, "b": {"x": second}}, {"x": 1}), steadiness).word


def test_a_lead_out_of_reach_at_nearly_every_weighting_is_clear() -> None:
    assert word(exactly(Fraction(9, 10)), exactly(Fraction(1, 2)), Fraction(19, 20)) == Word.CLEAR


def test_a_lead_that_the_unknown_could_undo_is_likely() -> None:
    assert word(exactly(Fraction(9, 10)), Score(Fraction(3, 5), Fraction(1))) == Word.LIKELY


@pytest.mark.parametrize(
    ("steadiness", "expected"),
    [(Fraction(19, 20), Word.CLEAR), (Fraction(94, 100), Word.LIKELY), (Fraction(79, 100), Word.CLOSE)],
)
def test_a_lead_that_other_weights_undo_is_less_firm(steadiness: Fraction, expected: Word) -> None:
    assert word(exactly(Fraction(1)), exactly(Fraction(0)), steadiness) == expected


@pytest.mark.parametrize(("behind", "expected"), [(Fraction(95, 100), Word.CLEAR), (Fraction(96, 100), Word.CLOSE)])
def test_a_lead_of_less_than_five_points_is_close(behind: Fraction, expected: Word) -> None:
    assert word(exactly(Fraction(1)), exactly(behind)) == expected


def test_a_tie_is_close() -> None:
    assert word(exactly(Fraction(1)), exactly(Fraction(1))) == Word.CLOSE


def test_who_is_ranked_alone_is_clear() -> None:
    alone = confidence(ranked({"a": {"x": exactly(Fraction(1))}}, {"x": 1}), Fraction(1))

    assert (alone.word, alone.lead) == (Word.CLEAR, None)
