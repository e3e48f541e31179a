"""Tables that several pages share: features and facts side by side, and where guides stand."""

from collections.abc import Iterable, Iterator

from curation.web.exports.tables import GROUP, PROOF, Column, Table, Value
from frameworks.exports import FRAMEWORK
from frameworks.side_by_side import ComparedTable, FrameworkCell, TableEvidence
from reviews.opinions.columns import NOTE
from reviews.opinions.ratings import Standing


def feature_cells(features: ComparedTable) -> Table:
    columns = [GROUP, Column("feature"), FRAMEWORK, Column("level"), NOTE, *PROOF]
    return Table("features", "Feature support", columns, cell_rows(features), across="framework")


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


def median_of(standing: Standing) -> str:
    """Return the median in words; the lower and the upper where an even number of guides stands around it."""
    return " to ".join(standing.scale.labels[level] for level in standing.consensus.median)
