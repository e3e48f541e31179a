"""Running the checks of a task against a program."""

import importlib
import secrets
import time
from contextlib import nullcontext
from types import ModuleType
from typing import Any

from lab.checks import browser
from lab.checks.checker import Checker
from lab.console import LabError, detail, say
from lab.programs.copies import prepared
from lab.programs.environments import lock_sha256
from lab.programs.program import Program
from lab.serving.commands import Copy, template
from lab.serving.servers import Server

CHECK_THREADS = 16


def task_module(task: str) -> ModuleType:
    return importlib.import_module(f"lab.checks.tasks.{task}")


def check_program(program: Program, seed: int, broken: bool = False) -> dict[str, Any]:
    """Serve the program, run its task's checks, and return what a results file keeps of them."""
    started, module = time.monotonic(), task_module(program.task)
    with getattr(module, "SURROUNDINGS", nullcontext)() as surroundings:
        environ = {**(surroundings or {}), **({"BREAK": "1"} if broken else {})}
        with prepared(program, environ) as copy:
            checker = run_checks(copy, module, seed)
    return {
        **describe(program),
        "seed": seed,
        "must_passed": len(checker.outcomes) - len(checker.failed),
        "must_total": len(checker.outcomes),
        "failed": checker.failed,
        "notes": checker.notes,
        "seconds": round(time.monotonic() - started, 2),
    }


def describe(program: Program) -> dict[str, Any]:
    """What a program is, without running it."""
    return {
        **({"as_in": program.as_in} if program.as_in else {}),
        "program_sha256": program.sha256(),
        "lock_sha256": lock_sha256(program.lock),
        "files": program.texts(),
        "lines": program.lines(),
        "needs": list(program.needs),
        "serve": program.serve,
        "command": template(program.serve, threads_of(program)),
        "breaks": " ".join(program.header.get("break", ())),
        "remarks": list(program.header.get("note", ())),
    }


def run_checks(copy: Copy, module: ModuleType, seed: int) -> Checker:
    if not getattr(module, "SERVED", True):
        checker = Checker(copy, None, seed)
        checker.run(module.STEPS)
        return checker
    with Server(copy, module.READY, threads=threads_of(copy.program)) as server:
        checker = Checker(copy, server, seed)
        checker.run([*(browser.STEPS if in_browser(copy.program) else module.STEPS)])
        checker.must(server.alive(), "the server still runs after the checks", server.tail())
    return checker


def threads_of(program: Program) -> int:
    """One thread, as the measurements have it, except where the program asks for a server of threads itself."""
    return CHECK_THREADS if program.serve == "gunicorn" or "{threads}" in program.serve else 1


def in_browser(program: Program) -> bool:
    return program.framework.browser and program.task == "t03"


def left_out(program: Program) -> str:
    """Why a program cannot be checked on this machine."""
    return browser.missing() if in_browser(program) else ""


def check_and_say(program: Program, seed: int | None = None, broken: bool = False) -> dict[str, Any]:
    """Check one program and say how it went."""
    seed = secrets.randbelow(10**9) if seed is None else seed
    result = check_program(program, seed, broken)
    counts = f"{result['must_passed']} of {result['must_total']}"
    say(f"{program.name}: {counts} checks passed, {result['seconds']} s, seed {seed}")
    for failure in result["failed"]:
        detail(f"failed: {failure['check']} (seen: {failure['seen']})")
    return result


def goes_as_it_should(program: Program, seed: int | None, broken: bool) -> bool:
    """Whether a program passes, or with BREAK=1 fails a check."""
    if reason := left_out(program):
        say(f"{program.name}: left out, because {reason}")
        return True
    try:
        result = check_and_say(program, seed, broken)
    except LabError as error:
        say(f"{program.name}: {error}")
        return False
    if broken and not result["failed"]:
        detail("BREAK=1 broke no check: either the program or the check is blind")
    if program.fault and not broken:
        known = "a known fault of the framework" if result["failed"] else "passes, although this says otherwise"
        detail(f"{known}: lab/reports/{program.fault}.md")
        return bool(result["failed"])
    return bool(result["failed"]) == broken
