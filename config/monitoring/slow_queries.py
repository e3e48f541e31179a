"""
The site's own log of queries that took long, for an administrator where the database keeps none.

It is a file of lines that the processes of a machine share, within bounds. Values are left out of it: they may be
somebody's.
"""

import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

SLOW = 0.25
"""Seconds from which a query is noted, as PostgreSQL is told in deploy/postgresql."""
MOST_BYTES, KEPT = 200_000, 100
LONGEST = 1000
"""Characters of a statement."""

log = logging.getLogger(__name__)


def watch(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Have the queries of a connection timed."""
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def timed(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = time.perf_counter() - began
        if took >= SLOW:
            note(str(sql), took, context["connection"].alias)


def note(statement: str, seconds: float, database: str) -> None:
    """Add a line; a disk that takes none is no reason to fail."""
    query = {
        "at": timezone.now().isoformat(timespec="seconds"),
        "milliseconds": round(seconds * 1000),
        "database": database,
        "statement": statement[:LONGEST],
    }
    with suppress(OSError):
        settings.SLOW_QUERIES.parent.mkdir(parents=True, exist_ok=True)
        with settings.SLOW_QUERIES.open("a") as file:
            file.write(json.dumps(query) + "\n")
            is_long = file.tell() > MOST_BYTES
        if is_long:
            shorten()


def shorten() -> None:
    """Keep the last lines alone; what another process adds at this moment may go with the rest."""
    lines = settings.SLOW_QUERIES.read_text().splitlines(keepends=True)[-KEPT:]
    shorter = settings.SLOW_QUERIES.with_suffix(".new")
    shorter.write_text("".join(lines))
    shorter.replace(settings.SLOW_QUERIES)


def noted() -> list[dict[str, Any]]:
    """Return the last queries that took long, the newest first: when each ended, how long it took, and of what."""
    try:
        lines = settings.SLOW_QUERIES.read_text().splitlines()[-KEPT:]
    except OSError:
        return []
    queries = []
    for line in reversed(lines):
        # A line may be half written.
        with suppress(ValueError):
            queries.append(json.loads(line))
    return queries
