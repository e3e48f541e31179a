"""Tables that several pages share: features and facts side by side, support windows, and where guides stand."""

from collections.abc import Iterable, Iterator

from curation.web.exports.tables import GROUP, PROOF, Column, Table, Value
from frameworks.claims.citations import Citation
from frameworks.claims.columns import FRAMEWORK
from frameworks.claims.side_by_side import ComparedTable, FrameworkCell, TableEvidence
from frameworks.models import SupportWindow
from reviews.guides.opinions.columns import NOTE
from reviews.guides.opinions.ratings import Standing

UNPUBLISHED = "no date published"

PROGRAM = Column("program", "no program has proved it")
PROVEN = "proven by a program"


def feature_cells(features: ComparedTable, proven: frozenset[str]) -> Table:
    columns = [GROUP, Column("feature"), FRAMEWORK, Column("level"), NOTE, PROGRAM, *PROOF]
    rows = ((*row[:-3], PROVEN if row[-1] in proven else "", *row[-3:]) for row in cell_rows(features))
    return Table("features", "Feature support", columns, rows, across="framework")


def fact_cells(facts: ComparedTable) -> Table:
    columns = [Column("fact"), FRAMEWORK, Column("value"), NOTE, *PROOF]
    return Table("facts", "Release facts", columns, (row[1:] for row in cell_rows(facts)), across="framework")


def cell_rows(table: ComparedTable) -> Iterator[tuple[Value, ...]]:
    """Yield every cell with the group and name of its row."""
    for group in table.groups:
        for row in group.rows:
            yield from ((group.label, row.name, *cell) for cell in cells(row.cells, table.evidence))


def cells(row: Iterable[FrameworkCell], evidence: TableEvidence) -> Iterator[tuple[Value, ...]]:
    """Yield each framework's part of a row; without a citation nothing is claimed."""
    for cell in row:
        proof = (
            (cell.citation.source.name, evidence.full_date(cell.citation), cell.href) if cell.citation else ("", "", "")
        )
        yield cell.framework, cell.text, cell.below, *proof


def windows_table(windows: Iterable[tuple[str, SupportWindow, Citation]]) -> Table:
    """Return release lines, each with the name of its framework and its evidence."""
    columns = [
        FRAMEWORK,
        Column("release_line"),
        Column("long_term"),
        Column("released"),
        Column("full_support_until", UNPUBLISHED),
        Column("security_fixes_until", UNPUBLISHED),
        NOTE,
        *PROOF,
    ]
    rows = (
        (
            framework,
            window.version,
            "yes" if window.long_term else "no",
            window.released,
            window.full_support_until,
            window.security_until,
            window.note,
            *citation.proof,
        )
        for framework, window, citation in windows
    )
    return Table("windows", "Support windows", columns, rows)


def median_of(standing: Standing) -> str:
    """Return the median in words; the lower and the upper where an even number of guides stands around it."""
    return " to ".join(standing.scale.labels[level] for level in standing.consensus.median)
