"""The scheduler runs in one process among all, and a second one waits for its turn."""

import os
import threading
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from editorial.models import Run, RunOutcome
from editorial.operation.scheduling import keeping_on
from editorial.operation.scheduling.keeping_on import NAME, Ending, be_the_one, is_running, keep_on
from editorial.operation.scheduling.runs import LEASE, Busy, running
from editorial.operation.scheduling.schedule import TASKS, ScheduledTask, do_what_is_due, was_long_ago

pytestmark = pytest.mark.django_db


class OneLook(Ending):
    """It is to end once it has looked."""

    def comes_within(self, seconds: float) -> bool:
        self.stop.set()
        return True


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of tasks as they are done: one that asks other sites, and one that does not."""
    names: list[str] = []

    def task(name: str, *, asks_others: bool) -> ScheduledTask:
        def work() -> tuple[str, bool]:
            names.append(name)
            return "", True

        return ScheduledTask(name, lambda now: True, work, asks_others=asks_others)

    monkeypatch.setattr(keeping_on, "TASKS", [task("own", asks_others=False), task("other", asks_others=True)])
    return names


def test_what_is_due_is_done(done: list[str]) -> None:
    be_the_one(OneLook(threading.Event()), began=-1e9)
    assert done == ["own", "other"]


def breaks(*_now: datetime) -> Any:
    raise OSError("The mail server is away.")


@pytest.mark.parametrize(("is_due", "work"), [(lambda now: True, breaks), (breaks, lambda: ("", True))])
def test_a_task_that_breaks_leaves_the_others_their_turn(is_due: Any, work: Any) -> None:
    said: list[str] = []
    after = ScheduledTask("after", lambda now: True, lambda: ("done.", True))
    failed = do_what_is_due(said.append, [ScheduledTask("broken", is_due, work), after])

    assert failed == ["broken"]
    assert said == ["broken: OSError: The mail server is away.", "after: done."]


def test_no_other_site_is_asked_in_the_first_hour(done: list[str]) -> None:
    be_the_one(OneLook(threading.Event()), began=time.monotonic())
    assert done == ["own"]


def test_whoever_is_told_to_end_gives_the_lock_back(done: list[str]) -> None:
    be_the_one(OneLook(threading.Event()), began=0)
    assert Run.objects.get(name=NAME).outcome == RunOutcome.SUCCEEDED


def test_a_second_one_does_nothing(done: list[str]) -> None:
    with running(NAME), pytest.raises(Busy, match="Another run of scheduler has been at work"):
        be_the_one(OneLook(threading.Event()), began=0)
    assert done == []


def test_it_ends_when_it_is_told_to() -> None:
    stop = threading.Event()
    stop.set()
    keep_on(stop)


def test_it_ends_with_the_process_that_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ending = Ending(threading.Event())
    monkeypatch.setattr(os, "getppid", lambda: 1)
    assert ending.has_come


def test_one_that_gives_no_sign_of_life_does_not_count_as_running() -> None:
    with running(NAME) as run:
        assert is_running()
        Run.objects.filter(pk=run.pk).update(alive_at=timezone.now() - LEASE - timedelta(seconds=1))
        assert not is_running()


def test_what_asks_other_sites_says_so() -> None:
    assert {task.name for task in TASKS if task.asks_others} == {"refresh-facts", "links"}


def test_what_was_done_before_a_clock_was_set_back_is_done_again() -> None:
    now = timezone.now()
    Run.objects.create(
        name="links", outcome=RunOutcome.SUCCEEDED, started_at=now + timedelta(days=400), finished_at=now
    )

    assert was_long_ago("links", now)
