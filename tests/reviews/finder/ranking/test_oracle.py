"""The finder against an independent library: a weighted sum of normalised levels must be the same total."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymcdm.methods import WSM
from pymcdm.normalizations import minmax_normalization

from reviews.finder.scoring.scores import Median, median_score
from reviews.guides.opinions.consensus import Scale
from reviews.models import Better, Criterion, Level, ScaleKind
from tests.reviews.finder.problems import UNHURRIED, ranked

STEPS = 5
CRITERIA = {"a": Better.HIGHER, "b": Better.LOWER, "c": Better.HIGHER, "d": Better.LOWER}
COSTS = [1 if better == Better.HIGHER else -1 for better in CRITERIA.values()]
LEVELS = st.lists(st.integers(0, STEPS - 1), min_size=len(CRITERIA), max_size=len(CRITERIA))
WEIGHTS = st.lists(st.integers(0, 3), min_size=len(CRITERIA), max_size=len(CRITERIA)).filter(any)


def scale(key: str, better: Better) -> Scale:
    criterion = Criterion(key=key, scale=ScaleKind.ORDERED, better=better, low_end="low", high_end="high")
    return Scale.of(criterion, [Level(key=f"{key}/{step}", label=str(step)) for step in range(STEPS)])


SCALES = {key: scale(key, better) for key, better in CRITERIA.items()}


def totals(rows: list[list[int]], weights: list[int]) -> list[float]:
    """Return what the finder makes of the guides' levels, each row a framework."""
    scores = {
        f"{number:03}": {
            key: median_score(SCALES[key], Median((f"{key}/{level}",), 2))
            for key, level in zip(CRITERIA, row, strict=True)
        }
        for number, row in enumerate(rows)
    }
    places = ranked(scores, dict(zip(CRITERIA, weights, strict=True))).places
    return [float(place.low) for place in sorted(places, key=lambda place: place.framework)]


def oracle(rows: list[list[int]], weights: list[int]) -> list[float]:
    """Return what the library makes of the same levels; two rows added span every scale from end to end."""
    spanned = np.array([*rows, [0] * len(CRITERIA), [STEPS - 1] * len(CRITERIA)], dtype=float)
    shares = np.array(weights) / sum(weights)
    # Its checks warn of dominated rows, of weights of 0 and of rounded sums, none of which troubles a sum.
    preferences = WSM(minmax_normalization)(spanned, shares, np.array(COSTS), validation=False)
    return [100 * float(preference) for preference in preferences[:-2]]


@UNHURRIED
@given(st.lists(LEVELS, min_size=1, max_size=8), WEIGHTS)
def test_totals_are_those_of_an_independent_weighted_sum(rows: list[list[int]], weights: list[int]) -> None:
    assert totals(rows, weights) == pytest.approx(oracle(rows, weights), abs=1e-9)


@UNHURRIED
@given(st.lists(LEVELS, min_size=2, max_size=8), WEIGHTS)
def test_the_order_is_that_of_an_independent_weighted_sum(rows: list[list[int]], weights: list[int]) -> None:
    ours, theirs = (np.round(result, 9) for result in (totals(rows, weights), oracle(rows, weights)))

    assert (np.sign(ours[:, None] - ours) == np.sign(theirs[:, None] - theirs)).all()
