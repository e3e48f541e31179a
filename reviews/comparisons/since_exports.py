"""What has changed in the claims about some frameworks, as a table."""

from collections.abc import Iterator

from curation.web.exports.tables import Column, Context, PageData, Table
from frameworks.exports import FRAMEWORK
from reviews.comparisons.since import Since
from reviews.finder.page.orders import NO_TOTAL, Orders


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
    rows = (
        (change.framework, change.kind, change.about, change.before, change.after, change.address)
        for change in since.changed
    )
    counts = [("Unchanged", since.same), ("Read again and unchanged", since.read_again)]
    return PageData(
        f"{context['page'].title}: what has changed since version {context['version']}",
        [
            *order_tables(context["orders"]),
            Table("changes", "What has changed", columns, rows),
            Table("counts", "In figures", [Column("label"), Column("claims")], counts),
        ],
    )


def order_tables(orders: Orders | None) -> Iterator[Table]:
    """Yield whether the order stands, and where each framework stood and stands; nothing where there is no order."""
    if orders is None:
        return
    yield Table("outcome", "Does the order stand?", [Column("answer")], [(orders.headline,)])
    columns = [
        FRAMEWORK,
        Column("rank_before"),
        Column("total_before", NO_TOTAL),
        Column("rank_now"),
        Column("total_now", NO_TOTAL),
    ]
    rows = (
        (move.name, move.before.rank, move.before.total, move.after.rank, move.after.total) for move in orders.every
    )
    yield Table("order", "The order then and now", columns, rows)
