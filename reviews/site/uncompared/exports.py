"""What the page of frameworks that are not compared says, as a table."""

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from frameworks.claims.columns import FRAMEWORK
from reviews.site.uncompared.listing import UncomparedEntry

NO_PACKAGE = "no package on record"


def not_compared_data(context: Context) -> PageData:
    """Return what each is, why it is not compared, and where to go instead."""
    entries: list[UncomparedEntry] = context["entries"]
    columns = [
        FRAMEWORK,
        Column("what_it_is"),
        Column("why_not_compared"),
        Column("instead"),
        Column("framework_instead", "none"),
        Column("situation_instead", "none"),
        Column("version", NO_PACKAGE),
        Column("last_release", NO_PACKAGE),
        Column("repository", "not on record"),
        *PROOF,
    ]
    return PageData("Not compared here", [Table("not-compared", "Not compared here", columns, map(row_of, entries))])


def row_of(entry: UncomparedEntry) -> tuple[Value, ...]:
    row = entry.row
    return (
        row.name,
        row.what,
        row.reason,
        row.instead,
        row.framework.name if row.framework else "",
        row.situation.name if row.situation else "",
        entry.version,
        entry.released,
        row.repository,
        *entry.citation.proof,
    )
