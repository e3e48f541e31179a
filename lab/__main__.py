"""`python -m lab`: lock, env, check, sample, measure, proofs, run, agree."""

import argparse
import errno
import json
import signal
import sys
import time
from pathlib import Path

from lab.checks.runner import goes_as_it_should
from lab.console import LabError, complain, say
from lab.measures import cpu
from lab.measures.agreement import agreements
from lab.measures.sections import SECTIONS, MeasuringPlan
from lab.paths import VAR
from lab.programs import environments
from lab.programs.environments import lock_sha256
from lab.programs.frameworks import TASKS, Framework, by_commit, choose
from lab.programs.program import Program, load_all
from lab.programs.pythons import find_python
from lab.proofs.cells import proofs_of
from lab.proofs.runner import cannot_fail, prove, report
from lab.runs import machine, results
from lab.runs.run import WholeRun, make_environments, show
from lab.runs.steps import forget, write


def main() -> int:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    arguments = parser().parse_args()
    try:
        code: int = arguments.run(arguments)
    except LabError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain("stopped; nothing is left running, and what was finished is kept")
        return 130
    except OSError as error:
        if error.errno != errno.ENOSPC and "No space left" not in str(error):
            raise
        place = error.filename or "var/lab"
        complain(f"the disk is full ({place}). Free some space and run again: what was finished is kept")
        return 1
    return code


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m lab", description=__doc__)
    commands = top.add_subparsers(required=True)
    lock = commands.add_parser("lock", help="resolve and pin the packages of frameworks and tools")
    lock.add_argument("--upgrade", action="store_true", help="take newer versions than the locks hold")
    lock.add_argument("--proofs", action="store_true", help="pin the packages that proofs name, instead")
    lock.set_defaults(run=run_lock)
    env = commands.add_parser("env", help="make environments from the locks")
    env.set_defaults(run=run_env)
    check = commands.add_parser("check", help="check programs against their tasks")
    check.add_argument("--task", action="append", choices=TASKS)
    check.add_argument("--seed", type=int, help="repeat a run with the seed that it printed")
    check.add_argument("--break", dest="broken", action="store_true", help="run with BREAK=1: a check has to fail")
    check.add_argument("--changed", action="store_true", help="only what changed since the newest results file")
    check.set_defaults(run=run_check)
    sample = commands.add_parser("sample", help="check T01 to T03 of one framework, chosen by the commit")
    sample.set_defaults(run=run_sample)
    proofs = commands.add_parser("proofs", help="run the proofs of feature cells")
    proofs.add_argument(
        "--break", dest="broken", action="store_true", help="run with BREAK=1: what can be broken has to fail"
    )
    proofs.add_argument("--write", action="store_true", help="write a results file, as a run of all frameworks does")
    proofs.add_argument("--changed", action="store_true", help="only programs that no results file shows as they are")
    proofs.set_defaults(run=run_proofs)
    run = commands.add_parser("run", help="check and measure, and write a results file")
    run.set_defaults(run=run_all)
    measure = commands.add_parser("measure", help="check and measure, and write no results file")
    measure.set_defaults(run=run_measure)
    agree = commands.add_parser("agree", help="say how far the orders of two results files agree")
    agree.add_argument("files", nargs=2, type=Path, metavar="FILE")
    agree.set_defaults(run=run_agree)
    for command in (run, measure):
        add_counts(command)
    for command in (lock, env, check, proofs, run, measure):
        command.add_argument(
            "frameworks", nargs="*", metavar="FW", help="keys as in catalogue/frameworks; all by default"
        )
    return top


def add_counts(command: argparse.ArgumentParser) -> None:
    """How much is measured; a published run takes what stands here."""
    command.add_argument("--requests", type=int, default=200, help="requests of a burst")
    command.add_argument("--blocks", type=int, default=4, help="blocks of fresh processes")
    command.add_argument("--rounds", type=int, default=3, help="rounds of bursts in a block")
    command.add_argument("--starts", type=int, default=10, help="cold starts of each server")
    command.add_argument("--only", action="append", choices=SECTIONS, help="measure some sections alone")
    command.add_argument("--fresh", action="store_true", help="do not go on where a run was stopped")


