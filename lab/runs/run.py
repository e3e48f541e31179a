"""A whole run: environments, checks, sizes, measurements, and the results file."""

import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Self

from lab.checks.runner import check_and_say, describe, left_out
from lab.console import LabError, detail, say
from lab.measures import sizes
from lab.measures.evaluation import anchors_apart
from lab.measures.sections import Measurement, MeasuringPlan
from lab.measures.subjects import floor_subjects, with_anchors
from lab.paths import STEPS, VAR
from lab.programs import environments
from lab.programs.copies import clear_left, fetch
from lab.programs.frameworks import COMMON_TASKS, Framework, floors, tables
from lab.programs.program import Program, load_all
from lab.runs import machine, results
from lab.runs.steps import current_mark, forget, step, write
from lab.serving.isolation import isolate


@dataclass
class WholeRun:
    """Frameworks are checked and measured together with the anchors, which tie the figures to other runs."""

    chosen: list[Framework]
    plan: MeasuringPlan
    seed: int = field(default_factory=lambda: secrets.randbelow(10**9))
    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    variants: dict[str, dict[str, Any]] = field(default_factory=dict)
    frameworks: list[Framework] = field(init=False)
    left_out: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.frameworks = with_anchors(self.chosen)

    def prepare(self) -> Self:
        wanted = {framework: self.programs(framework) for framework in self.frameworks}
        self.left_out = make_environments({**wanted, floors(): []}, environments.KINDS)
        self.frameworks = [framework for framework in self.frameworks if framework.slug not in self.left_out]
        for framework in self.frameworks:
            reasons = framework.not_offered() if framework in self.chosen else {}
            self.tasks[framework.slug] = {task: {"not_offered": reason} for task, reason in reasons.items()}
            for program in self.programs(framework):
                table = self.variants if program.variant else self.tasks
                table.setdefault(program.row, {})[program.task] = check_or_keep(program)
        return self

    def programs(self, framework: Framework) -> list[Program]:
        """Of an anchor that was not asked for, only what the figures are compared by."""
        programs = load_all(framework)
        anchor = framework not in self.chosen
        return [p for p in programs if p.task in COMMON_TASKS and not p.variant] if anchor else programs

    def passes(self, program: Program) -> bool:
        """A program is measured when its checks passed, or failed for a fault of the framework with a report."""
        seen = {**self.tasks, **self.variants}.get(program.row, {}).get(program.task, {})
        return seen.get("failed") == [] or (program.fault != "" and "failed" in seen)

    def measure(self) -> dict[str, Any]:
        chosen = [framework.slug for framework in self.chosen]
        return Measurement(self.frameworks, chosen, self.passes, self.plan, self.seed).measure()

    def write(self, command: list[str]) -> None:
        """The whole run into a results file; a run with too much noise is refused and kept aside."""
        began, ticks, record = time.monotonic(), machine.ticks(), results.header(command, self.seed)
        self.prepare()
        record["frameworks"] = {framework.slug: describe_framework(framework) for framework in self.frameworks}
        record["floors"] = {subject.name: describe(subject.program) for subject in floor_subjects()}
        record |= {"left_out": self.left_out, "tasks": self.tasks, "variants": self.variants, **self.measure()}
        results.finish(record, began, ticks)
        for run in record.get("runs", []):
            run["anchors"] = anchors_apart(run, results.latest(), tables()["measure"]["anchors"])
            show(run)
            if not run["accepted"]:
                refuse(run, record)
        results.save(record)
        forget()


def make_environments(wanted: dict[Framework, list[Program]], kinds: tuple[str, ...] = ()) -> dict[str, str]:
    """Everything that needs a network, before all but loopback are cut off.

    Returns the frameworks that do not install, and why.
    """
    failed = {}
    clear_left()
    for name in tables()["tools"]:
        environments.tool(name)
    for number, (framework, programs) in enumerate(wanted.items(), 1):
        try:
            for kind in [*kinds, *(program.environment for program in programs)]:
                environments.make(framework, kind)
            for program in programs:
                fetch(program)
            say(f"environments: {framework.slug}, {number} of {len(wanted)}")
        except LabError as error:
            failed[framework.slug] = str(error).splitlines()[0]
            say(f"{framework.slug} is left out: {error}")
    if reason := isolate():
        say(reason)
    return failed


def check_or_keep(program: Program) -> Any:
    """What the checks found, or why there is nothing to find."""
    if reason := left_out(program):
        say(f"{program.name}: left out, because {reason}")
        return {**describe(program), "left_out": reason}

    def make() -> dict[str, Any]:
        try:
            checked = check_and_say(program)
        except LabError as error:
            say(f"{program.name}: {error}")
            return {**describe(program), "error": str(error)}
        return {**checked, "fault": program.fault} if program.fault else checked

    name = re.sub(r"[^a-z0-9]+", "-", f"check {program.name}".lower())
    return step(name, current_mark(describe(program), program.framework.environ, program.fault), make)


def describe_framework(framework: Framework) -> dict[str, Any]:
    """What was installed, and how big it is: the framework alone, and with what the tasks need."""
    made = {kind: sizes.measure(environments.make(framework, kind)) for kind in environments.KINDS}
    name = framework.distribution.lower().replace("_", "-")
    return {
        "distribution": framework.distribution,
        "version": made["bare"]["packages"].get(name, "unknown"),
        "interface": framework.interface,
        "serve": framework.serve,
        "floor": framework.floor or None,
        "pitfalls": list(framework.pitfalls),
        "lock_sha256": environments.lock_sha256(environments.lock_path(framework.slug, "bare")),
        "environments": made,
    }


def refuse(run: dict[str, Any], record: dict[str, Any]) -> None:
    """What was measured is kept aside for who wants to look, and measured again by the next run."""
    write(VAR / "refused.json", record)
    for path in STEPS.glob("cpu-*.json"):
        path.unlink()
    worst = max(run["aa"], key=lambda pair: run["aa"][pair])
    raise LabError(
        f"noise too high: {worst}, measured twice, differs by {run['aa'][worst]} %. No results file was written "
        "(var/lab/refused.json holds the figures). Run again when the machine is quieter; the checks are kept."
    )


def show(run: dict[str, Any]) -> None:
    """The bands of a run, in words."""
    for task, groups in run["bands"].items():
        for group in groups:
            rows = [f"{name} {run['tasks'][task][name]['us']}" for name in group]
            detail(f"{task} µs, {'tie: ' if len(rows) > 1 else ''}{', '.join(rows)}")
    for pair, percent in run["aa"].items():
        detail(f"{pair} measured twice: {percent} % apart")
