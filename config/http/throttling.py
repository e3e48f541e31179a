"""How often one caller may ask: a fixed number of requests of a kind in each minute, counted across all workers.

Where nodes share a Redis it counts for all of them; without one, and while it is gone, each machine counts by itself.
Counting must be exact with many processes and cost next to nothing. Django's file and database caches read, add and
write in separate steps, so they lose counts, and the latter writes to the database on every request. Here a caller's
requests in one minute are the bytes of one file: the system appends them whole, and its size is the count.
"""

import hashlib
import logging
import math
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from config.caching.shared_cache import count_shared
from curation.web.callers import caller

WINDOW = 60

log = logging.getLogger(__name__)


class CallerThrottle(BaseThrottle):
    """Refuse requests beyond the limit in ``API_REQUESTS_PER_MINUTE``; with 0 there is no limit."""

    reset = WINDOW

    def allow_request(self, request: Request, view: Any) -> bool:
        limit: int = settings.API_REQUESTS_PER_MINUTE
        if not limit:
            return True
        count = Count.of(request, "", limit, cost=not view.is_free)
        self.reset = count.reset
        view.rate_headers = count.headers
        return view.is_free or count.is_allowed

    def wait(self) -> int:
        return self.reset


@dataclass(frozen=True, slots=True)
class Count:
    """How many requests a caller has made in a minute, of how many."""

    number: int
    limit: int
    reset: int
    """Seconds until the next minute begins."""

    @classmethod
    def of(cls, request: HttpRequest | Request, kind: str, limit: int, *, cost: bool = True) -> Self:
        """Count a request of a kind; one that costs nothing only learns the count."""
        now = time.time()
        number = count_request(f"{kind}{caller(request)}", int(now // WINDOW), cost=cost)
        return cls(number, limit, math.ceil(WINDOW - now % WINDOW))

    @property
    def is_allowed(self) -> bool:
        return self.number <= self.limit

    @property
    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(self.limit - self.number, 0)),
            "RateLimit-Reset": str(self.reset),
        }


def count_request(caller: str, window: int, *, cost: bool = True) -> int:
    """Count a request and return how many there have been in this minute; 1 where nothing can be written."""
    name = hashlib.sha256(caller.encode()).hexdigest()[:32]
    if number := count_shared(f"count:{window}:{name}", 2 * WINDOW, cost=cost):
        return number
    folder = Path(settings.API_COUNTS) / str(window)
    file = folder / name
    try:
        if not cost:
            return file.stat().st_size if file.exists() else 0
        if not folder.is_dir():
            begin(folder, window)
        return add_byte(file)
    except OSError:
        log.exception("Requests cannot be counted.")
        return 1


def begin(folder: Path, window: int) -> None:
    """Make the folder of a minute's counts and delete old ones; other workers may still write to the last minute's."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.parent.iterdir():
        if old.name.isdecimal() and int(old.name) < window - 1:
            shutil.rmtree(old, ignore_errors=True)


def add_byte(file: Path) -> int:
    """Append a byte to a file and return its size."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, b".")
        return os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)
