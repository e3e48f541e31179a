"""Waiting for a service that takes 50 ms, with 1, 16 and 64 requests at a time."""

import time
from collections.abc import Callable
from typing import Any

from lab.console import LabError, say
from lab.measures.estimator import percentile
from lab.measures.load import Load, WrongAnswer, request
from lab.programs.copies import prepared
from lab.programs.program import Program
from lab.serving.commands import Copy
from lab.serving.downstream import service
from lab.serving.servers import Server

TOGETHER = (1, 16, 64)
THREADS = (1, 16, 64)
SECONDS = 3.0
READY = "/wait"
WARM_REQUESTS = 8


def until(end: float, least: int) -> Callable[[int], bool]:
    """Go on until the time is over, and for some requests at least."""
    return lambda sent: time.monotonic() < end or sent < least


def measure_load(port: int, together: int, seconds: float) -> dict[str, float]:
    started = time.monotonic()
    sent = request("GET", "/wait")
    report = Load(port, sent, until(started + seconds, 2 * together), compare=False).run(together)
    spent = time.monotonic() - started
    millis = [seconds * 1000 for seconds in report.latencies]
    return {
        "p50": round(percentile(millis, 0.5), 1),
        "p95": round(percentile(millis, 0.95), 1),
        "rps": round(len(millis) / spent, 1),
    }


def measure_setting(copy: Copy, threads: int, seconds: float) -> dict[str, Any]:
    with Server(copy, READY, threads=threads) as server:
        Load(server.port, request("GET", "/wait"), lambda sent: sent < WARM_REQUESTS, compare=False).run(1)
        return {str(together): measure_load(server.port, together, seconds) for together in TOGETHER}


def measure(program: Program, seconds: float) -> dict[str, Any]:
    """By setting: the number of threads of a WSGI server, or `async` where there is nothing to set."""
    try:
        return measure_settings(program, seconds)
    except (LabError, WrongAnswer, OSError) as error:
        say(f"not measured: waiting of {program.framework.slug}: {error}")
        return {}


def measure_settings(program: Program, seconds: float) -> dict[str, Any]:
    with service() as environ, prepared(program, environ) as copy:
        return {name: measure_setting(copy, threads, seconds) for name, threads in settings(program).items()}


def settings(program: Program) -> dict[str, int]:
    threaded = program.serve in ("wsgi", "gunicorn") or "{threads}" in program.serve
    return {str(number): number for number in THREADS} if threaded else {"async": 1}
