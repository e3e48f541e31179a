"""How well founded the claims are, as a table."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple

from curation.web.exports.tables import Column, Context, PageData, Table, Value
from frameworks.claims.columns import FRAMEWORK
from frameworks.models import Framework
from reviews.site.quality.quality import Quality


def quality_data(context: Context) -> PageData:
    """Return the shares of every framework, each as a part and the whole it is of."""
    shares = ("sourced", "within_limit", "second_checked", "unknown", "disputed")
    wholes = ("of_claims", "of_claims_read", "of_cells", "of_features", "of_criteria_compared")
    columns = [FRAMEWORK, *(Column(name) for pair in zip(shares, wholes, strict=True) for name in pair)]
    return PageData("Quality", [Table("quality", "By framework", columns, rows(context["frameworks"]))])


def rows(by_framework: Iterable[tuple[Framework, Quality]]) -> Iterator[tuple[Value, ...]]:
    for framework, quality in by_framework:
        yield framework.name, *(number for share in astuple(quality) for number in share)
