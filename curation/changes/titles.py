"""What to call rows where readers know no keys: by the names of what they are about."""

from collections.abc import Iterable

from django.utils.text import Truncator

from curation.documents import row_from
from curation.models import Revision
from curation.registry import Names, RowName, among, row_type, row_types
from curation.rows import CuratedRow, curated, references

LONGEST = 120


def names_of(names: Iterable[RowName]) -> Names:
    """Return the names of those rows that are public; one query for all types."""
    revisions = Revision.objects.public().current().filter(among(set(names)), document__isnull=False)
    rows = revisions.values_list("row_type", "key", "document")
    return {(kind, key): str(row_from(row_types()[kind], key, document or {})) for kind, key, document in rows}


def title_of(row: CuratedRow, names: Names) -> str:
    """Return the names of what a row is about, and its own words where these alone are not unique."""
    model = type(row)
    about = {reference.name: reference for reference in references(model) if reference.name in model.key_fields}
    keys = [(row_type(curated(reference)), row.field_value(name)) for name, reference in about.items()]
    parts = [names.get(name, name[1]) for name in keys]
    if not parts or len(about) < len(model.key_fields):
        parts.append(own_words(row))
    return " · ".join(parts)


def own_words(row: CuratedRow) -> str:
    """Return a row's text, shortened; where that is its key, the part of the key that is its own."""
    if str(row) != row.key:
        return Truncator(str(row)).chars(LONGEST)
    own = row.key_fields[-1] if row.key_fields else "key"
    label = getattr(row, f"get_{own}_display", None)
    return str(label() if label else row.field_value(own))
