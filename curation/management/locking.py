"""A lock on the whole database, for what must not run twice at once: migrations and the loading of files."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

NUMBER = 7_526_101
"""By which PostgreSQL knows the lock."""
WAITING = "Another process prepares the database; this one waits for it."

log = logging.getLogger(__name__)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other process holds the lock, and hold it for the block."""
    with postgresql_lock() if connection.vendor == "postgresql" else file_lock():
        yield


@contextmanager
def postgresql_lock() -> Iterator[None]:
    # A connection of its own, because what runs in the block may close the other.
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [NUMBER])
            if not cursor.fetchone()[0]:
                log.warning(WAITING)
                cursor.execute("SELECT pg_advisory_lock(%s)", [NUMBER])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [NUMBER])
    finally:
        own.close()


@contextmanager
def file_lock() -> Iterator[None]:
    name = Path(str(connection.settings_dict["NAME"]))
    if not name.is_absolute():
        # A database in memory is this process's own.
        yield
        return
    with name.with_name(f".{name.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.warning(WAITING)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
