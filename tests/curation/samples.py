"""Rows of any curated model, made from nothing but the model."""

from typing import Any

from django.db import models

from curation.changes.checks import Edit
from curation.documents import fields_of, row_from
from curation.registry import row_types
from curation.rows import CuratedRow, curated
from frameworks.models import AdoptionSeries, Package, PythonVersion, Release, Source
from measurements.models import LabRun, Program
from reviews.models import CommonSituation, Criterion, Guide, Passage, Proof, Rating, Remark, Statement
from tests.factories import CHECKED_ON, MACHINE, publish

Edits = dict[tuple[type[CuratedRow], str], Edit]

LEFT_OUT: dict[type[CuratedRow], set[str]] = {
    Rating: {"level", "shared_with"},
    Remark: {"resource"},
    Proof: {"support", "fact"},
    Passage: {"rating", "remark", "recommendation"},
}
GIVEN: dict[type[CuratedRow], dict[str, Any]] = {
    CommonSituation: {"answers": "build=api"},
    Criterion: {"scale": "text", "better": "context"},
    Guide: {"dated": "In its head."},
    Rating: {"basis": "coded", "label": "Fast"},
    Package: {"last_release": "2026-01"},
    PythonVersion: {"released": "2025-10"},
    Source: {"kind": "documentation"},
    LabRun: {"machine": MACHINE},
    Program: {"not_offered": "Nobody needs it."},
    Statement: {"rule": "built-in"},
}


def curated_models() -> list[type[CuratedRow]]:
    return list(row_types().values())


def publish_samples(model: type[CuratedRow], count: int) -> list[str]:
    """Publish rows of a model, each with parents of its own, and return their keys."""
    edits: Edits = {}
    keys = [sample(model, number, edits) for number in range(1, count + 1)]
    publish(*edits.values())
    return keys


def sample(model: type[CuratedRow], number: int, edits: Edits) -> str:
    """Add the edits that make one row and its parents, and return its key."""
    document = {
        field.name: value(field, number, edits)
        for field in fields_of(model)
        if field.name not in LEFT_OUT.get(model, set()) and (field.is_relation or not field.blank)
    }
    document |= GIVEN.get(model, {})
    key = row_from(model, f"{model._meta.model_name}-{number}", document).natural_key_text()
    edits[(model, key)] = Edit(model, key, document)
    return key


def value(field: "models.Field[Any, Any]", number: int, edits: Edits) -> Any:
    """Return what a field of one of the rows holds; a foreign key brings the row it points to."""
    if isinstance(field, models.ForeignKey):
        return sample(curated(field), number, edits)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.IntegerField):
        return number
    if isinstance(field, models.DateField):
        return CHECKED_ON
    if field.model is AdoptionSeries and field.name == "points":
        return {CHECKED_ON: number}
    if field.model is Release and field.name == "version":
        return f"{number}.0"
    return f"g{number}" if field.model is Guide and field.name == "code" else f"{field.name}-{number}"
