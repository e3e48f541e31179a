"""Running the checks of a task against a program."""

from __future__ import annotations

import importlib
import secrets
import time
from types import ModuleType
from typing import Any

from lab.checks.checker import Checker
from lab.console import LabError, detail, say
from lab.frameworks import Framework
from lab.programs import Program, load
from lab.servers import Server
from lab.serving import Copy, prepare


def task_module(task: str) -> ModuleType:
    return importlib.import_module(f"lab.checks.tasks.{task}")


def check_program(program: Program, seed: int, broken: bool = False) -> dict[str, Any]:
    """Serve the program, run its task's checks, and return what a results file keeps of them."""
    started, module = time.monotonic(), task_module(program.task)
    copy = prepare(program, {"BREAK": "1"} if broken else {})
    try:
        checker = run_checks(copy, module, seed)
    finally:
        copy.remove()
    return {
        "program_sha256": program.sha256(),
        "files": program.texts(),
        "lines": program.lines(),
        "needs": list(program.needs),
        "serve": program.serve,
        "seed": seed,
        "must_passed": len(checker.outcomes) - len(checker.failed),
        "must_total": len(checker.outcomes),
        "failed": checker.failed,
        "notes": checker.notes,
        "seconds": round(time.monotonic() - started, 2),
    }


def run_checks(copy: Copy, module: ModuleType, seed: int) -> Checker:
    with Server(copy, module.READY) as server:
        checker = Checker(server, seed)
        checker.run(module.STEPS)
        checker.must(server.alive(), "the server still runs after the checks", server.tail())
    return checker


def check_task(framework: Framework, task: str, seed: int | None = None, broken: bool = False) -> dict[str, Any]:
    """Check one task and say how it went."""
    seed = secrets.randbelow(10**9) if seed is None else seed
    result = check_program(load(framework, task), seed, broken)
    counts = f"{result['must_passed']} of {result['must_total']}"
    say(f"{framework.slug} {task}: {counts} checks passed, {result['seconds']} s, seed {seed}")
    for failure in result["failed"]:
        detail(f"failed: {failure['check']} (seen: {failure['seen']})")
    return result


def check_framework(framework: Framework, tasks: list[str], seed: int | None, broken: bool) -> list[str]:
    """Check tasks of a framework; returns what did not go as it should."""
    bad = []
    for task in tasks:
        name = f"{framework.slug} {task}"
        try:
            result = check_task(framework, task, seed, broken)
        except LabError as error:
            say(f"{name}: {error}")
            bad.append(name)
            continue
        if broken and not result["failed"]:
            detail("BREAK=1 broke no check: either the program or the check is blind")
        if bool(result["failed"]) != broken:
            bad.append(name)
    return bad
