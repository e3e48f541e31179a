"""The estimator on figures whose answer is known."""

from random import Random

import pytest

from lab.measures import estimator


def noisy(random: Random, true: float, rounds: int = 4) -> list[float]:
    """Rounds as a shared machine gives them: noise only adds time."""
    return [true * (1 + abs(random.gauss(0, 0.01)) + random.choice([0, 0, 0.2, 0.4])) for _ in range(rounds)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [([5.0], 5.0), ([4.0, 2.0, 3.0, 9.0], 2.0), ([8.0, 1.0, 7.0, 3.0, 9.0, 9.0, 9.0, 9.0], 2.0), ([1.0] * 5, 1.0)],
)
def test_the_estimate_is_the_mean_of_the_lowest_quarter(values: list[float], expected: float) -> None:
    assert estimator.lowest_quarter(values) == expected


def test_slow_rounds_do_not_move_the_estimate() -> None:
    quiet = [100.0, 101.0, 102.0, 103.0, 104.0, 105.0, 106.0, 107.0]

    assert estimator.lowest_quarter(quiet) == estimator.lowest_quarter([*quiet[:4], 180.0, 190.0, 250.0, 300.0])


def test_percentiles_lie_between_neighbours() -> None:
    assert estimator.percentile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.5
    assert estimator.percentile([1.0, 2.0, 3.0, 4.0], 1.0) == 4.0
    assert estimator.percentile([7.0], 0.9) == 7.0


def test_a_bootstrap_draws_blocks_then_rounds_in_them() -> None:
    for places in (estimator.resample([3, 3], Random(seed)) for seed in range(20)):
        assert len(places) == 6
        assert {place[1] for place in places} <= {0, 1, 2}
        assert places[0][0] == places[1][0] == places[2][0]


def test_the_interval_holds_the_estimate_and_the_truth() -> None:
    random = Random(5)
    blocks = [noisy(random, 100.0) for _ in range(4)]
    low, high = estimator.interval(blocks, random)

    assert low <= estimator.lowest_quarter(estimator.flat(blocks)) <= high
    assert 99.0 < low < 103.0
    assert high < 125.0


def test_noise_that_subject_and_floor_share_cancels() -> None:
    random = Random(3)
    floor = [noisy(random, 50.0) for _ in range(4)]
    blocks = [[value + 30.0 for value in block] for block in floor]

    assert estimator.above(blocks, floor) == pytest.approx(30.0)
    assert estimator.above_interval(blocks, floor, random) == pytest.approx([30.0, 30.0])


def test_a_difference_is_in_per_cent_of_the_smaller() -> None:
    assert estimator.difference_percent(110.0, 100.0) == pytest.approx(10.0)
    assert estimator.difference_percent(100.0, 110.0) == pytest.approx(10.0)
