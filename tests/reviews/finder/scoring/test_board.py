"""Whole numbers must say what the fractions of the evidence say, whatever the evidence; no database."""

import datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from frameworks.models import FactName, SupportLevel
from reviews.finder.scoring.board import Board, Score
from reviews.finder.scoring.factors import BY_KEY, FACTORS
from reviews.finder.scoring.scales import Dated
from reviews.finder.scoring.scores import FactorEvidence, FrameworkName, FrameworkScores, Median
from reviews.guides.opinions.consensus import Scale
from tests.reviews.finder.problems import UNHURRIED

FRAMEWORKS = ("django", "flask", "sanic")
FEATURES = sorted({feature for factor in FACTORS for feature in factor.features})
CRITERIA = sorted({criterion for factor in FACTORS for criterion in factor.criteria})
READ_ON = datetime.date(2026, 11, 1)
VALUES = {
    FactName.RELEASED: st.dates(datetime.date(2023, 1, 1), READ_ON).map(str),
    FactName.CADENCE: st.integers(1, 400).map("{} days (median)".format),
    FactName.INSTALLED_SIZE: st.integers(1, 90).map("{} MB".format),
    FactName.SUPPORTED_PYTHONS: st.tuples(st.integers(0, 4), st.integers(5, 7)).map("{0[0]} of {0[1]}".format),
}
SIDES = [{"size": size, "freedom": freedom} for size in BY_KEY["size"].sides for freedom in BY_KEY["freedom"].sides]


def scale(criterion: str, steps: int) -> Scale:
    keys = [f"{criterion}/{step}" for step in range(steps)]
    return Scale(dict.fromkeys(keys, ""), {key: place for place, key in enumerate(keys)}, ordered=True)


@st.composite
def evidence(draw: st.DrawFn) -> FactorEvidence:
    scales = {criterion: scale(criterion, draw(st.integers(2, 7))) for criterion in CRITERIA}
    levels = st.dictionaries(st.sampled_from(FEATURES), st.sampled_from(SupportLevel.values))
    facts = st.fixed_dictionaries({}, optional={name: VALUES[name] for name in VALUES})
    votes = {
        criterion: st.lists(st.sampled_from(list(scales[criterion].places)), min_size=1, max_size=4)
        for criterion in CRITERIA
    }
    named = st.fixed_dictionaries({}, optional=votes)
    return FactorEvidence(
        scales,
        {key: draw(levels) for key in FRAMEWORKS},
        {
            key: {
                criterion: Median.of(scales[criterion], named_levels) for criterion, named_levels in draw(named).items()
            }
            for key in FRAMEWORKS
        },
        {key: {name: Dated(value, READ_ON) for name, value in draw(facts).items()} for key in FRAMEWORKS},
    )


@UNHURRIED
@given(evidence(), st.sampled_from(SIDES), st.fixed_dictionaries(dict.fromkeys(BY_KEY, st.integers(0, 3))))
def test_totals_of_whole_numbers_are_exactly_the_sums_of_fractions(
    evidence: FactorEvidence, sides: dict[str, str], weights: dict[str, int]
) -> None:
    board = FrameworkScores.of([FrameworkName(key, key.title(), key) for key in FRAMEWORKS], evidence).board(sides)

    for name, total in board.totals(weights).items():
        scores = {key: evidence.score(BY_KEY[key], name, sides.get(key, "")) for key in board.factors}
        low, high = (
            sum(weights[key] * getattr(score, end) for key, score in scores.items()) for end in ("low", "high")
        )
        assert board.scores[name] == scores
        assert (Fraction(total.low, board.unit), Fraction(total.high, board.unit)) == (low, high)


@given(st.integers(1, 2**70), st.integers(1, 9))
def test_totals_are_exact_however_large_the_denominators(denominator: int, weight: int) -> None:
    low, high = Fraction(1, denominator + 1), Fraction(denominator, denominator + 1)
    board = Board.of({"a": {"x": Score(low, high)}, "b": {"x": Score.exactly(low)}}, ["x"])
    totals = board.totals({"x": weight})

    assert [Fraction(total.low, board.unit) for total in totals.values()] == [weight * low, weight * low]
    assert Fraction(totals["a"].high, board.unit) == weight * high
