"""The forms that values of JSON fields must have: pages read into them, whoever wrote them."""

from typing import Any

import jsonschema
from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible


@deconstructible
class Fits:
    """Refuses a value that does not fit a JSON Schema, with the place that does not."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def __call__(self, value: Any) -> None:
        for error in jsonschema.Draft202012Validator(self.schema).iter_errors(value):
            place = "/".join(map(str, error.absolute_path))
            raise ValidationError(f"{place}: {error.message}" if place else error.message)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fits) and other.schema == self.schema

    def __hash__(self) -> int:
        return hash(str(self.schema))


def objects(**properties: str) -> dict[str, Any]:
    """Return the schema of an object that has these properties, of these types, and may have others."""
    return {
        "type": "object",
        "properties": {name: {"type": kind} for name, kind in properties.items()},
        "required": sorted(properties),
    }


def lists_of(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


def objects_of(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object whose values all have one form, whatever their names."""
    return {"type": "object", "additionalProperties": schema}


TEXT, NUMBER, WHOLE = {"type": "string"}, {"type": "number"}, {"type": "integer"}
TEXTS = Fits(lists_of(TEXT))
WORDS = Fits(objects_of(TEXT))
FILES = Fits(lists_of(objects(path="string", text="string")))
FAILED = Fits(lists_of(objects(check="string", seen="string")))
ROUNDS = Fits(lists_of({"anyOf": [NUMBER, {**lists_of(NUMBER), "minItems": 1}]}))
COSTS = Fits(objects_of(objects_of(WHOLE)))
MACHINE = Fits(
    objects(
        cpu="string",
        cores="integer",
        kernel="string",
        shared="boolean",
        load_before="number",
        load_after="number",
        steal_pct="number",
    )
)
METHOD = Fits(
    {
        "type": "object",
        "properties": {"aa": objects_of(NUMBER)},
        "dependentRequired": {"aa": ["blocks", "estimator", "requests_per_burst", "rounds", "tie_percent"]},
    }
)
