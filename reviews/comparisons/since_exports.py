"""What has changed in the claims about some frameworks, as a table."""

from collections.abc import Iterator

from curation.web.exports.tables import Column, Context, PageData, Table
from frameworks.exports import FRAMEWORK
from reviews.comparisons.since import Since
from reviews.finder.page.orders import NO_TOTAL, Orders


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
    rows = ((one.name, one.before.rank, one.before.total, one.after.rank, one.after.total) for one in orders.every)
    yield Table("order", "The order then and now", columns, rows)
