"""The scheduler: it looks every minute for what is due, in one process among all nodes.

Which one that is, is a run like any other: an unfinished run of its name is the lock, and whoever finds it dead takes
over.
"""

import logging
import os
import time
from threading import Event

from django.db import DatabaseError, connection
from django.utils import timezone

from editorial.models import Run
from editorial.operation.scheduling.runs import LEASE, Busy, Lost, running
from editorial.operation.scheduling.schedule import TASKS, do_what_is_due

NAME = "scheduler"
EVERY, WAITING = 60.0, 10.0
"""Seconds between two looks, and between two attempts of one that waits."""
ALONE_FOR = 3600.0
"""Seconds from its start in which it asks no other site."""

log = logging.getLogger(__name__)


class Ending:
    """When a scheduler is to end: when it is told to, or once the process that started it is gone."""

    def __init__(self, stop: Event) -> None:
        self.stop, self.parent = stop, os.getppid()

    def comes_within(self, seconds: float) -> bool:
        """Wait so long, or until it is to end; tell whether it is."""
        until = time.monotonic() + seconds
        while not self.has_come and time.monotonic() < until:
            self.stop.wait(min(1.0, seconds))
        return self.has_come

    @property
    def has_come(self) -> bool:
        return self.stop.is_set() or os.getppid() != self.parent


def keep_on(stop: Event) -> None:
    """Be the scheduler whenever no other process is, until it is to end."""
    ending, began, said = Ending(stop), time.monotonic(), ""
    while not ending.has_come:
        try:
            be_the_one(ending, began)
        except (Busy, Lost) as error:
            if str(error) != said:
                said = str(error)
                log.info("The scheduler does not run here: %s", said)
        except DatabaseError as error:
            log.error("The scheduler cannot reach the database: %s", str(error).partition("\n")[0])
            connection.close()
        except Exception:
            log.exception("A task broke; the scheduler goes on with the others.")
        ending.comes_within(WAITING)


def be_the_one(ending: Ending, began: float) -> None:
    """Look for what is due until it ends; raise ``Busy`` where another process does, ``Lost`` where one took over."""
    with running(NAME) as run:
        log.info("The scheduler runs here.")
        while not ending.has_come:
            run.beat()
            is_settled = time.monotonic() - began > ALONE_FOR
            do_what_is_due(log.info, [task for task in TASKS if is_settled or not task.asks_others])
            ending.comes_within(EVERY)


def is_running() -> bool:
    """Tell whether a scheduler has given a sign of life lately, on whichever node."""
    return Run.objects.unfinished().filter(name=NAME, alive_at__gt=timezone.now() - LEASE).exists()
