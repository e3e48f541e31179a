"""Readers who ask all the time, and what they saw: failures, and how old pages were."""

import re
import threading
import time
from bisect import bisect_right
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection

from bench.cluster.cluster import Cluster

PAGE = "/frameworks/django/"
PAGES = (PAGE, "/frameworks/", "/", "/frameworks/django.json", "/api/v1/frameworks/")
WORDS = re.compile(r"Drill (\d+)\.")
PAUSE = 0.005
"""Between two requests of a reader: a load with a bound."""


@dataclass
class Readers:
    """Some readers over open connections."""

    cluster: Cluster
    pages: tuple[str, ...] = PAGES
    statuses: Counter[int] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    oldest: float = 0
    slowest: float = 0
    stopped: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> "Readers":
        self.threads = [threading.Thread(target=self.read, args=(number,)) for number in range(2)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    @property
    def requests(self) -> int:
        return sum(self.statuses.values()) + len(self.failures)

    @property
    def errors(self) -> int:
        return len(self.failures) + sum(number for status, number in self.statuses.items() if status >= 500)

    def read(self, turn: int) -> None:
        connection = self.connect()
        while not self.stopped.wait(PAUSE):
            path, turn = self.pages[turn % len(self.pages)], turn + 1
            began = time.monotonic()
            try:
                connection.request("GET", path)
                response = connection.getresponse()
                text = response.read().decode()
            except (OSError, HTTPException) as error:
                with self.lock:
                    self.failures.append(f"{path}: {error!r}")
                with suppress(OSError):
                    connection.close()
                connection = self.connect()
                continue
            if response.status >= 500:
                self.refused[f"{path}: {response.status}"] += 1
            self.note(response.status, response.headers.get("X-Cache", "none"), text, began)
        connection.close()

    def connect(self) -> HTTPSConnection:
        return HTTPSConnection("localhost", self.cluster.entrance.port, context=self.cluster.trust, timeout=30)

    def note(self, status: int, cache: str, text: str, began: float) -> None:
        with self.lock:
            self.statuses[status] += 1
            self.answers[cache] += 1
            self.slowest = max(self.slowest, time.monotonic() - began)
            if status == 200 and (words := WORDS.search(text)):
                self.oldest = max(self.oldest, self.age(int(words[1]), began))

    def age(self, number: int, asked: float) -> float:
        """Return for how long a page had been out of date when it was asked for; 0 for the newest."""
        published = self.cluster.published
        newer = bisect_right(published, number, key=lambda publication: publication[1])
        return max(0.0, asked - published[newer][0]) if newer < len(published) else 0.0

    @property
    def hit_rate(self) -> float:
        return self.answers["hit"] / max(sum(self.answers.values()), 1)

    def words(self) -> str:
        return (
            f"{self.requests} requests, {self.errors} errors, {self.hit_rate:.1%} from Varnish, oldest page "
            f"{self.oldest:.1f} s behind, slowest answer {self.slowest:.2f} s"
        )
