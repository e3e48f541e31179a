"""All tasks in all frameworks: what passes, how bad input is answered, and which faults of frameworks were found."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from curation.web.addresses import evidence_address
from frameworks.models import Framework
from measurements.models import Program, Task
from measurements.models.program import DEFAULT

NOTED = ("t01", "t02")
"""The tasks whose notes say how bad input is answered."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with how many frameworks have a program of it, and how many programs pass every check."""

    task: Task
    offered: int
    passing: int
    not_offered: int


@dataclass(frozen=True, slots=True)
class Answered:
    """How one framework answers bad input by default: yes, partly or no for each point, blank where none was made."""

    framework: Framework
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A task whose checks a framework fails by a fault of its own."""

    name: str
    version: str
    task: Task
    check: str
    """The first that fails."""
    seen: str
    further: int
    """How many more fail."""
    report: str
    address: str


def task_lines(tasks: Iterable[Task], programs: Iterable[Program]) -> list[TaskLine]:
    """Return the tasks with their counts; variants are not counted."""
    first = [program for program in programs if program.variant == DEFAULT]
    offered = Counter(program.task_id for program in first if not program.not_offered)
    passing = Counter(program.task_id for program in first if program.passes)
    without = Counter(program.task_id for program in first if program.not_offered)
    return [TaskLine(task, offered[task.pk], passing[task.pk], without[task.pk]) for task in tasks]


def bad_input(frameworks: Iterable[Framework], programs: Iterable[Program]) -> tuple[list[str], list[Answered]]:
    """Return the points of the notes and, for each framework with any, what it does."""
    notes = {
        (program.framework_id, point): word
        for program in programs
        if program.variant == DEFAULT and program.task_id in NOTED
        for point, word in sorted(program.notes.items())
    }
    points = list(dict.fromkeys(point for _framework, point in notes))
    lines = [Answered(row, [notes.get((row.pk, point), "") for point in points]) for row in frameworks]
    return points, [line for line in lines if any(line.cells)]


def fault_lines(frameworks: Iterable[Framework], tasks: Iterable[Task], programs: Iterable[Program]) -> list[FaultLine]:
    """Return what frameworks themselves do wrong: failed checks behind which a report stands."""
    names, by_key = {row.pk: row.name for row in frameworks}, {task.pk: task for task in tasks}
    return [
        FaultLine(
            name=names[row.framework_id],
            version=row.version,
            task=by_key[row.task_id],
            check=row.failed[0]["check"],
            seen=row.failed[0]["seen"],
            further=len(row.failed) - 1,
            report=row.fault,
            address=evidence_address(row.pk),
        )
        for row in programs
        if row.fault and row.failed and row.variant == DEFAULT
    ]
