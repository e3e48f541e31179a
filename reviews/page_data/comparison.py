"""What a comparison claims, as tables."""

from collections.abc import Iterable, Iterator

from frameworks.alternates.tables import (
    FRAMEWORK,
    GROUP,
    PROOF,
    Column,
    Context,
    PageData,
    Table,
    Value,
)
from frameworks.links import evidence_address
from frameworks.side_by_side import Cell, Evidence
from frameworks.side_by_side import Table as CellTable
from reviews.arguments import Argument
from reviews.comparison import Column as Side
from reviews.comparison import Comparison
from reviews.opinions import CriterionRow, Standing
from reviews.voices import Voices

CRITERION = Column("criterion")
NOTE = Column("note", "nothing to add")
Rows = Iterator[tuple[Value, ...]]


def comparison_data(context: Context) -> PageData:
    """Return the tables of a comparison, in the order of its page."""
    shown: Comparison = context["comparison"]
    criteria = [row for _group, rows in shown.criteria for row in rows]
    return PageData(
        f"{context['chosen'].title} compared",
        [
            points("advice", "Which to pick when", advice_rows(shown.columns)),
            consensus_table(criteria),
            ratings_table(criteria, shown.voices),
            features_table(shown.features),
            facts_table(shown.facts),
            points("arguments", "For and against", argument_rows(shown.columns)),
            sources_table(shown),
        ],
    )


def points(name: str, title: str, rows: Rows) -> Table:
    return Table(name, title, [FRAMEWORK, Column("side"), Column("point"), *PROOF], rows)


def advice_rows(sides: Iterable[Side]) -> Rows:
    for side in sides:
        name, advice = side.framework.name, side.advice
        yield from spoken(name, "Pick it when", advice.picks)
        yield from spoken(name, "Less suited for", advice.less_suited)
        yield from spoken(name, "Against it", advice.against)


def argument_rows(sides: Iterable[Side]) -> Rows:
    for side in sides:
        yield from spoken(side.framework.name, "For", side.arguments.pros)
        yield from spoken(side.framework.name, "Against", side.arguments.cons)


def spoken(framework: str, side: str, arguments: Iterable[Argument]) -> Rows:
    """Yield a row for every guide behind every argument."""
    for argument in arguments:
        for chip in argument.chips:
            yield framework, side, argument.text, *chip.proof


def consensus_table(criteria: Iterable[CriterionRow]) -> Table:
    """Return what the guides together amount to."""
    columns = [
        GROUP,
        CRITERION,
        FRAMEWORK,
        Column("verdict"),
        Column("median", "no median"),
        Column("guides_with_a_level"),
    ]
    rows = (consensus_row(row, one) for row in criteria for one in row.cells)
    return Table("consensus", "Guides, side by side", columns, rows, across="framework")


def consensus_row(row: CriterionRow, one: Standing) -> tuple[Value, ...]:
    median = " to ".join(one.scale.labels[level] for level in one.found.median)
    count = f"{len(one.found.positions)} of {one.found.guides} guides"
    group = row.criterion.get_group_display()
    return group, row.criterion.name, one.framework.name, one.found.words, median, count


def ratings_table(criteria: Iterable[CriterionRow], voices: Voices) -> Table:
    """Return where each guide stands, also where it has no view."""
    columns = [CRITERION, FRAMEWORK, Column("guide"), Column("level"), Column("basis", "no level"), *PROOF]
    rows = (line for row in criteria for one in row.cells for line in rating_rows(one, voices))
    return Table("ratings", "What each guide says", columns, rows)


def rating_rows(one: Standing, voices: Voices) -> Rows:
    positions = {position.guide: position for position in one.found.positions}
    for guide, row in voices.guides.items():
        about = one.criterion.name, one.framework.name, row.voice
        if guide in one.found.silent:
            yield *about, "no view", "", *voices.cited(guide), ""
            continue
        key = f"{one.framework.key}/{one.criterion.key}/{guide}"
        proof = *voices.cited(guide), evidence_address(key, voices.day)
        if guide not in positions:
            hidden = guide in one.found.hidden
            yield *about, "coded by us, not counted here" if hidden else "names no level", "", *proof
            continue
        found = positions[guide]
        basis = "graded by the guide" if found.graded else "coded by us"
        scope = f", for {found.scope}" if found.scope else ""
        yield *about, one.scale.labels[found.level], f"{basis}{scope}", *proof


def features_table(features: CellTable) -> Table:
    columns = [GROUP, Column("feature"), FRAMEWORK, Column("level"), NOTE, *PROOF]
    return Table("features", "Feature support", columns, cell_rows(features), across="framework")


def facts_table(facts: CellTable) -> Table:
    columns = [Column("fact"), FRAMEWORK, Column("value"), NOTE, *PROOF]
    return Table("facts", "Release facts", columns, (row[1:] for row in cell_rows(facts)), across="framework")


def cell_rows(table: CellTable) -> Rows:
    """Yield every cell with the group and name of its row."""
    for group in table.groups:
        for row in group.rows:
            yield from ((group.label, row.name, *cell) for cell in cells(row.cells, table.evidence))


def cells(row: Iterable[Cell], evidence: Evidence) -> Rows:
    """Yield each framework's part of a row; without a stamp nothing is claimed."""
    for cell in row:
        proof = (cell.stamp.source.name, evidence.full_date(cell.stamp), cell.href) if cell.stamp else ("", "", "")
        yield cell.framework, cell.text, cell.below, *proof


def sources_table(shown: Comparison) -> Table:
    columns = [Column("guide"), Column("title"), Column("published", "n.d."), Column("page", of=("title",))]
    rows = ((guide.voice, source.name, source.published, chip.href) for guide, source, chip in shown.guides)
    return Table("sources", "Sources", columns, rows)
