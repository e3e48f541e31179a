"""The sections of a measurement, each kept as steps, so that a stopped run goes on."""

from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from lab.checks.runner import describe
from lab.console import say
from lab.measures import cpu, footprint, waiting, websockets
from lab.measures.cpu import Bursts
from lab.measures.evaluation import evaluate
from lab.measures.subjects import Passes, Subject, floor_subjects, of_framework
from lab.programs.copies import prepared
from lab.programs.frameworks import Framework, floors
from lab.programs.program import Program, load
from lab.runs.steps import current_mark, step
from lab.serving.commands import Copy

SECTIONS = ("cpu", "cold", "websockets", "waiting")


@dataclass(frozen=True)
class MeasuringPlan:
    """How much is measured."""

    cpu: Bursts = Bursts()
    starts: int = 10
    websocket_rounds: int = 3
    waiting_seconds: float = waiting.SECONDS
    sections: tuple[str, ...] = SECTIONS


@dataclass
class Measurement:
    frameworks: list[Framework]
    chosen: list[str]
    passes: Passes
    plan: MeasuringPlan
    seed: int

    def measure(self) -> dict[str, Any]:
        subjects, figures = self.subjects(), dict[str, Any]()
        with ExitStack() as stack:
            copies = {subject.key: stack.enter_context(prepared(subject.program)) for subject in subjects}
            if "cpu" in self.plan.sections:
                figures["runs"] = [self.measure_cpu(subjects, copies)]
            if "cold" in self.plan.sections:
                figures["cold_start"] = self.measure_cold(subjects, copies)
        if "websockets" in self.plan.sections:
            figures["websockets"] = self.measure_websockets()
        if "waiting" in self.plan.sections:
            figures["waiting"] = self.measure_waiting()
        return figures

    def subjects(self) -> list[Subject]:
        """The floors, and of each framework what passed its checks."""
        return floor_subjects() + [row for f in self.frameworks for row in of_framework(f, self.passes)]

    def passing(self, task: str) -> list[Program]:
        programs = [load(framework, task) for framework in self.frameworks if task in framework.tasks()]
        return [program for program in programs if self.passes(program)]

    def measure_cpu(self, subjects: list[Subject], copies: dict[str, Copy]) -> dict[str, Any]:
        plan = self.plan.cpu
        counts = {"requests_per_burst": plan.requests, "blocks": plan.blocks, "rounds": plan.rounds}
        mark = current_mark(counts, [(s.key, s.serve, s.tasks, [*map(describe, s.programs)]) for s in subjects])

        def block(number: int) -> Any:
            say(f"processor time: block {number} of {plan.blocks}, {len(subjects)} servers")
            random = Random(self.seed + number)
            return step(f"cpu-{number}", mark, lambda: cpu.measure_block(subjects, copies, plan, random))

        blocks = [block(number) for number in range(1, plan.blocks + 1)]
        return evaluate(subjects, blocks, counts, Random(self.seed))

    def measure_cold(self, subjects: list[Subject], copies: dict[str, Copy]) -> Any:
        """Variants and twins start as their framework does; anchors have nothing to say here."""
        wanted = [s for s in subjects if s.name in self.chosen or s.name.startswith("floor-")]
        plain = [subject for subject in wanted if "t01" in subject.tasks]
        say(f"cold start and memory: {len(plain)} servers, {self.plan.starts} starts each")
        mark = current_mark(self.plan.starts, [(s.key, describe(s.program)) for s in plain])
        random = Random(self.seed)
        return step("cold", mark, lambda: footprint.measure(plain, copies, self.plan.starts, random))

    def measure_websockets(self) -> dict[str, Any]:
        programs = {program.row: program for program in self.passing("t09")}
        programs["floor-asgi"] = load(floors(), "t09", "common_asgi.py")
        by_row = {}
        for name, program in programs.items():
            say(f"memory of WebSockets: {name}")
            mark = current_mark(describe(program), self.plan.websocket_rounds)
            measure = partial(websockets.measure, program, self.plan.websocket_rounds)
            by_row[name] = step(f"websockets-{name}", mark, measure)
        return by_row

    def measure_waiting(self) -> dict[str, Any]:
        by_row = {}
        for program in self.passing("t15"):
            say(f"waiting for 50 ms: {program.row}")
            mark, seconds = current_mark(describe(program), self.plan.waiting_seconds), self.plan.waiting_seconds
            by_row[program.row] = step(f"waiting-{program.row}", mark, partial(waiting.measure, program, seconds))
        return by_row
