"""Documents side by side, field by field, in the words of their model."""

from collections.abc import Iterator
from dataclasses import dataclass
from os.path import commonprefix
from typing import Any

from django.db import models
from django.utils.text import capfirst

from curation.documents import Document, fields_of, to_json
from curation.registry import Names, row_type
from curation.rows import CuratedRow, curated

LEAD = 30
"""How many characters are said before the place where two long texts differ."""
LONGEST = 200
"""How many characters of a value are shown in a list of changes."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not the same in all of the documents; empty text stands for no value."""

    label: str
    values: tuple[str, ...]

    @property
    def in_short(self) -> tuple[str, str]:
        """The first two values; of long ones, such as programs, ``LONGEST`` characters from where they differ."""
        before, after = self.values[:2]
        if max(len(before), len(after)) > LONGEST:
            before, after = map(cut, from_where_they_differ(before, after))
        return before, after


def cut(text: str) -> str:
    """Return a text as far as it is shown; Django's own function looks at each letter, and a page cuts hundreds."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def from_where_they_differ(before: str, after: str) -> tuple[str, str]:
    """Return two texts without the words with which both begin, but for the last few."""
    start = before.rfind(" ", 0, max(len(commonprefix([before, after])) - LEAD, 0)) + 1
    return (f"…{before[start:]}", f"…{after[start:]}") if start else (before, after)


def differences(model: type[CuratedRow], *documents: Document | None, names: Names | None = None) -> list[Difference]:
    """Return the fields in which documents of a model differ, each with its value in every one of them.

    A reference is shown with what its row is called, where that is among the names given.
    """
    return [row for row in side_by_side(model, documents, names or {}) if len(set(row.values)) > 1]


def side_by_side(model: type[CuratedRow], documents: tuple[Document | None, ...], names: Names) -> Iterator[Difference]:
    fields = fields_of(model)
    for field in fields:
        yield Difference(
            str(capfirst(field.verbose_name)), tuple(in_words(field, document, names) for document in documents)
        )
    known = {field.name for field in fields}
    former = {name for document in documents for name in document or {} if name not in known}
    for name in sorted(former):
        yield Difference(name, tuple(str((document or {}).get(name, "")) for document in documents))


def in_words(field: "models.Field[Any, Any]", document: Document | None, names: Names) -> str:
    """Return a field's value in a document as people know it; a field left out has its default."""
    if document is None:
        return ""
    value = document.get(field.name, to_json(field.get_default()))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(field, models.ForeignKey):
        name = names.get((row_type(curated(field)), value))
        return f"{name} ({value})" if name else value or ""
    labels = {str(choice): str(label) for choice, label in field.flatchoices}
    return "" if value is None else labels.get(str(value), str(value))
