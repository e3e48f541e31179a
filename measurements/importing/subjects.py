"""The names by which a results file calls what was measured, and its numbers in whole units."""

import re
from collections.abc import Mapping
from typing import Any

from curation.changes.checks import Edit
from curation.documents import document_of, row_from
from curation.rows import CuratedRow

SUBJECT = re.compile(r"([a-z0-9-]+)(?: \[(.+)\])?")
AGAIN = "again"
"""What the label of a subject that was measured twice says the second time."""
FLOOR = "floor-"


def edit_of(model: type[CuratedRow], key: str, document: Mapping[str, Any]) -> Edit:
    """Return an edit whose document leaves out what says nothing, as documents do."""
    stated = {name: value for name, value in document.items() if value is not None}
    return Edit(model, key, document_of(row_from(model, key, stated)))


def named(subject: str) -> tuple[str, str]:
    """Return the framework of a subject and the label of its variant, which is empty for the first program."""
    match = SUBJECT.fullmatch(subject)
    return (match[1], match[2] or "") if match else (subject, "")


def is_framework(subject: str) -> bool:
    """Whether a row is that of a framework: neither a floor nor a second measurement of the same."""
    return not subject.startswith(FLOOR) and named(subject)[1] != AGAIN


def nanoseconds(microseconds: float) -> int:
    return round(microseconds * 1000)


def floor_cost(data: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return what the raw servers cost, in nanoseconds, by task and floor."""
    return {
        f"cpu-{task}": {name.removeprefix(FLOOR): nanoseconds(row["us"]) for name, row in rows.items() if FLOOR in name}
        for run in data.get("runs", [])
        for task, rows in run["tasks"].items()
    }
