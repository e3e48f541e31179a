"""The data set as a zip of CSV files, one for each type of row, described as a Frictionless data package."""

import csv
import datetime
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.conf import settings
from django.db import models

from config.api.dataset.contents import LICENCES, about, encode, rows_of
from curation.documents import fields_of
from curation.registry import row_type, row_types
from curation.rows import CuratedRow, curated, references
from curation.snapshots.protocol import Snapshot
from curation.web.exports.writers import harmless
from frameworks.package_index.addresses import resolve

Data = dict[str, Any]

DESCRIPTION = (
    "The whole catalogue of Plumbline: Python web frameworks compared, every claim with its source and its date. "
    "An empty cell says that there is no value. Lists and objects are JSON. A text that a spreadsheet would take for a "
    "formula begins with an apostrophe."
)
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DERIVED_TYPES = {
    "size_bytes": "integer",
    "interval_days": "number",
    "number": "integer",
    "number_of": "integer",
    "date": "date",
    "versions": "array",
    "links": "array",
}
"""The types of the columns that follow from others, unless they are texts."""


def write_zip(file: IO[bytes], snapshot: Snapshot) -> None:
    """Write the description and the tables; the same data gives the same bytes."""
    moment = snapshot.published or datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        described = json.dumps(description(snapshot), ensure_ascii=False, indent=1)
        archive.writestr(member("datapackage.json", moment), described)
        for kind, model in row_types().items():
            with (
                archive.open(member(f"{kind}.csv", moment), "w") as raw,
                io.TextIOWrapper(raw, "utf-8", newline="") as text,
            ):
                write_table(text, model)


def member(name: str, moment: datetime.datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, moment.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def write_table(text: io.TextIOWrapper, model: type[CuratedRow]) -> None:
    names = [column["name"] for column in columns(model)]
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(map(flat, rows_of(model)))


def flat(row: Data) -> dict[str, str | int]:
    """Return a row as cells; its addresses become columns."""
    addresses = row.pop("addresses")
    return harmless(
        {name: cell(value) for name, value in {**row, "api": addresses["api"], "page": addresses["page"]}.items()}
    )


def cell(value: Any) -> str | int:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    return resolve(encode(value) if isinstance(value, list | dict) else str(value))


def description(snapshot: Snapshot) -> Data:
    """Return the descriptor of the data package."""
    said = about(snapshot)
    published = {"created": snapshot.published.isoformat()} if snapshot.published else {}
    own = {exception["type"]: exception for exception in said["licence_exceptions"]}
    return {
        "$schema": PROFILE,
        "name": "plumbline",
        "title": "Plumbline",
        "description": DESCRIPTION,
        "homepage": f"{settings.ORIGIN.geturl()}/",
        "version": f"{said['schema_version']}+{snapshot.version}",
        **published,
        "licenses": [licence(said["licence"])],
        "contributors": [{"title": "Plumbline", "path": f"{settings.ORIGIN.geturl()}/", "roles": ["creator"]}],
        "sources": [{"title": exception["attribution"]} for exception in own.values()],
        "attribution": said["attribution"],
        "resources": [resource(kind, model, own.get(kind)) for kind, model in row_types().items()],
    }


def licence(name: str) -> Data:
    path = {"path": LICENCES[name]} if name in LICENCES else {}
    return {"name": name.replace("CC BY", "CC-BY").replace(" ", "-"), "title": name, **path}


def resource(kind: str, model: type[CuratedRow], exception: Data | None) -> Data:
    """Return the description of one table."""
    own = {"licenses": [licence(exception["licence"])], "attribution": exception["attribution"]} if exception else {}
    return {
        "name": kind,
        "title": str(model._meta.verbose_name_plural),
        "path": f"{kind}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **own,
        "schema": {
            "fields": list(columns(model)),
            "missingValues": [""],
            "primaryKey": ["key"],
            "foreignKeys": list(foreign_keys(model)),
        },
    }


def foreign_keys(model: type[CuratedRow]) -> Iterable[Data]:
    for field in references(model):
        other = row_type(curated(field))
        yield {"fields": [field.name], "reference": {"resource": other, "fields": ["key"]}}


def columns(model: type[CuratedRow]) -> Iterator[Data]:
    """Yield the columns of a table with their types."""
    yield {"name": "key", "type": "string", "constraints": {"required": True, "unique": True}}
    for field in fields_of(model):
        meaning = {"description": str(field.help_text)} if field.help_text else {}
        yield {"name": field.name, "type": column_type(field), **meaning}
    for name in model().derived():
        is_day = name.endswith(("_earliest", "_latest"))
        yield {"name": name, "type": "date" if is_day else DERIVED_TYPES.get(name, "string")}
    yield {"name": "api", "type": "string", "format": "uri", "description": "Its address in the API."}
    yield {"name": "page", "type": "string", "format": "uri", "description": "Its page for people."}


def column_type(field: "models.Field[Any, Any]") -> str:
    if isinstance(field, models.JSONField):
        return "array" if field.get_default() == [] else "object"
    types = {models.BooleanField: "boolean", models.IntegerField: "integer", models.DateField: "date"}
    return next((name for kind, name in types.items() if isinstance(field, kind)), "string")
