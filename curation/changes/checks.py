"""What a set of edits must keep to before it may become a change: schema, references and uniqueness."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from django.db import models
from django.urls import resolve

from curation.documents import Document, FieldProblem, InvalidDocument, read
from curation.registry import row_type
from curation.rows import CuratedRow, curated, references


@dataclass(frozen=True, eq=False)
class Edit:
    """A proposed edit of one row: a new document, or None to remove the row.

    ``base_version`` is the version it was written against, 0 for a new row; None stands for whichever is current.
    """

    model: type[CuratedRow]
    key: str
    document: Document | None
    base_version: int | None = None

    def __str__(self) -> str:
        return f"{row_type(self.model)} {self.key}"


EditProblem = tuple[Edit, FieldProblem]


def problems_of(edits: Iterable[Edit], *, alone: bool = False) -> list[EditProblem]:
    """Return every problem of these edits taken together; ``alone``, as if no other rows existed."""
    edits = list(edits)
    rows, problems = readable(edits)
    problems += [
        *edited_twice(edits),
        *dangling_references(rows, edits, alone=alone),
        *duplicates(rows),
        *unreachable(rows),
    ]
    return problems if alone else [*problems, *still_needed(edits)]


def readable(edits: Iterable[Edit]) -> tuple[dict[Edit, CuratedRow], list[EditProblem]]:
    """Return a row for each edit that keeps to its schema, and the problems of the others."""
    rows: dict[Edit, CuratedRow] = {}
    problems: list[EditProblem] = []
    for edit in edits:
        if edit.document is not None:
            try:
                rows[edit] = read(edit.model, edit.key, edit.document)
            except InvalidDocument as error:
                problems += [(edit, problem) for problem in error.problems]
    return rows, problems


def unreachable(rows: dict[Edit, CuratedRow]) -> Iterator[EditProblem]:
    """Yield a problem for each slug at whose address the site has another page."""
    for edit, row in rows.items():
        slug = getattr(row, "slug", "")
        if slug and slug not in resolve(urlsplit(row.get_absolute_url()).path).kwargs.values():  # type: ignore[attr-defined]
            yield edit, FieldProblem("slug", f"“{slug}” is the address of another page of the site; choose another.")


def edited_twice(edits: list[Edit]) -> Iterator[EditProblem]:
    """Yield a problem for each edit of a row that an earlier edit changes already."""
    seen = set()
    for edit in edits:
        if (edit.model, edit.key) in seen:
            yield edit, FieldProblem("", "another edit is about the same row.")
        seen.add((edit.model, edit.key))


def dangling_references(rows: dict[Edit, CuratedRow], edits: list[Edit], *, alone: bool) -> Iterator[EditProblem]:
    """Yield a problem for each reference that would lead to no row once the edits are made."""
    known = known_keys([] if alone else rows.values(), edits)
    for edit, row in rows.items():
        for reference in references(edit.model):
            target, existing = row.field_value(reference.name), known[curated(reference)]
            if target and target not in existing:
                candidates = existing if alone else existing | all_keys(curated(reference))
                yield edit, FieldProblem(reference.name, no_such_row(reference, target, candidates))


def all_keys(model: type[CuratedRow]) -> set[str]:
    return set(model.objects.values_list("pk", flat=True))


def no_such_row(reference: "models.ForeignKey[Any, Any]", target: str, candidates: set[str]) -> str:
    """Say that a reference leads nowhere, and which keys come close."""
    close = get_close_matches(target, candidates, n=3)
    hint = f"; close to it are {', '.join(close)}" if close else ""
    return f"there is no {curated(reference)._meta.verbose_name} “{target}”{hint}."


def known_keys(rows: Iterable[CuratedRow], edits: Iterable[Edit]) -> dict[type[CuratedRow], set[str]]:
    """Return the keys that will exist after the edits, among those that the rows refer to."""
    referred: dict[type[CuratedRow], set[str]] = defaultdict(set)
    for row in rows:
        for reference in references(type(row)):
            referred[curated(reference)].add(row.field_value(reference.name))
    known: dict[type[CuratedRow], set[str]] = defaultdict(set)
    for model, keys in referred.items():
        known[model] = set(model.objects.in_bulk([key for key in keys if key]))
    for edit in edits:
        (known[edit.model].discard if edit.document is None else known[edit.model].add)(edit.key)
    return known


def still_needed(edits: list[Edit]) -> Iterator[EditProblem]:
    """Yield a problem for each removal of a row that rows outside these edits refer to."""
    touched = {(edit.model, edit.key) for edit in edits}
    for edit in edits:
        if edit.document is None:
            left = [row for row in referring(edit) if (type(row), row.pk) not in touched]
            if left:
                names = ", ".join(f"{row._meta.verbose_name} {row.pk}" for row in left[:5])
                yield edit, FieldProblem("", f"rows still refer to it, {len(left)} in all: {names}.")


def referring(edit: Edit) -> Iterator[CuratedRow]:
    """Yield the curated rows that refer to an edit's row, also by references that cannot be followed from it."""
    for relation in edit.model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and issubclass(relation.related_model, CuratedRow):
            yield from relation.related_model.objects.filter(**{relation.field.name: edit.key})


def duplicates(rows: dict[Edit, CuratedRow]) -> Iterator[EditProblem]:
    """Yield a problem for each of these edits that shares a unique value with an earlier one."""
    seen: dict[tuple[Any, ...], Edit] = {}
    for edit, row in rows.items():
        for fields in unique_sets(edit.model):
            values = [row.field_value(name) for name in fields]
            name = (edit.model, fields, *(str(value).casefold() for value in values))
            first = edit if None in values else seen.setdefault(name, edit)
            if first is not edit:
                yield edit, FieldProblem(fields[-1], f"{first} has the same {' and '.join(fields)}.")


def unique_sets(model: type[CuratedRow]) -> list[tuple[str, ...]]:
    """Return the sets of fields that no two rows of a model may share; the key is unique by itself."""
    single = [(field.name,) for field in model._meta.fields if field.unique and not field.primary_key]
    rules = [rule for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    return single + [unique_fields(rule) for rule in rules]


def unique_fields(rule: models.UniqueConstraint) -> tuple[str, ...]:
    """Return the fields a uniqueness rule covers, also where it looks at their lower case."""
    expressions = [getattr(expression, "source_expressions", [expression])[0] for expression in rule.expressions]
    return tuple(rule.fields) + tuple(expression.name for expression in expressions)
