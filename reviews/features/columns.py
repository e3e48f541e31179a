"""Which frameworks are the columns of the feature matrix."""

from collections.abc import Mapping, Sequence

from django.http import QueryDict

from curation.web.querystrings import InvalidQuery, Problem, choice
from frameworks.models import Framework

FIRST_COLUMNS = 10
COLUMNS = "frameworks"


def every_column(query: QueryDict, slugs: Sequence[str]) -> bool:
    """Tell whether a query string asks for all frameworks; raise ``InvalidQuery`` if it names single ones too."""
    value = query.get(COLUMNS, "")
    if value and choice(COLUMNS, value, ["all"]) and slugs:
        raise InvalidQuery(Problem(COLUMNS, "choose all, or single ones by framework=, not both."))
    return bool(value)


def columns_shown(
    frameworks: Sequence[Framework], slugs: Sequence[str], guides: Mapping[str, int], *, every: bool
) -> list[Framework]:
    """Return the frameworks to show: those chosen, all, or the first ten by how many guides rate them, then by name."""
    if slugs:
        return [framework for framework in frameworks if framework.slug in slugs]
    ranked = sorted(frameworks, key=lambda row: (-guides.get(row.pk, 0), row.name.casefold()))
    return ranked if every else ranked[:FIRST_COLUMNS]
