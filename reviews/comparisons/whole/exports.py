"""What a comparison claims, as tables."""

from collections.abc import Iterable, Iterator

from curation.web.addresses import evidence_address
from curation.web.exports.tables import GROUP, PROOF, Column, Context, PageData, Table, Value
from frameworks.claims.columns import FRAMEWORK
from measurements.speed.beside import measured_table
from reviews.comparisons.whole.comparison import ComparedFramework, Comparison
from reviews.guides.opinions.arguments import Argument
from reviews.guides.opinions.columns import CRITERION, GUIDE, PUBLISHED, SIDE, VERDICT
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.guides.opinions.ratings import CriterionRow, Standing
from reviews.guides.opinions.tables import cell_rows, fact_cells, feature_cells, median_of, windows_table

Rows = Iterator[tuple[Value, ...]]


def comparison_data(context: Context) -> PageData:
    """Return the tables of a comparison, in the order of its page."""
    comparison: Comparison = context["comparison"]
    criteria = [row for _group, rows in comparison.criteria for row in rows]
    return PageData(
        f"{context['chosen'].title} compared",
        [
            points("advice", "Which to pick when", advice_rows(comparison.columns)),
            alone_table(comparison),
            consensus_table(criteria),
            ratings_table(criteria, comparison.opinions.voices),
            feature_cells(comparison.features, context["lab"].proven),
            measured_table(context["lab"].measured),
            fact_cells(comparison.facts),
            windows_table(
                (framework.name, window, citation) for framework, window, citation in comparison.windows.lines
            ),
            points("arguments", "For and against", argument_rows(comparison.columns)),
            sources_table(comparison),
        ],
    )


def points(name: str, title: str, rows: Rows) -> Table:
    return Table(name, title, [FRAMEWORK, SIDE, Column("point"), *PROOF], rows)


def advice_rows(sides: Iterable[ComparedFramework]) -> Rows:
    for side in sides:
        name, advice = side.framework.name, side.advice
        yield from spoken(name, "Pick it when", advice.picks)
        yield from spoken(name, "Less suited for", advice.less_suited)
        yield from spoken(name, "Against it", advice.against)


def alone_table(comparison: Comparison) -> Table:
    """Return the features that one framework alone has built in, each with the evidence of its cell."""
    proofs = {cell[-1]: cell[-3:] for cell in cell_rows(comparison.features)}
    rows = (
        (side.framework.name, feature, *proofs[address])
        for side in comparison.columns
        for feature, address in side.alone
    )
    return Table("alone", "Built in here alone", [FRAMEWORK, Column("feature"), *PROOF], rows)


def argument_rows(sides: Iterable[ComparedFramework]) -> Rows:
    for side in sides:
        yield from spoken(side.framework.name, "For", side.arguments.pros)
        yield from spoken(side.framework.name, "Against", side.arguments.cons)


def spoken(framework: str, side: str, arguments: Iterable[Argument]) -> Rows:
    """Yield a row for every guide behind every argument."""
    for argument in arguments:
        for citation in argument.citations:
            yield framework, side, argument.text, *citation.proof


def consensus_table(criteria: Iterable[CriterionRow]) -> Table:
    """Return what the guides together amount to."""
    columns = [
        GROUP,
        CRITERION,
        FRAMEWORK,
        VERDICT,
        Column("median", "no median"),
        Column("guides_with_a_level"),
    ]
    rows = (consensus_row(row, standing) for row in criteria for standing in row.cells)
    return Table("consensus", "Guides, side by side", columns, rows, across="framework")


def consensus_row(row: CriterionRow, standing: Standing) -> tuple[Value, ...]:
    count = f"{len(standing.consensus.positions)} of {standing.consensus.guides} guides"
    group = row.criterion.get_group_display()
    return group, row.criterion.name, standing.framework.name, standing.consensus.words, median_of(standing), count


def ratings_table(criteria: Iterable[CriterionRow], voices: GuidesByCode) -> Table:
    """Return where each guide stands, also where it has no view."""
    columns = [CRITERION, FRAMEWORK, GUIDE, Column("level"), Column("basis", "no level"), *PROOF]
    rows = (line for row in criteria for standing in row.cells for line in rating_rows(standing, voices))
    return Table("ratings", "What each guide says", columns, rows)


def rating_rows(standing: Standing, voices: GuidesByCode) -> Rows:
    positions = {position.guide: position for position in standing.consensus.positions}
    for guide, row in voices.guides.items():
        about = standing.criterion.name, standing.framework.name, row.voice
        if guide in standing.consensus.silent:
            yield *about, "no view", "", *voices.cited(guide), ""
            continue
        key = f"{standing.framework.key}/{standing.criterion.key}/{guide}"
        proof = *voices.cited(guide), evidence_address(key, voices.day)
        if guide not in positions:
            hidden = guide in standing.consensus.hidden
            yield *about, "coded by us, not counted here" if hidden else "names no level", "", *proof
            continue
        position = positions[guide]
        basis = "graded by the guide" if position.graded else "coded by us"
        scope = f", for {position.scope}" if position.scope else ""
        yield *about, standing.scale.labels[position.level], f"{basis}{scope}", *proof


def sources_table(comparison: Comparison) -> Table:
    columns = [GUIDE, Column("title"), PUBLISHED, Column("page", of=("title",))]
    rows = (
        (guide.voice, source.name, source.published, citation.href) for guide, source, citation in comparison.guides
    )
    return Table("sources", "Sources", columns, rows)
