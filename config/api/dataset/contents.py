"""What the data set holds, as JSON that is written row by row, so that its size does not matter."""

from collections.abc import Iterator
from typing import Any, TextIO

from django.conf import settings
from rest_framework.utils.encoders import JSONEncoder

from config.api.row_addresses import list_address, row_told
from curation.registry import row_type, row_types
from curation.rows import CuratedRow, curated, references
from curation.snapshots.protocol import Snapshot
from curation.web.api.requests import edition
from curation.web.exports.tables import LICENCE
from frameworks.models import AdoptionSeries
from frameworks.package_index.addresses import resolve

LICENCES = {
    LICENCE: "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}
"""Where the licences stand that rows are under."""
CHANGED = (
    "Changed: of each month the last record alone, of the frameworks compared here alone; figures that the list had "
    "wrong or counted in another way are left out."
)
ROWS_AT_ONCE = 500

encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_json(file: TextIO, snapshot: Snapshot) -> None:
    """Write the whole data set as one object."""
    file.write(f'{encode(about(snapshot))[:-1]},"rows":{{')
    for number, (kind, model) in enumerate(row_types().items()):
        file.write(f"{',' if number else ''}{encode(kind)}:[")
        for place, row in enumerate(rows_of(model)):
            file.write(f"{',' if place else ''}\n{resolve(encode(row))}")
        file.write("]")
    file.write("}}\n")


def rows_of(model: type[CuratedRow]) -> Iterator[dict[str, Any]]:
    """Yield the public rows of a model, each field by its name, references by key."""
    return map(row_told, model.objects.public().order_by("key").iterator(ROWS_AT_ONCE))


def about(snapshot: Snapshot) -> dict[str, Any]:
    """Return what stands before the rows: the edition, under which licence, how to name it, and the types of rows."""
    return {
        **edition(snapshot),
        "licence": LICENCE,
        "licence_url": LICENCES[LICENCE],
        "licence_exceptions": licence_exceptions(),
        "attribution": attribution(snapshot),
        "origin": settings.ORIGIN.geturl(),
        "types": {kind: type_told(model) for kind, model in row_types().items()},
    }


def attribution(snapshot: Snapshot) -> str:
    """Return the line that names this data where it is used."""
    day = f" of {snapshot.published:%Y-%m-%d}" if snapshot.published else ""
    return f"Plumbline, {settings.ORIGIN.geturl()}/, data version {snapshot.version}{day}, {LICENCE}"


def licence_exceptions() -> list[dict[str, Any]]:
    """Return the types of rows under a licence of their own: whoever passes these on keeps it and names the source."""
    series = AdoptionSeries.objects.public().order_by("licence", "source").select_related("source")
    pairs = {(row.licence, row.source_id): row.source for row in series}
    return [
        {
            "type": row_type(AdoptionSeries),
            "licence": licence,
            "licence_url": LICENCES.get(licence),
            "attribution": f"{source.name}, {source.link}. {CHANGED}",
        }
        for (licence, _key), source in pairs.items()
    ]


def type_told(model: type[CuratedRow]) -> dict[str, Any]:
    """Return what a type of row is called, where its list is, and which types its fields refer to."""
    return {
        "name": str(model._meta.verbose_name_plural),
        "list": list_address(model),
        "references": {field.name: row_type(curated(field)) for field in references(model)},
    }
