"""What the page of releases claims, as tables."""

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table
from frameworks.claims.columns import FRAMEWORK
from frameworks.releases.events import End, ListedRelease


def release_list_data(context: Context) -> PageData:
    """Return the releases of a page, and the ends of support to come."""
    listed: list[ListedRelease] = context["lines"]
    ends: list[End] = context["ends"]
    columns = [Column("released"), FRAMEWORK, Column("version"), Column("kind"), Column("requires_python"), *PROOF]
    rows = (
        (row.release.released_on, row.release.framework.name, row.release.version, row.kind)
        + (row.release.requires_python, *row.citation.proof)
        for row in listed
    )
    to_come = ((end.until, end.name, end.version, end.kind, *end.citation.proof) for end in ends)
    end_columns = [Column("until"), Column("name"), Column("version"), Column("kind"), *PROOF]
    dates = Table("ends", "Dates to come", end_columns, to_come)
    return PageData("Releases", [Table("releases", "Releases", columns, rows), dates])
