"""What has changed in the claims about some frameworks, as a table."""

from frameworks.alternates.tables import FRAMEWORK, Column, Context, PageData, Table
from reviews.since import Since


def since_data(context: Context) -> PageData:
    """Return every claim that says something else than it did."""
    found: Since = context["since"]
    columns = [
        FRAMEWORK,
        Column("kind"),
        Column("about"),
        Column("before"),
        Column("now"),
        Column("evidence", "gone the same day", of=("now",)),
    ]
    rows = ((one.framework, one.kind, one.about, one.before, one.after, one.address) for one in found.changed)
    counts = [("Unchanged", found.same), ("Read again and unchanged", found.read_again)]
    return PageData(
        f"{context['page'].title}: what has changed since version {context['version']}",
        [
            Table("changes", "What has changed", columns, rows),
            Table("counts", "In figures", [Column("label"), Column("claims")], counts),
        ],
    )
