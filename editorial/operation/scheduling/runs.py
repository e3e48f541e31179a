"""Runs: what works by itself, when it did and how it ended; and a lock so that a task never runs twice at once.

An unfinished run is the lock, which a unique constraint holds. A run that died leaves its lock behind; the next one
takes it over when the process is gone or has given no sign of life for longer than the lease.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Self
from uuid import uuid4

from django.core.management import CommandError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from curation.rows import one_of

LEASE = timedelta(minutes=5)
MOST_AHEAD = timedelta(hours=1)
"""How far in the future a sign of life may lie: more than clocks differ, less than one is set back by."""
KEPT = timedelta(days=90)
# Process ids are used again, in containers from one start to the next.
TOKEN = uuid4().hex[:12]
# EX_TEMPFAIL of sysexits.h: not a failure, another run does the work.
TRY_LATER = 75


class RunOutcome(models.TextChoices):
    """How a run ended."""

    RUNNING = "running", "Running"
    SUCCEEDED = "succeeded", "Succeeded"
    FAILED = "failed", "Failed in part or whole"
    INTERRUPTED = "interrupted", "Interrupted"


class Busy(CommandError):
    """Another run of the same name is at work; the status of a command that ends with it says: try later."""

    def __init__(self, message: str) -> None:
        super().__init__(message, returncode=TRY_LATER)


class Lost(RuntimeError):
    """A run was silent for so long that another took its place."""


class RunQuerySet(models.QuerySet["Run"]):
    def unfinished(self) -> Self:
        """The runs that are at work, or died there."""
        return self.filter(finished_at__isnull=True)

    def latest_of_each(self) -> Self:
        """The last run of every name."""
        last = Run.objects.filter(name=models.OuterRef("name")).order_by("-pk").values("pk")[:1]
        return self.filter(pk=models.Subquery(last)).order_by("name")


class Run(models.Model):
    """One run of an importer or another task that works by itself."""

    name = models.CharField(max_length=40)
    started_at = models.DateTimeField(default=timezone.now)
    alive_at = models.DateTimeField(default=timezone.now, help_text="Its last sign of life.")
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=16, choices=RunOutcome, default=RunOutcome.RUNNING)
    counts = models.JSONField(
        default=dict, blank=True, help_text="What it did, for example how many rows it published."
    )
    message = models.TextField(blank=True, help_text="What happened, a line for each failure.")
    process = models.CharField(max_length=320, help_text="Machine, process id and a word of this start.")

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            one_of("outcome", RunOutcome, name="run_outcome_valid"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(finished_at__isnull=True), name="run_one_at_a_time_per_name"
            ),
            models.CheckConstraint(
                condition=Q(outcome=RunOutcome.RUNNING, finished_at__isnull=True)
                | (~Q(outcome=RunOutcome.RUNNING) & Q(finished_at__isnull=False)),
                name="run_finished_has_outcome",
                violation_error_message="A finished run, and no other, has an outcome.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def duration(self) -> timedelta | None:
        """How long it took; None while it is at work."""
        return self.finished_at - self.started_at if self.finished_at else None

    @property
    def is_dead(self) -> bool:
        """Whether nobody can be at work on it any more."""
        silent = timezone.now() - self.alive_at
        return self.finished_at is None and (silent > LEASE or -silent > MOST_AHEAD or is_gone(self.process))

    def beat(self) -> None:
        """Give a sign of life; raise ``Lost`` where another run has taken over."""
        if not Run.objects.unfinished().filter(pk=self.pk).update(alive_at=timezone.now()):
            raise Lost(f"{self} was silent for more than {LEASE}, and another run took over.")

    def finish(self, outcome: RunOutcome) -> None:
        """Record how it ended, and give the lock back; a run that was taken over stays as it was recorded."""
        self.outcome, self.finished_at = outcome, timezone.now()
        Run.objects.unfinished().filter(pk=self.pk).update(
            outcome=outcome, finished_at=self.finished_at, counts=self.counts, message=self.message
        )


def this_process() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{TOKEN}"


def is_gone(process: str) -> bool:
    """Tell whether a process of this machine has ended; False for other machines, of which nothing is known."""
    host, pid, token = process.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    if int(pid) == os.getpid():
        return token != TOKEN
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def begin(name: str) -> Run:
    """Start a run, taking over from one that died; raise ``Busy`` while another is at work."""
    with transaction.atomic():
        for other in Run.objects.unfinished().filter(name=name):
            if other.is_dead:
                other.message = "It ended without a word; the next run took over."
                other.finish(RunOutcome.INTERRUPTED)
    try:
        with transaction.atomic():
            return Run.objects.create(name=name, process=this_process())
    except IntegrityError as error:
        since: datetime | None = Run.objects.unfinished().filter(name=name).values_list("started_at", flat=True).first()
        raise Busy(
            f"Another run of {name} has been at work since {since:%Y-%m-%d %H:%M} UTC." if since else name
        ) from error


@contextmanager
def running(name: str) -> Iterator[Run]:
    """Hold the lock of a name for the block, and record how the block ends; it may finish its run itself."""
    run = begin(name)
    try:
        yield run
    except BaseException as error:
        run.message = "\n".join(filter(None, [run.message, f"{type(error).__name__}: {error}"]))
        run.finish(RunOutcome.FAILED if isinstance(error, Exception) else RunOutcome.INTERRUPTED)
        raise
    if run.finished_at is None:
        run.finish(RunOutcome.SUCCEEDED)


def forget_old(now: datetime) -> int:
    """Delete the runs that ended longer ago than they are kept, and return how many."""
    return Run.objects.filter(finished_at__lt=now - KEPT).delete()[0]
