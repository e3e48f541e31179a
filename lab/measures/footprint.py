"""Cold start and memory: from the start of the process to the first right answer, and what it holds then."""

import time
from random import Random
from typing import Any

from lab.measures.load import burst
from lab.measures.subjects import REQUESTS, Subject
from lab.serving import processes
from lab.serving.commands import Copy

SETTLE_SECONDS = 0.3
WARM_REQUESTS = 300
MIB = 1024 * 1024
FIRST_WAIT = 0.002


def start_once(subject: Subject, copy: Copy, warm: bool = False) -> dict[str, Any]:
    """Start a server, wait for its first right answer, read its clocks and memory."""
    started = time.monotonic()
    with subject.server(copy, pause=FIRST_WAIT) as server:
        wall, cpu = time.monotonic() - started, processes.session_cpu_ns(server.sid)
        time.sleep(SETTLE_SECONDS)
        seen = {
            "wall_ms": round(wall * 1000, 1),
            "cpu_ms": round(cpu / 1e6, 1),
            "pss_mib": round(processes.session_pss_bytes(server.sid) / MIB, 1),
            "processes": len(processes.session(server.sid)),
        }
        if warm:
            for task in subject.tasks:
                burst(server.port, REQUESTS[task], WARM_REQUESTS)
            seen["pss_warm_mib"] = round(processes.session_pss_bytes(server.sid) / MIB, 1)
        return seen


def measure(subjects: list[Subject], copies: dict[str, Copy], rounds: int, random: Random) -> dict[str, Any]:
    """Every subject once uncounted, so that its byte code is there, then in random order in each round."""
    for subject in subjects:
        start_once(subject, copies[subject.key])
    starts: dict[str, list[dict[str, Any]]] = {subject.name: [] for subject in subjects}
    for number in range(rounds):
        for subject in random.sample(subjects, len(subjects)):
            last = number == rounds - 1
            starts[subject.name].append(start_once(subject, copies[subject.key], warm=last))
    return {name: collect(seen) for name, seen in starts.items()}


def collect(starts: list[dict[str, Any]]) -> dict[str, Any]:
    lists = {key: [start[key] for start in starts] for key in ("cpu_ms", "wall_ms", "pss_mib")}
    return {**lists, "pss_warm_mib": starts[-1]["pss_warm_mib"], "processes": starts[-1]["processes"]}
