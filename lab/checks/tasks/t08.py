"""Streaming: text in pieces, and server-sent events."""

import time
from dataclasses import dataclass

from lab.checks.checker import Checker

READY = "/stream?n=1"
PIECES = 6
FIRST_SECONDS = 0.35
SPREAD = 0.8 * (PIECES - 1) * 0.1
ATTEMPTS = 3


@dataclass(frozen=True)
class Stream:
    kind: str
    body: bytes
    times: list[float]

    @property
    def in_time(self) -> bool:
        """The first piece came soon and the others one after the other."""
        return bool(self.times) and self.times[0] <= FIRST_SECONDS and self.times[-1] - self.times[0] >= SPREAD

    def __str__(self) -> str:
        return f"{self.kind} {self.body[:120]!r}, pieces after {[round(seconds, 2) for seconds in self.times]} s"


def read(check: Checker, path: str) -> Stream:
    """Read an answer as it comes, and when."""
    started, pieces, times = time.monotonic(), [], []
    with check.client().open("GET", path, headers={"Accept": "*/*"}) as response:
        while piece := response.read1(65536):
            pieces.append(piece)
            times.append(time.monotonic() - started)
        return Stream(response.getheader("content-type", ""), b"".join(pieces), times)


def best(check: Checker, path: str) -> Stream:
    """On a busy machine one attempt may come late; a program that does not stream is late in all."""
    attempts = []
    for _ in range(ATTEMPTS):
        attempts.append(read(check, path))
        if attempts[-1].in_time:
            break
    return attempts[-1]


def events(text: str) -> list[dict[str, str]]:
    """Server-sent events by the standard: any line ending, comments, one optional space after the colon."""
    complete, current = [], dict[str, str]()
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        name, _, value = line.partition(":")
        if not line and current:
            complete.append(current)
            current = {}
        elif name:
            value = value.removeprefix(" ")
            current[name] = f"{current[name]}\n{value}" if name == "data" and name in current else value
    return [event for event in complete if "data" in event]


def lines_come_one_by_one(check: Checker) -> None:
    stream = best(check, f"/stream?n={PIECES}")
    right = "".join(f"line {k}\n" for k in range(1, PIECES + 1))
    check.must(stream.body.decode() == right, "the streamed text is exact", stream)
    check.must(stream.kind.startswith("text/plain"), "the stream is text/plain", stream)
    check.must(stream.in_time, "the lines come one by one, the first at once", stream)


def events_come_one_by_one(check: Checker) -> None:
    stream = best(check, f"/events?n={PIECES}")
    right = [{"id": str(k), "event": "tick", "data": str(k)} for k in range(1, PIECES + 1)]
    check.must(events(stream.body.decode()) == right, "the events are exact", stream)
    check.must(stream.kind.startswith("text/event-stream"), "the events are text/event-stream", stream)
    check.must(stream.in_time, "the events come one by one, the first at once", stream)


STEPS = [lines_come_one_by_one, events_come_one_by_one]