def run_lock(arguments: argparse.Namespace) -> int:
    if not arguments.frameworks or not environments.lock_path("_granian").exists():
        environments.lock_tools(arguments.upgrade)
    for framework in choose(arguments.frameworks):
        if not arguments.proofs:
            environments.lock(framework, arguments.upgrade)
        for packages in sorted({proof.packages for proof in proofs_of(framework.slug) if arguments.proofs} - {()}):
            environments.lock_with(framework, packages, arguments.upgrade)
    return 0


def run_proofs(arguments: argparse.Namespace) -> int:
    began, ticks = time.monotonic(), machine.ticks()
    record = results.header(sys.argv[1:], 0)
    known = results.shown_proofs() if arguments.changed else frozenset()
    record["proofs"] = prove(choose(arguments.frameworks), arguments.broken, known)
    if arguments.broken:
        blind = cannot_fail(record["proofs"])
        say(f"{len(blind)} proofs pass although BREAK=1 is set: {', '.join(blind) or 'none'}")
        return 1 if blind else 0
    report(record["proofs"])
    if arguments.write or not arguments.frameworks:
        results.save(results.finish(record, began, ticks), "proofs")
        forget(proofs=True)
    return 0


def run_env(arguments: argparse.Namespace) -> int:
    for framework in choose(arguments.frameworks):
        for kind in environments.KINDS:
            say(f"{framework.slug} {kind}: {environments.make(framework, kind)}")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    chosen = {framework: wanted_programs(framework, arguments) for framework in choose(arguments.frameworks)}
    chosen = {framework: programs for framework, programs in chosen.items() if programs}
    return check(chosen, arguments.seed, arguments.broken)


def run_sample(arguments: argparse.Namespace) -> int:
    try:
        find_python()
    except LabError as error:
        say(f"left out: the checks of one framework's programs. {error}")
        return 0
    framework = by_commit(results.git("rev-parse", "HEAD"))
    programs = [program for program in load_all(framework) if program.task in framework.measured_tasks]
    return check({framework: programs})


def check(chosen: dict[Framework, list[Program]], seed: int | None = None, broken: bool = False) -> int:
    bad = list(make_environments(chosen))
    programs = [program for framework, own in chosen.items() if framework.slug not in bad for program in own]
    bad += [p.name for p in programs if not goes_as_it_should(p, seed, broken)]
    if bad:
        say(f"{'not broken' if broken else 'not passed'}: {', '.join(bad)}")
    return 1 if bad else 0


def wanted_programs(framework: Framework, arguments: argparse.Namespace) -> list[Program]:
    """The tasks that were named; with --changed those whose program or lock the newest results do not show."""
    programs = [program for program in load_all(framework) if program.task in (arguments.task or TASKS)]
    return [program for program in programs if not arguments.changed or changed(program)]


def changed(program: Program) -> bool:
    newest = results.latest()
    shown = {**newest.get("tasks", {}), **newest.get("variants", {})}.get(program.row, {}).get(program.task, {})
    return [shown.get("program_sha256"), shown.get("lock_sha256")] != [program.sha256(), lock_sha256(program.lock)]


def make_run(arguments: argparse.Namespace) -> WholeRun:
    if arguments.fresh:
        forget()
    counts = cpu.Bursts(arguments.requests, arguments.blocks, arguments.rounds)
    sections = tuple(arguments.only or SECTIONS)
    return WholeRun(choose(arguments.frameworks), MeasuringPlan(counts, arguments.starts, sections=sections))


def run_all(arguments: argparse.Namespace) -> int:
    make_run(arguments).write(sys.argv[1:])
    return 0


def run_agree(arguments: argparse.Namespace) -> int:
    agreed = agreements(*(json.loads(path.read_text("utf-8")) for path in arguments.files))
    for task, (apart, turned) in agreed.items():
        say(f"{task}: {len(turned)} of {apart} pairs reversed {', '.join(map(' and '.join, turned))}".rstrip())
    return 0


def run_measure(arguments: argparse.Namespace) -> int:
    figures = make_run(arguments).prepare().measure()
    write(VAR / "measured.json", figures)
    for run in figures.get("runs", []):
        show(run)
    say("measured; the raw values are in var/lab/measured.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
