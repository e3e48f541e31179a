"""Runs: what is recorded of each, and that no two of a name work at once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from editorial.models import Run, RunOutcome
from editorial.operation.scheduling.runs import LEASE, TRY_LATER, Busy, Lost, begin, forget_old, running, this_process
from tests.editorial.desk.pages import client_of, page_of

pytestmark = pytest.mark.django_db

# No process has so high an id on Linux, where 4,194,304 is the limit.
NOBODY = 2**22 + 1


def test_a_run_is_recorded_with_its_duration_and_outcome() -> None:
    with running("refresh-facts") as run:
        run.counts = {"published": 3}

    kept = Run.objects.get()
    assert (kept.outcome, kept.counts) == (RunOutcome.SUCCEEDED, {"published": 3})
    assert kept.duration is not None


def test_a_run_that_raises_has_failed_with_the_reason() -> None:
    with pytest.raises(OSError, match="full"), running("refresh-facts"):
        raise OSError("The disk is full.")

    assert (Run.objects.get().outcome, Run.objects.get().message) == (RunOutcome.FAILED, "OSError: The disk is full.")


def test_a_run_that_is_stopped_by_hand_was_interrupted() -> None:
    with pytest.raises(KeyboardInterrupt), running("refresh-facts"):
        raise KeyboardInterrupt

    assert Run.objects.get().outcome == RunOutcome.INTERRUPTED


def test_a_run_may_say_itself_that_it_failed() -> None:
    with running("refresh-facts") as run:
        run.finish(RunOutcome.FAILED)

    assert Run.objects.get().outcome == RunOutcome.FAILED


def test_two_of_one_name_never_work_at_once() -> None:
    with running("refresh-facts"), pytest.raises(Busy, match="has been at work since") as caught:
        begin("refresh-facts")

    assert (Run.objects.count(), caught.value.returncode) == (1, TRY_LATER)


def test_others_may_work_meanwhile() -> None:
    with running("refresh-facts"), running("publish-due"):
        assert Run.objects.unfinished().count() == 2


def test_the_database_itself_refuses_a_second_unfinished_run() -> None:
    begin("refresh-facts")

    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(name="refresh-facts", process=this_process())


@pytest.mark.parametrize(
    ("process", "silent"),
    [
        (this_process().replace(this_process().split(":")[-2], str(NOBODY)), timedelta(0)),
        (f"{this_process()}-of-an-earlier-start", timedelta(0)),
        ("another-machine:1:abc", LEASE + timedelta(seconds=1)),
        ("another-machine:1:abc", -timedelta(days=1)),
    ],
    ids=[
        "its process is gone",
        "its process id belongs to another start",
        "silent for longer than the lease",
        "a clock was set back since",
    ],
)
def test_the_run_after_a_dead_one_takes_over_and_says_so(process: str, silent: timedelta) -> None:
    dead = Run.objects.create(name="refresh-facts", process=process, alive_at=timezone.now() - silent)

    with running("refresh-facts"):
        dead.refresh_from_db()

    assert (dead.outcome, "took over" in dead.message) == (RunOutcome.INTERRUPTED, True)


@pytest.mark.parametrize("process", ["another-machine:1:abc", this_process().rsplit(":", 2)[0] + ":1:abc"])
def test_what_may_still_be_at_work_is_left_alone(process: str) -> None:
    Run.objects.create(name="refresh-facts", process=process)

    with pytest.raises(Busy):
        begin("refresh-facts")


def test_a_run_that_was_taken_over_stops_at_its_next_sign_of_life() -> None:
    slow = begin("refresh-facts")
    Run.objects.update(process="another-machine:1:abc", alive_at=timezone.now() - LEASE * 2)
    begin("refresh-facts")

    with pytest.raises(Lost):
        slow.beat()


def test_a_run_that_was_taken_over_does_not_write_its_end() -> None:
    slow = begin("refresh-facts")
    Run.objects.update(outcome=RunOutcome.INTERRUPTED, finished_at=timezone.now())

    slow.finish(RunOutcome.SUCCEEDED)

    assert Run.objects.get().outcome == RunOutcome.INTERRUPTED


def test_the_last_run_of_each_name() -> None:
    for name in ("b", "a", "b"):
        with running(name):
            pass

    assert [run.name for run in Run.objects.latest_of_each()] == ["a", "b"]


def test_old_runs_are_forgotten() -> None:
    with running("refresh-facts"):
        pass

    assert forget_old(timezone.now()) == 0
    assert forget_old(timezone.now() + timedelta(days=91)) == 1


def test_the_desk_shows_the_runs_and_changes_none(ana: User) -> None:
    with running("refresh-facts") as run:
        run.message = "flask: status 500"

    editor = client_of(ana)

    assert "flask: status 500" in editor.get(page_of(Run)).text
    assert editor.get(page_of(Run, "add")).status_code == 403
