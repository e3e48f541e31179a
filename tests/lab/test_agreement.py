"""How far two runs agree."""

from lab.measures.agreement import agreement, agreements


def test_a_pair_that_both_runs_set_apart_is_reversed_where_they_disagree() -> None:
    assert agreement([["a"], ["b"]], [["b"], ["a"]]) == (1, (("a", "b"),))


def test_a_pair_that_is_tied_in_one_run_is_not_reversed() -> None:
    assert agreement([["a"], ["b"]], [["a", "b"]]) == (1, ())


def test_a_pair_that_is_tied_in_both_runs_does_not_count() -> None:
    assert agreement([["a", "b"], ["c"]], [["a", "b"], ["c"]]) == (2, ())


def test_what_one_run_alone_measured_does_not_count() -> None:
    assert agreement([["a"], ["b"]], [["a"], ["c"]]) == (0, ())


def test_runs_are_compared_task_by_task() -> None:
    first = {"runs": [{"bands": {"t01": [["a"], ["b"]], "t02": [["a"], ["b"]]}}]}
    second = {"runs": [{"bands": {"t01": [["b"], ["a"]]}}]}

    assert {task: len(found.reversed) for task, found in agreements(first, second).items()} == {"t01": 1}
