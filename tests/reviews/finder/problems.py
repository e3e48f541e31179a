"""Random problems for the finder: scores known and unknown, and weights."""

from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st

from reviews.finder.ranking.ranking import Ranking, Weights, rank
from reviews.finder.scoring.board import UNKNOWN, Board, Score, Scores

UNHURRIED = settings(deadline=None)
"""Many rankings per example: how long these take is not what the tests are about."""
FACTORS = ("admin", "learn", "speed", "lts")
EXACT = st.sampled_from(sorted({Fraction(part, whole) for whole in (4, 5, 6) for part in range(whole + 1)}))
KNOWN = st.builds(Score.exactly, EXACT)
OPEN = st.builds(lambda end, other: Score(min(end, other), max(end, other)), EXACT, EXACT) | st.just(UNKNOWN)
NAMES = st.sampled_from(("django", "flask", "pyramid", "sanic", "tornado", "falcon"))
WEIGHTS = st.fixed_dictionaries(dict.fromkeys(FACTORS, st.integers(0, 3))).filter(lambda weights: any(weights.values()))


def problems(scores: st.SearchStrategy[Score]) -> st.SearchStrategy[dict[str, dict[str, Score]]]:
    rows = st.fixed_dictionaries(dict.fromkeys(FACTORS, scores))
    return st.dictionaries(NAMES, rows, min_size=1)


KNOWN_MARKS = problems(KNOWN)
MARKS = problems(KNOWN | OPEN)


def ranked(scores: Scores, weights: Weights) -> Ranking:
    return rank(Board.of(scores, weights), weights)


def standing(ranking: Ranking) -> list[tuple[str, int, Fraction, Fraction]]:
    return [(place.framework, place.rank, place.low, place.high) for place in (*ranking.places, *ranking.apart)]


def first(ranking: Ranking) -> set[str]:
    return {place.framework for place in ranking.first}
