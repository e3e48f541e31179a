"""What pages say of use, as tables."""

from collections.abc import Iterator, Sequence

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from frameworks.adoption.charts import AdoptionRow
from frameworks.adoption.reading import Adoption
from frameworks.claims.columns import FRAMEWORK


def adoption_data(context: Context) -> PageData:
    """Return every point of the page, and how each figure developed."""
    adoption: Adoption = context["adoption"]
    columns = [FRAMEWORK, Column("metric"), Column("day"), Column("count"), Column("licence"), *PROOF]
    return PageData("Adoption", [adoption_table(adoption), Table("points", "Points", columns, points(adoption.rows))])


def adoption_table(adoption: Adoption) -> Table:
    """Return the last count and the direction of every figure."""
    columns = [FRAMEWORK, Column("metric"), Column("day"), Column("count"), Column("direction"), Column("is_not")]
    rows = (
        (row.framework.name, figure.metric.label, *figure.last, figure.trend, figure.metric.is_not)
        + (figure.series.licence, figure.series.source.name, figure.series.read_on, figure.address)
        for row in adoption.rows
        for figure in row.figures
        if figure
    )
    return Table("adoption", "Adoption", [*columns, Column("licence"), *PROOF], rows)


def points(rows: Sequence[AdoptionRow]) -> Iterator[tuple[Value, ...]]:
    for row in rows:
        for figure in filter(None, row.figures):
            proof = (figure.series.licence, figure.series.source.name, figure.series.read_on, figure.address)
            for day, number in figure.points:
                yield (row.framework.name, figure.metric.label, day, number, *proof)
