"""What the page of releases claims, as tables."""

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table
from frameworks.exports import FRAMEWORK
from frameworks.releases.events import End, Line


def release_list_data(context: Context) -> PageData:
    """Return the releases of a page, and the ends of support to come."""
    listed: list[Line] = context["lines"]
    ends: list[End] = context["ends"]
    columns = [Column("released"), FRAMEWORK, Column("version"), Column("kind"), Column("requires_python"), *PROOF]
    rows = (
        (one.release.released_on, one.release.framework.name, one.release.version, one.kind)
        + (one.release.requires_python, *one.citation.proof)
        for one in listed
    )
    to_come = ((one.until, one.name, one.version, one.kind, *one.citation.proof) for one in ends)
    end_columns = [Column("until"), Column("name"), Column("version"), Column("kind"), *PROOF]
    return PageData(
        "Releases",
        [
            Table("releases", "Releases", columns, rows),
            Table("ends", "Ends of support to come", end_columns, to_come),
        ],
    )
