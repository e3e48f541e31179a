"""Cells as the values of a document: the site's own words are taken as well as the keys it keeps."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import models

from curation.documents import json_type
from curation.rows import CuratedRow, curated, references
from editorial.desk.spreadsheets.dates import date_from, is_date, may_lack_day
from editorial.desk.spreadsheets.problems import BadCell
from editorial.desk.spreadsheets.writing import NO, YES

TRUE, FALSE = {YES, "y", "true", "1"}, {NO, "n", "false", "0", ""}
MOST_DEEP = 20
NAMES = ("name", "voice", "title", "label", "question", "text")
"""The fields that say what a row is called, the first that a model has."""


def value_from(column: "models.Field[Any, Any]", text: str) -> Any:
    """Return a cell as a document has it; a blank one is the field's default."""
    kind = json_type(column)
    if kind is bool:
        return boolean(text)
    if kind in (list, dict):
        return listed(text, kind)
    if not text:
        return None if column.null or column.is_relation else default_of(column)
    if is_date(column):
        return date_from(text, partial=may_lack_day(column))
    if column.choices:
        return choice(column, text)
    return whole_number(text) if kind is int else text


def default_of(column: "models.Field[Any, Any]") -> Any:
    return column.get_default() if column.has_default() else "" if column.empty_strings_allowed else None


def choice(column: "models.Field[Any, Any]", text: str) -> str:
    """Return the value of a choice, which may be given as readers see it."""
    words = {str(word).casefold(): str(value) for value, label in column.flatchoices for word in (label, value)}
    if text.casefold() not in words:
        allowed = "; ".join(str(label) for value, label in column.flatchoices if value not in ("", None))
        raise BadCell(f"“{text[:40]}” is none of the choices, which are: {allowed}.")
    return words[text.casefold()]


def listed(text: str, kind: type) -> Any:
    """Return a cell of words one to a line, or of what is written as JSON."""
    if text.startswith(("[", "{")):
        return structured(text, kind)
    if kind is dict and text:
        raise BadCell(f"“{text[:40]}” is no JSON object.")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines if kind is list else None


def structured(text: str, kind: type) -> Any:
    """Return a cell that holds more than words, one to a line."""
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise BadCell(f"“{text[:40]}” is nested too deeply.") from error
    except ValueError as error:
        raise BadCell(f"“{text[:40]}” is no JSON: {error}.") from error
    if not isinstance(value, kind):
        raise BadCell(f"“{text[:40]}” is no JSON {'array' if kind is list else 'object'}.")
    if is_deeper(value, MOST_DEEP):
        raise BadCell(f"“{text[:40]}” is nested too deeply.")
    return value


def is_deeper(value: Any, levels: int) -> bool:
    """Tell whether lists and objects stand in each other on more levels than these."""
    parts = [*value.values()] if isinstance(value, dict) else value if isinstance(value, list) else None
    return parts is not None and (not levels or any(is_deeper(part, levels - 1) for part in parts))


def boolean(text: str) -> bool:
    if text.casefold() not in TRUE | FALSE:
        raise BadCell(f"“{text[:40]}” is neither yes nor no.")
    return text.casefold() in TRUE


def whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise BadCell(f"“{text[:40]}” is no whole number.") from error


class Names:
    """What the rows that a table may name are called; each type of them is read once."""

    def __init__(self) -> None:
        self.known: dict[type[CuratedRow], tuple[set[str], dict[str, list[str]]]] = {}

    def of(self, model: type[CuratedRow]) -> tuple[set[str], dict[str, list[str]]]:
        """Return the keys of a model's rows, and the keys by what the rows are called."""
        if model not in self.known:
            fields = {field.name for field in model._meta.fields}
            name = next((name for name in NAMES if name in fields), "key")
            by_name: dict[str, list[str]] = defaultdict(list)
            keys = set()
            for key, words in model._default_manager.values_list("pk", name):
                keys.add(key)
                by_name[str(words).casefold()].append(key)
            self.known[model] = (keys, by_name)
        return self.known[model]

    def key(self, reference: "models.ForeignKey[Any, Any]", text: str, cells: Mapping[str, str]) -> str:
        """Return the key of the row that a cell names; the cell as it is where there is none, for the rules to say."""
        model = curated(reference)
        keys, by_name = self.of(model)
        if text in keys:
            return text
        candidates = by_name.get(text.casefold(), [])
        if len(candidates) > 1:
            # Such as levels of one name: the one on the scale of the row's own criterion.
            owners = [cells[field.name] for field in references(model) if cells.get(field.name)]
            candidates = [
                key for key in candidates if any(key.startswith(f"{owner}/") for owner in owners)
            ] or candidates
        if len(candidates) > 1:
            raise BadCell(f"“{text[:40]}” is the name of several: {', '.join(candidates[:5])}. Give the key of one.")
        return candidates[0] if candidates else text
