"""Ties, bands, and the refusal of noise."""

from random import Random

import pytest

from lab.measures.bands import Estimate, bands, threshold, tie, too_noisy
from lab.measures.evaluation import AGAIN, anchors_apart, evaluate
from lab.measures.subjects import Subject
from lab.programs.program import Program

from .conftest import FRAMEWORK, HERE

PROGRAM = Program(FRAMEWORK, "t01", HERE / "site.py", {})


def at(name: str, value: float, spread: float = 0.0) -> Estimate:
    return Estimate(name, value, value - spread, value + spread)


def test_subjects_tie_below_the_threshold_or_where_intervals_overlap() -> None:
    assert tie(at("a", 100), at("b", 111), 12)
    assert not tie(at("a", 100), at("b", 113), 12)
    assert tie(at("a", 100, 10), at("b", 120, 10), 12)


def test_the_threshold_grows_with_the_noise_of_the_run() -> None:
    assert threshold([]) == 12
    assert threshold([3.0, 5.9]) == 12
    assert threshold([1.0, 7.5]) == 15


def test_a_band_opens_where_a_subject_does_not_tie_with_the_cheapest_of_the_last() -> None:
    rows = [at("d", 127), at("a", 100), at("c", 113), at("b", 111), at("e", 200)]

    assert bands(rows, 12) == [["a", "b"], ["c"], ["d"], ["e"]]
    assert bands(rows, 13) == [["a", "b"], ["c", "d"], ["e"]]
    assert bands([], 12) == []


def test_more_than_eight_per_cent_of_noise_is_refused() -> None:
    assert not too_noisy([8.0, 2.0])
    assert too_noisy([8.1, 2.0])


def run(again: float) -> dict[str, object]:
    """A run of two subjects and a floor, one of them measured twice."""
    values = {"floor-wsgi": 40.0, "a": 100.0, "a" + AGAIN: again, "b": 150.0}
    subjects = [Subject(name, PROGRAM, "wsgi", ("t01",), "" if "floor" in name else "floor-wsgi") for name in values]
    seen = {name: {"statuses": {"200": 1}, "bytes": 9, "reconnects": 0} for name in values}
    rounds = {name: [value, value * 1.1, value * 1.5] for name, value in values.items()}
    blocks = [{"rounds": {"t01": rounds}, "seen": {"t01": seen}, "discarded": {}} for _ in range(3)]
    return evaluate(subjects, blocks, {"rounds": 3}, Random(1))


def test_a_run_says_its_noise_and_its_bands() -> None:
    seen = run(again=104.0)

    assert seen["accepted"] is True
    assert seen["aa"] == {"a t01": 4.0}
    assert seen["bands"] == {"t01": [["a"], ["b"]]}


def test_a_run_whose_twins_differ_too_much_is_not_accepted() -> None:
    assert run(again=109.0)["accepted"] is False


def test_a_subject_that_a_block_discarded_has_no_row() -> None:
    subjects = [Subject(name, PROGRAM, "wsgi", ("t01",)) for name in "ab"]
    seen = {name: {"statuses": {}, "bytes": 1, "reconnects": 0} for name in "ab"}
    blocks = [
        {"rounds": {"t01": {"a": [1.0], "b": [2.0]}}, "seen": {"t01": seen}, "discarded": {}},
        {"rounds": {"t01": {"a": [1.0]}}, "seen": {"t01": seen}, "discarded": {"b t01": "status 500"}},
    ]
    found = evaluate(subjects, blocks, {}, Random(1))

    assert list(found["tasks"]["t01"]) == ["a"]
    assert found["discarded"] == {"b t01": "status 500"}


@pytest.mark.parametrize(("earlier", "expected"), [({}, {}), ({"runs": [run(100.0)]}, {"a t01": 0.0})])
def test_anchors_are_held_against_an_earlier_run(earlier: dict[str, object], expected: dict[str, float]) -> None:
    assert anchors_apart(run(100.0), earlier, ["a"]) == expected
