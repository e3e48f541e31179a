"""What the pages of code claim, as tables."""

from collections.abc import Sequence

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table
from frameworks.claims.columns import FRAMEWORK
from measurements.code.overview import Answered, FaultLine, TaskLine
from measurements.code.sides import ProgramSide
from measurements.code.switching import ProgramSwitch
from measurements.models import Program

TASK = Column("task")


def task_list_data(context: Context) -> PageData:
    """Return the tasks with their counts, the answers to bad input and the faults found."""
    lines: Sequence[TaskLine] = context["lines"]
    answered: Sequence[Answered] = context["answered"]
    faults: Sequence[FaultLine] = context["faults"]
    counts = [TASK, Column("programs"), Column("passing"), Column("not_offered"), Column("address", of=("task",))]
    checks = [Column("check"), Column("seen", "nothing"), Column("further"), Column("report")]
    of_tasks = (
        (row.task.name, row.offered, row.passing, row.not_offered, row.task.get_absolute_url()) for row in lines
    )
    of_answers = (
        (row.framework.name, point, cell)
        for row in answered
        for point, cell in zip(context["points"], row.cells, strict=True)
    )
    of_faults = ((row.name, row.version, row.task.name, row.check, row.seen, row.further, row.report) for row in faults)
    bad_input = [FRAMEWORK, Column("point"), Column("answer", "not seen")]
    return PageData(
        "The same tasks in every framework",
        [
            Table("tasks", "Tasks", counts, of_tasks),
            Table("bad_input", "How bad input is answered", bad_input, of_answers),
            Table("faults", "Faults of frameworks", [FRAMEWORK, Column("version"), TASK, *checks], of_faults),
        ],
    )


def task_data(context: Context) -> PageData:
    """Return the programs side by side, with what their checks found."""
    columns: Sequence[ProgramSide] = context["sides"]
    switch: ProgramSwitch | None = context["switch"]
    about = [FRAMEWORK, Column("version"), Column("lines"), Column("packages", "none beside the framework")]
    about += [Column("checks"), Column("not_offered", "offered"), *PROOF]
    code = [FRAMEWORK, Column("file"), Column("text")]
    texts = ((side.framework.name, file.path, file.text) for side in columns for file in side.files)
    points = [Column("point"), Column("before"), Column("after")]
    changes = switch.changes if switch else ()
    return PageData(
        f"{context['task'].name}, side by side",
        [
            Table("programs", "Programs", about, map(program_row, columns), across="framework"),
            Table("code", "Code", code, texts),
            Table("switching", "What changes from the first to the second", points, changes),
        ],
    )


def program_row(side: ProgramSide) -> tuple[str | int, ...]:
    program: Program = side.program
    checks = f"{program.passed} of {program.checks}" if program.checks else "none made"
    proof = (f"Run of {side.run.key}", side.run.day.isoformat(), side.evidence)
    needs = ", ".join(program.needs)
    return (side.framework.name, program.version, program.lines, needs, checks, program.not_offered, *proof)
