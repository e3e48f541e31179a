"""What has changed in an answer of the finder, as tables."""

from collections.abc import Iterator
from dataclasses import replace

from curation.web.exports.tables import Column, Context, PageData, Table
from frameworks.claims.columns import FRAMEWORK
from reviews.finder.since.orders import NO_TOTAL, Orders
from reviews.sharing.records.exports import since_data


def finder_since_data(context: Context) -> PageData:
    """Return the order then and now, and every claim that says something else than it did."""
    data = since_data(context)
    return replace(data, tables=[*order_tables(context["orders"]), *data.tables])


def order_tables(orders: Orders) -> Iterator[Table]:
    """Yield whether the order stands, and where each framework stood and stands."""
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
