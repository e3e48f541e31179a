"""One task in two to four frameworks, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_address
from curation.web.querystrings import InvalidQuery, Problem, choice
from frameworks.models import Fact, FactName, Framework
from measurements.code.running import Running, running
from measurements.code.text import ShownFile, shown_files
from measurements.models import LabRun, Program, Task
from measurements.models.program import DEFAULT

MOST = 4
FIRST = ("django", "fastapi")
"""What is shown where no framework is asked for."""


@dataclass(frozen=True, slots=True)
class ProgramSide:
    """A framework’s program of a task, as a column of the page."""

    framework: Framework
    program: Program
    task: Task
    run: LabRun
    variants: Sequence[Program]
    as_in: str
    """The name of the framework whose program it is, where that is another."""
    latest: str = ""
    """The framework's latest version on record; empty where none is."""
    shared: frozenset[int] = frozenset()
    """Lines of its first file, from 0, that stand in the program beside it too."""

    @property
    def name(self) -> str:
        label = f" [{self.program.label}]" if self.program.label else ""
        return f"{self.framework.name} {self.program.version}{label}"

    @property
    def released_since(self) -> str:
        """The version that has come since it ran; empty where none has."""
        return self.latest if self.latest != self.program.version else ""

    @property
    def files(self) -> list[ShownFile]:
        files = shown_files(self.program.files, self.task.pk)
        return [*(replace(file, shared=self.shared) for file in files[:1]), *files[1:]]

    @property
    def evidence(self) -> str:
        return evidence_address(self.program.pk)

    @property
    def archive(self) -> str:
        variant = "" if self.program.variant == DEFAULT else f".{self.program.variant}"
        return f"{self.task.get_absolute_url()}{self.framework.slug}{variant}.zip"

    @property
    def running(self) -> Running:
        return running(self.program, self.framework.package or self.framework.slug, self.run.servers)


def chosen(asked: Sequence[str], frameworks: Sequence[Framework], offered: Mapping[str, Program]) -> list[Framework]:
    """Return the frameworks asked for, or the best known that offer the task; refuse unknown ones and too many."""
    by_slug = {row.slug: row for row in frameworks}
    for slug in asked:
        choice("framework", slug, list(by_slug))
    if len(asked) > MOST:
        raise InvalidQuery(Problem("framework", f"choose at most {MOST}; you chose {len(asked)}."))
    if asked:
        return [by_slug[slug] for slug in dict.fromkeys(asked)]
    usual = [row for row in frameworks if row.slug in FIRST and has_code(offered.get(row.pk))]
    return usual or [row for row in frameworks if has_code(offered.get(row.pk))][:2]


def has_code(program: Program | None) -> bool:
    return program is not None and bool(program.files)


def latest_versions(snapshot: Snapshot, frameworks: Sequence[Framework]) -> dict[str, str]:
    """Return the latest version on record of some frameworks, by key; one query."""
    where = {"framework__in": [row.pk for row in frameworks], "name": FactName.LATEST_VERSION.value}
    return dict(snapshot.values(Fact, "framework_id", "value", **where))


def read_sides(
    snapshot: Snapshot, task: Task, columns: Sequence[Framework], programs: Sequence[Program], names: Mapping[str, str]
) -> list[ProgramSide]:
    """Return a column for each framework that has one of the programs of a task; two queries."""
    runs = {run.pk: run for run in snapshot.rows(LabRun, key__in=sorted({row.run_id for row in programs}))}
    latest = latest_versions(snapshot, columns)
    first = {row.framework_id: row for row in programs if row.variant == DEFAULT}
    others = [row for row in programs if row.variant != DEFAULT and row.files]
    return [
        ProgramSide(
            row,
            program,
            task,
            runs[program.run_id],
            [other for other in others if other.framework_id == row.pk],
            names.get(program.as_in_id or "", ""),
            latest.get(row.pk, ""),
        )
        for row in columns
        if (program := first.get(row.pk))
    ]
