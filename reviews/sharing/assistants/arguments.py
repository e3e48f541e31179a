"""What may be given with a question, and what is said where it cannot be."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import jsonschema

from curation.texts import unseen
from reviews.finder.questions.questions import PACKAGES, QUESTIONS
from reviews.finder.scoring.factors import BY_KEY

Schema = dict[str, Any]
Arguments = Mapping[str, Any]

MOST_FOUND = 10
MOST_TOLD = 5
"""How much of what is wrong is looked for and told; a list of thousands of wrong words would take seconds."""


class UnusableArguments(ValueError):
    """Arguments that a question cannot be answered with; the message says what is allowed."""


def schema(properties: Schema, required: Sequence[str]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def listed(words: Sequence[str], description: str) -> Schema:
    """Return the schema of some of these words, each once."""
    return {
        "type": "array",
        "items": {"type": "string", "enum": list(words)},
        "uniqueItems": True,
        "description": description,
    }


def some_of(*fields: str) -> Schema:
    """Return the schema of the sections that an answer can be shortened to."""
    return {"fields": {**listed(fields, "Answer these sections alone, with their claims."), "minItems": 1}}


def at_most(most: int, description: str) -> Schema:
    """Return the schema of how much an answer shows of something."""
    words = f"{description}; {most} without it."
    return {"top": {"type": "integer", "minimum": 1, "maximum": most, "description": words}}


DAY: Schema = {
    "as_of": {"type": "string", "maxLength": 10, "description": "Answer as the record stood on that day, YYYY-MM-DD."}
}


def asked_by_finder() -> Iterator[tuple[str, Schema]]:
    """Yield the finder's questions, each with its answers."""
    for question in QUESTIONS:
        if question is not PACKAGES:
            words = [choice.key for choice in question.choices]
            told = "; ".join(f"{choice.key}: {choice.label}" for choice in question.choices)
            text = f"{question.label} {told}."
            yield (
                question.key,
                (listed(words, text) if question.several else {"type": "string", "enum": words, "description": text}),
            )


FIND: Schema = {
    **dict(asked_by_finder()),
    PACKAGES.key: {"type": "boolean", "description": "Whether packages of others count for the musts."},
    "weights": {
        "type": "object",
        "properties": {key: {"type": "integer", "minimum": 0, "maximum": 3} for key in BY_KEY},
        "additionalProperties": False,
        "description": "Weights of drivers to change, 0 (ignore) to 3 (decisive); the answers preset the others.",
    },
    "top": {"type": "integer", "minimum": 1, "maximum": MOST_FOUND, "description": "How many to show; 3 without it."},
}


BOUNDS: Mapping[str, str] = {
    "minItems": "a list of at least {}",
    "maxItems": "a list of at most {}",
    "uniqueItems": "each once",
    "maxLength": "a text of at most {} characters",
    "minimum": "a number from {}",
    "maximum": "a number up to {}",
    "type": "a value of the type {}",
}
"""What is allowed, by the word of JSON Schema that a value does not keep to."""


def checked(arguments: Arguments, allowed: Schema) -> Arguments:
    """Return the arguments if they fit; raise ``UnusableArguments`` otherwise."""
    if problem := unseen(dict(arguments)):
        raise UnusableArguments(problem[0].upper() + problem[1:])
    errors = jsonschema.Draft202012Validator(allowed).iter_errors(dict(arguments))
    problems = [told(error) for error in islice(errors, MOST_TOLD)]
    if problems:
        raise UnusableArguments(" ".join(problems))
    return arguments


def told(error: jsonschema.ValidationError) -> str:
    """Return what is wrong and what is allowed, in a sentence."""
    place = ".".join(map(str, error.absolute_path))
    if error.validator == "additionalProperties":
        allowed = error.schema["properties"]
        unknown = [name for name in error.instance if name not in allowed][:MOST_TOLD]
        return f"There is no {' or '.join(name[:60] for name in unknown)}; allowed are {', '.join(allowed)}."
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        return f"Give {' and '.join(missing)}."
    if error.validator == "enum":
        return f"{place}: there is no “{str(error.instance)[:60]}”; allowed are {', '.join(error.validator_value)}."
    bound = BOUNDS.get(str(error.validator), "{}").format(error.validator_value)
    return f"{place}: “{str(error.instance)[:60]}” is not possible; allowed is {bound}."
