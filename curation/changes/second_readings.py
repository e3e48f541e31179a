"""A second reading of a claim's evidence: by rule it is somebody else's than that of who wrote what the claim says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from django.db.models import DateField

from curation.changes.checks import Edit, EditProblem
from curation.changes.independence import is_in_hand_of
from curation.documents import Document, FieldProblem
from curation.models import Revision
from curation.registry import RowName, among, row_type
from curation.rows import CuratedRow

SECOND = "second_checked"
"""The field that says that a second person read the evidence."""
RULE = "By rule a second reading is somebody else’s than the author’s."
OWN = f"{RULE} You wrote what this says: leave it to another editor."
NEW = f"{RULE} What this says is new, so nobody else has read it: somebody may tick it once it is published."


class Version(NamedTuple):
    """A published version of a claim, and who proposed it; nobody where the catalogue's files or a program did."""

    document: Document | None
    author: int | None


def claims_second(document: Document | None) -> bool:
    return bool(document and document.get(SECOND))


def words_of(model: type[CuratedRow], document: Document | None) -> Document | None:
    """Return what a claim says, without when and by how many it was read."""
    if document is None:
        return None
    days = {field.name for field in model._meta.fields if isinstance(field, DateField)}
    return {name: value for name, value in document.items() if name not in model.said_by_second_reader | days}


def versions_of(edits: Iterable[Edit]) -> dict[RowName, list[Version]]:
    """Return every published version of rows, the newest first; one query."""
    versions: dict[RowName, list[Version]] = defaultdict(list)
    rows = Revision.objects.filter(among(name_of(edit) for edit in edits)).order_by("-version")
    for kind, key, document, author in rows.values_list("row_type", "key", "document", "change__author"):
        versions[kind, key].append(Version(document, author))
    return versions


def name_of(edit: Edit) -> RowName:
    return row_type(edit.model), edit.key


def was_read(edit: Edit, versions: Sequence[Version]) -> bool:
    """Tell whether a version that was published said the same, and was read a second time."""
    words = words_of(edit.model, edit.document)
    return any(claims_second(each.document) and words_of(edit.model, each.document) == words for each in versions)


def without_void(edits: Sequence[Edit]) -> list[Edit]:
    """Return edits without the second reading that a row had of other words."""
    versions = versions_of(edit for edit in edits if claims_second(edit.document))
    return [bare(edit) if is_void(edit, versions.get(name_of(edit), [])) else edit for edit in edits]


def is_void(edit: Edit, versions: Sequence[Version]) -> bool:
    had_one = bool(versions) and claims_second(versions[0].document)
    return had_one and claims_second(edit.document) and not was_read(edit, versions)


def bare(edit: Edit) -> Edit:
    said_by_reader = edit.model.said_by_second_reader
    document = {name: value for name, value in (edit.document or {}).items() if name not in said_by_reader}
    return replace(edit, document=document)


def second_readings(edits: Iterable[Edit], author: int) -> Iterator[EditProblem]:
    """Yield a problem for each row that its own author calls read by a second person."""
    claiming = [edit for edit in edits if claims_second(edit.document)]
    versions = versions_of(claiming)
    for edit in claiming:
        published = versions.get(name_of(edit), [])
        if was_read(edit, published):
            continue
        if not says_the_same(edit, published):
            yield edit, FieldProblem(SECOND, NEW)
        elif is_one_hand(author, writer(edit, published)):
            yield edit, FieldProblem(SECOND, OWN)


def says_the_same(edit: Edit, versions: Sequence[Version]) -> bool:
    """Tell whether a row would say what it says now."""
    now = versions[0].document if versions else None
    return words_of(edit.model, now) == words_of(edit.model, edit.document)


def writer(edit: Edit, versions: Sequence[Version]) -> int | None:
    """Return who proposed the first of the versions in a row that say the same as an edit."""
    same = takewhile(lambda each: words_of(edit.model, each.document) == words_of(edit.model, edit.document), versions)
    return [version.author for version in same][-1]


def is_one_hand(reader: int, author: int | None) -> bool:
    return author is not None and (reader == author or is_in_hand_of(reader, author))


def read_too(edits: Iterable[Edit], author: int | None, reviewer: int) -> list[Edit]:
    """Return the edits whose evidence a reviewer has read, as rows that a second person has read.

    Left out are those of which the reviewer wrote what they say, whoever proposes it again.
    """
    claims = [edit for edit in edits if has_second_reading(edit.model) and edit.document is not None]
    claims = [edit for edit in claims if not claims_second(edit.document)]
    versions = versions_of(claims)
    read = []
    for edit in claims:
        published = versions.get(name_of(edit), [])
        wrote = writer(edit, published) if says_the_same(edit, published) else author
        if not is_one_hand(reviewer, wrote):
            read.append(replace(edit, document={**(edit.document or {}), SECOND: True}))
    return read


def has_second_reading(model: type[CuratedRow]) -> bool:
    """Tell whether rows of a model say that a second person read their evidence."""
    return any(field.name == SECOND for field in model._meta.fields)
