"""Reading a results file of the lab, believing nothing of it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

import jsonschema
from django.conf import settings

VERSION = 1
MOST_BYTES = 64_000_000
MOST_PROBLEMS = 10
MOST_WORDS = 200


class InvalidResults(ValueError):
    """A results file that cannot be imported; the message says what is wrong, a line for each fault."""


@dataclass(frozen=True)
class Results:
    """A results file that fits the schema and whose programs have the hashes that it names."""

    name: str
    """Of the file, without its ending; the key of its run."""
    sha256: str
    data: dict[str, Any]


def read_results(path: Path) -> Results:
    """Read a results file whole; raise ``InvalidResults`` where it is cut off, of another form or edited by hand."""
    content = content_of(path)
    try:
        data = json.loads(content, parse_float=finite, parse_constant=finite)
    except RecursionError as error:
        raise InvalidResults(f"{path.name} is nested too deeply.") from error
    except ValueError as error:
        raise InvalidResults(f"{path.name} is no JSON, or was cut off: {error}") from error
    if not isinstance(data, dict) or data.get("schema_version") != VERSION:
        version = data.get("schema_version") if isinstance(data, dict) else None
        raise InvalidResults(f"{path.name} has schema version {version!r}; this site reads version {VERSION}.")
    if problems := [*misfits(data)] or [*edited(data)]:
        raise InvalidResults("\n".join(f"{path.name}: {problem}" for problem in problems[:MOST_PROBLEMS]))
    return Results(path.stem, hashlib.sha256(content).hexdigest(), data)


def finite(text: str) -> float:
    """Return a number; JSON has neither infinity nor what is no number, and Python would read both."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is no number of JSON")
    return number


def content_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InvalidResults(f"{path.name} has {size:,} bytes; allowed are {MOST_BYTES:,}.")
        return path.read_bytes()
    except OSError as error:
        raise InvalidResults(f"{path.name} cannot be read: {error.strerror}.") from error


def misfits(data: dict[str, Any]) -> Iterator[str]:
    """Yield what does not fit the schema, with its place."""
    schema = json.loads((settings.LAB_RESULTS / "schema.json").read_text())
    for error in jsonschema.Draft202012Validator(schema).iter_errors(data):
        yield f"{'/'.join(map(str, error.absolute_path)) or 'the file'}: {error.message[:MOST_WORDS]}"


def edited(data: dict[str, Any]) -> Iterator[str]:
    """Yield the programs whose text has another hash than the file says."""
    for table in ("tasks", "variants"):
        for row, tasks in data.get(table, {}).items():
            for task, program in tasks.items():
                if "files" in program and hash_of(program["files"]) != program["program_sha256"]:
                    yield f"{table}/{row}/{task}: the text of the program was changed after it ran."
    for proof in data.get("proofs", []):
        if hashlib.sha256(in_bytes(proof["text"])).hexdigest() != proof["program_sha256"]:
            yield f"proofs/{proof['file']}/{proof['function']}: the text of the program was changed after it ran."


def hash_of(files: list[dict[str, str]]) -> str:
    """The hash of names and texts, as the lab takes it."""
    digest = hashlib.sha256()
    for entry in files:
        digest.update(in_bytes(f"{entry['path']}\0{entry['text']}\0"))
    return digest.hexdigest()


def in_bytes(text: str) -> bytes:
    """Return a text in UTF-8, half characters too; the catalogue refuses those by name."""
    return text.encode(errors="surrogatepass")
