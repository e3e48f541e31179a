"""What a draft still needs before a reviewer can see it, as far as can be told without a query."""

from collections.abc import Iterable, Iterator

from curation.documents import InvalidDocument, readable_row, refused_values
from curation.models import ChangeItem
from curation.registry import row_types
from curation.rows import CuratedRow
from frameworks.models import Support, SupportLevel

NAMED = 3


def remaining(items: Iterable[ChangeItem]) -> list[str]:
    """Return the fields missing from items; of many, the first few and how many more there are."""
    gaps = [f"{field} of {item.key}" for item in items for field in missing(item)]
    more = len(gaps) - NAMED
    return [*gaps[:NAMED], f"{more} more"] if more > 0 else gaps


def missing(item: ChangeItem) -> Iterator[str]:
    """Yield the fields of an item's document that have no value they could keep."""
    model = row_types().get(item.row_type)
    if model is None or item.document is None:
        return
    try:
        row = readable_row(model, item.key, item.document)
    except InvalidDocument as error:
        yield from (problem.field or str(problem) for problem in error.problems)
        return
    yield from fields_missing(row)


def fields_missing(row: CuratedRow) -> Iterable[str]:
    names = [problem.field for problem in refused_values(row)]
    return [*names, "source"] if lacks_source(row) and "source" not in names else names


def lacks_source(row: CuratedRow) -> bool:
    """Tell whether a row claims something and names no source for it."""
    if not any(field.name == "source" for field in row._meta.fields) or row.field_value("source"):
        return False
    return not (isinstance(row, Support) and row.level == SupportLevel.UNKNOWN)


def has_no_source(item: ChangeItem) -> bool:
    """Tell whether an item would claim something without a source."""
    return "source" in missing(item)
