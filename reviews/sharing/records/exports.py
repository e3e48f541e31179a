"""What has changed in the claims about some frameworks, as a table."""

from curation.web.exports.tables import Column, Context, PageData, Table
from frameworks.claims.columns import FRAMEWORK
from reviews.sharing.records.since import Since


def since_data(context: Context) -> PageData:
    """Return every claim that says something else than it did."""
    since: Since = context["since"]
    columns = [
        FRAMEWORK,
        Column("kind"),
        Column("about"),
        Column("before"),
        Column("now"),
        Column("evidence", "gone the same day", of=("now",)),
    ]
    counts = [("Unchanged", since.same), ("Read again and unchanged", since.read_again)]
    return PageData(
        f"{context['page'].title}: what has changed since version {context['version']}",
        [
            Table("changes", "What has changed", columns, since.changed),
            Table("counts", "In figures", [Column("label"), Column("claims")], counts),
        ],
    )
