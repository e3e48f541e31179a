"""What a few frameworks cost, side by side, for pages about frameworks."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_address
from curation.web.exports.tables import PROOF, Column, Table
from frameworks.claims.columns import FRAMEWORK
from frameworks.models import Framework, Support
from measurements.defaults import by_default
from measurements.models import CellProof, Figure, Measure
from measurements.proven import CELL, COLUMNS, proven
from measurements.speed.numbers import Amount, amount

SHOWN = (
    Measure.CPU_T01,
    Measure.CPU_T02,
    Measure.CPU_T03,
    Measure.START_CPU,
    Measure.MEMORY_IDLE,
    Measure.SIZE_BARE,
    Measure.PACKAGES_BARE,
)


class MeasuredLine(NamedTuple):
    """The columns of a figure that are shown beside others."""

    key: str
    framework_id: str
    measure: str
    variant: str
    value: int
    low: int
    high: int
    run_id: str


@dataclass(frozen=True, slots=True)
class MeasuredCell:
    """What was measured of one framework; without an address nothing was."""

    framework: str
    value: Amount | None = None
    interval: str = ""
    address: str = ""
    run: str = ""


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One measure across frameworks."""

    measure: Measure
    cells: Sequence[MeasuredCell]


@dataclass(frozen=True, slots=True)
class SeenInLab:
    """What pages about frameworks show of the lab."""

    measured: Sequence[MeasuredRow]
    proven: frozenset[str]
    """The addresses of the evidence of cells that a program has proved."""


def read_lab(snapshot: Snapshot, frameworks: Sequence[Framework], more: Sequence[Measure] = ()) -> SeenInLab:
    """Return the measures that at least one of some frameworks has, and the cells proved of them; one query.

    ``more`` are measures beside those that every page shows.
    """
    where = {"framework__in": [row.pk for row in frameworks]}
    figures = {"measure__in": [measure.value for measure in (*SHOWN, *more)]}
    rows = snapshot.several(
        {Figure: (MeasuredLine._fields, where | figures), CellProof: (COLUMNS, where), Support: (CELL, where)}
    )
    held = proven(rows[CellProof], rows[Support], snapshot.day)
    return seen_in_lab(snapshot, frameworks, map(MeasuredLine._make, rows[Figure]), held, more)


def seen_in_lab(
    snapshot: Snapshot,
    frameworks: Sequence[Framework],
    figures: Iterable[MeasuredLine],
    held: frozenset[str],
    more: Sequence[Measure] = (),
) -> SeenInLab:
    """Return what a page shows of figures that were read, beside the cells that programs have proved."""
    lines = by_default(figures)
    measured = (
        MeasuredRow(
            measure, [measured_cell(row, lines.get((row.pk, measure.value)), snapshot.day) for row in frameworks]
        )
        for measure in (*SHOWN, *more)
    )
    shown = [row for row in measured if any(cell.address for cell in row.cells)]
    return SeenInLab(shown, held)


def measured_cell(framework: Framework, line: MeasuredLine | None, day: datetime.date | None) -> MeasuredCell:
    """Return what was measured of a framework as a page shows it on a day."""
    if line is None:
        return MeasuredCell(framework.name)
    measure = Measure(line.measure)
    interval = f"{amount(measure, line.low).number} to {amount(measure, line.high).number}"
    return MeasuredCell(
        framework.name,
        amount(measure, line.value),
        interval if line.low != line.high else "",
        evidence_address(line.key, day),
        line.run_id,
    )


def measured_table(measured: Sequence[MeasuredRow]) -> Table:
    """Return what was measured of some frameworks, for the exports of pages about them."""
    columns = [Column("measure"), FRAMEWORK, Column("value", "not measured"), Column("interval", "no interval"), *PROOF]
    rows = (
        (row.measure.label, cell.framework, cell.value.words if cell.value else "", cell.interval)
        + ((f"Run of {cell.run}", cell.run[:10], cell.address) if cell.address else ("", "", ""))
        for row in measured
        for cell in row.cells
    )
    return Table("measured", "What it costs to run", columns, rows, across="framework")
