"""What the page of one framework claims, as tables."""

from collections.abc import Iterable, Iterator

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from frameworks.adoption.exports import adoption_table
from measurements.speed.beside import measured_table
from reviews.guides.opinions.citations import UNDATED
from reviews.guides.opinions.columns import CRITERION, GUIDE, NOTE, PLACE, REASON, SIDE, VERDICT
from reviews.guides.opinions.tables import feature_cells, median_of, windows_table
from reviews.profiles.detail import FrameworkPage, GuideArguments, Opinion

PAGE = Column("page", of=("name",))


def framework_data(context: Context) -> PageData:
    """Return the tables of a framework's page, in its order."""
    page: FrameworkPage = context["page"]
    opinions = [*page.ratings, *page.words]
    return PageData(
        page.framework.name,
        [
            facts_table(page),
            consensus_table(opinions),
            ratings_table(opinions),
            feature_cells(page.features, context["lab"].proven),
            measured_table(context["lab"].measured),
            adoption_table(context["adoption"]),
            arguments_table(page.arguments),
            windows_table((page.framework.name, window, citation) for window, citation in page.windows),
            situations_table(page),
            resources_table(page),
            alternatives_table(page),
        ],
    )


def facts_table(page: FrameworkPage) -> Table:
    rows = ((label, fact.value, fact.note, *citation.proof) for label, fact, citation in page.facts)
    return Table("facts", "Release facts", [Column("fact"), Column("value"), NOTE, *PROOF], rows)


def consensus_table(opinions: Iterable[Opinion]) -> Table:
    columns = [
        CRITERION,
        VERDICT,
        Column("median", "no median"),
        Column("guides_without_a_level", "none"),
        Column("guides_without_a_view", "none"),
    ]
    rows = (
        (standing.criterion.name, standing.consensus.words, median_of(standing), standing.no_level, standing.no_view)
        for standing in (opinion.standing for opinion in opinions)
    )
    return Table("consensus", "What the guides together say", columns, rows)


def ratings_table(opinions: Iterable[Opinion]) -> Table:
    columns = [CRITERION, Column("level", "no level"), Column("basis", "no level"), Column("summary"), *PROOF]
    rows = (
        (opinion.row.criterion.name, quote.level, quote.coding, quote.rating.summary, *quote.citation.proof)
        for opinion in opinions
        for quote in opinion.quotes
    )
    return Table("ratings", "What each guide says", columns, rows)


def arguments_table(by_guide: Iterable[GuideArguments]) -> Table:
    columns = [GUIDE, SIDE, Column("point"), PLACE, *PROOF]
    return Table(
        "arguments",
        "For and against, by guide",
        columns,
        (row for arguments in by_guide for row in argument_rows(arguments)),
    )


def argument_rows(arguments: GuideArguments) -> Iterator[tuple[Value, ...]]:
    """Yield what a guide says for and against; that nothing is on record is a row too."""
    name = arguments.guide.voice
    for side, remarks, words_for_none in (
        ("For", arguments.pros, "No merit on record"),
        ("Against", arguments.cons, "No drawback on record"),
    ):
        if not remarks:
            yield name, side, words_for_none, "", "", "", ""
        for remark, address in remarks:
            published = arguments.source.published or UNDATED
            yield name, side, remark.text, remark.locator, arguments.source.name, published, address


def situations_table(page: FrameworkPage) -> Table:
    rows = ((pick.role_label, pick.situation, pick.reason, *citation.proof) for pick, citation in page.situations)
    return Table("situations", "When guides name it", [Column("role"), Column("situation"), REASON, *PROOF], rows)


def resources_table(page: FrameworkPage) -> Table:
    columns = [Column("name"), Column("kind"), Column("formats"), Column("access"), Column("version_taught"), *PROOF]
    rows = (
        (cover.resource.name, cover.resource.get_kind_display(), ", ".join(cover.resource.formats))
        + (cover.resource.get_access_display(), cover.version, *page.resource_citations[cover.resource_id].proof)
        + (cover.resource.get_absolute_url(),)
        for cover in page.covers
    )
    return Table("resources", "Learn it", [*columns, PAGE], rows)


def alternatives_table(page: FrameworkPage) -> Table:
    rows = ((other.framework.name, other.reason, other.address) for other in page.alternatives)
    return Table("alternatives", "Alternatives", [Column("name"), Column("why"), PAGE], rows)
