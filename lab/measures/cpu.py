"""Processor time per request: rounds of short bursts, in blocks of fresh processes."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from random import Random
from typing import Any

from lab.console import LabError, say
from lab.measures.load import Report, WrongAnswer, burst
from lab.measures.subjects import REQUESTS, Subject
from lab.serving import processes
from lab.serving.client import HttpClient
from lab.serving.commands import Copy
from lab.serving.servers import Server

WARM_REQUESTS = 120


@dataclass(frozen=True)
class Bursts:
    """How many requests are measured, how often."""

    requests: int = 200
    blocks: int = 4
    rounds: int = 3


@dataclass
class Block:
    """What one block of fresh processes gave: µs of each round, by task and subject."""

    rounds: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    seen: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    discarded: dict[str, str] = field(default_factory=dict)

    def add(self, task: str, name: str, micros: float) -> None:
        self.rounds.setdefault(task, {}).setdefault(name, []).append(micros)

    def discard(self, task: str, name: str, why: str) -> None:
        self.discarded[f"{name} {task}"] = why
        self.rounds.get(task, {}).pop(name, None)
        say(f"not measured: {name} {task}: {why}")


def measure_block(subjects: list[Subject], copies: dict[str, Copy], plan: Bursts, random: Random) -> dict[str, Any]:
    """Start every server, warm it, and give each one burst a round, in random order."""
    block = Block()
    with ExitStack() as stack:
        order = random.sample(subjects, len(subjects))
        servers = {subject.key: server for subject in order if (server := start(subject, copies, stack, block))}
        running = [subject for subject in subjects if subject.key in servers]
        for subject in running:
            warm(subject, servers[subject.key], block)
        for _ in range(plan.rounds):
            measure_round(running, servers, plan, random, block)
    return {"rounds": block.rounds, "seen": block.seen, "discarded": block.discarded}


def start(subject: Subject, copies: dict[str, Copy], stack: ExitStack, block: Block) -> Server | None:
    try:
        return stack.enter_context(subject.server(copies[subject.key]))
    except LabError as error:
        for task in subject.tasks:
            block.discard(task, subject.name, str(error))
        return None


def warm(subject: Subject, server: Server, block: Block) -> None:
    if "t05" in subject.tasks:
        HttpClient(server.port).post_json("/notes", {"title": "tea"})
    for task in subject.tasks:
        try:
            report = burst(server.port, REQUESTS[task], WARM_REQUESTS)
        except (WrongAnswer, OSError, ValueError) as error:
            block.discard(task, subject.name, str(error))
        else:
            block.seen.setdefault(task, {})[subject.name] = describe(report)


def describe(report: Report) -> dict[str, Any]:
    statuses = {str(status): count for status, count in report.statuses.items()}
    return {"statuses": statuses, "bytes": max(report.sizes), "reconnects": report.reconnects}


def measure_round(
    subjects: list[Subject], servers: dict[str, Server], plan: Bursts, random: Random, block: Block
) -> None:
    tasks = sorted({task for subject in subjects for task in subject.tasks})
    for task in random.sample(tasks, len(tasks)):
        for subject in random.sample(subjects, len(subjects)):
            if task in subject.tasks and f"{subject.name} {task}" not in block.discarded:
                measure_burst(task, subject, servers[subject.key], plan, block)


def measure_burst(task: str, subject: Subject, server: Server, plan: Bursts, block: Block) -> None:
    """One burst, and the processor time that the server's processes used for it."""
    pids = processes.session(server.sid)
    before = {pid: processes.cpu_ns(pid) for pid in pids}
    try:
        report = burst(server.port, REQUESTS[task], plan.requests)
        after = {pid: processes.cpu_ns(pid) for pid in pids}
    except (WrongAnswer, OSError, ValueError) as error:
        block.discard(task, subject.name, str(error))
        return
    if describe(report)["bytes"] != block.seen[task][subject.name]["bytes"]:
        block.discard(task, subject.name, "the length of the answer changed")
        return
    block.add(task, subject.name, (sum(after.values()) - sum(before.values())) / plan.requests / 1000)
