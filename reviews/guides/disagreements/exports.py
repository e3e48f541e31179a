"""Where guides disagree, as tables."""

from collections.abc import Iterator

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from frameworks.claims.columns import FRAMEWORK
from reviews.guides.disagreements.disagreements import WORDS, Disagreements
from reviews.guides.opinions.columns import CRITERION, GUIDE, VERDICT

IN_GENERAL = "frameworks in general"


def disagreement_data(context: Context) -> PageData:
    """Return the disagreements that pass the filters, a row for what each guide says."""
    disagreements: Disagreements = context["disagreements"]
    on_scales = [FRAMEWORK, CRITERION, VERDICT, GUIDE, Column("level", "names no level")]
    in_words = [Column("disagreement"), Column("kind"), Column("framework", IN_GENERAL), GUIDE]
    return PageData(
        "Where guides disagree",
        [
            Table(
                "on_scales",
                "On a scale",
                [*on_scales, Column("basis"), Column("says"), *PROOF],
                scale_rows(disagreements),
            ),
            Table(
                "in_words", "In words", [*in_words, Column("says"), Column("where"), *PROOF], word_rows(disagreements)
            ),
        ],
    )


def scale_rows(disagreements: Disagreements) -> Iterator[tuple[Value, ...]]:
    for parting in disagreements.partings:
        standing = parting.standing
        about = standing.framework.name, standing.criterion.name, standing.consensus.words
        for quote in parting.quotes:
            guide = disagreements.opinions.names[quote.rating.guide_id]
            yield *about, guide, quote.level, quote.coding, quote.rating.summary, *quote.citation.proof


def word_rows(disagreements: Disagreements) -> Iterator[tuple[Value, ...]]:
    for row in disagreements.contradictions:
        about = row.conflict.title, WORDS[row.kind.value], row.framework.name if row.framework else ""
        for side, citation in row.sides:
            source, date, _page = citation.proof
            guide = disagreements.opinions.names[side.guide_id]
            yield *about, guide, side.text, side.locator, source, date, row.address
