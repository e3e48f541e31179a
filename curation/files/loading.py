"""Loading the catalogue's files into a database that editors may have changed since.

For each row three documents are held against each other: the one last loaded from the files, the one in the files now
and the one published now. What changed in the files alone is published, what changed on the site alone is kept, and
what changed in both waits as a change for a person to decide.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from curation.changes.checks import Edit
from curation.changes.workflow import propose, publish_from
from curation.documents import Document
from curation.files.reading import Files, canonical
from curation.models import Change, ChangeItem, Origin, Revision
from curation.registry import RowName, row_type, row_types
from curation.rows import CuratedRow

Documents = dict[RowName, Document | None]


@dataclass
class LoadingPlan:
    """What loading would do: rows to publish, rows kept as editors left them, and rows changed on both sides."""

    publish: list[Edit] = field(default_factory=list)
    kept: list[Edit] = field(default_factory=list)
    conflicts: list[Edit] = field(default_factory=list)


def is_loaded() -> bool:
    """Tell whether the files have been loaded into this database before."""
    return Change.objects.filter(origin=Origin.CATALOGUE).exists()


def plan(files: Files) -> LoadingPlan:
    """Compare the files with what was loaded last and with what is published."""
    result = LoadingPlan()
    last, published, imported = last_loaded(), published_now(), imported_now()
    for edit in with_removals(files.edits, last):
        name = (row_type(edit.model), edit.key)
        base, current, proposed = last.get(name), published.get(name), edit.document
        if proposed == current:
            continue
        if name in imported:
            base, current, proposed = (by_people(edit.model, document) for document in (base, current, proposed))
        if proposed == base:
            result.kept.append(edit)
        else:
            (result.publish if current == base else result.conflicts).append(edit)
    return result


def by_people(model: type[CuratedRow], document: Document | None) -> Document | None:
    """Return the fields that people write of a row an importer wrote last; None unless its model names the importer's.

    The importer's own fields need no comparison: they are no older than the files, and it reads its source every day.
    """
    if document is None or not model.written_by_programs:
        return None
    return {name: value for name, value in document.items() if name not in model.written_by_programs}


def with_removals(edits: list[Edit], last: Documents) -> Iterator[Edit]:
    """Yield the edits in canonical form, and the removal of every loaded row that the files no longer have."""
    left = dict(last)
    for edit in edits:
        left.pop((row_type(edit.model), edit.key), None)
        yield Edit(edit.model, edit.key, canonical(edit))
    for kind, key in left:
        yield Edit(row_types()[kind], key, None)


def last_loaded() -> Documents:
    """Return the documents that the files had when they were last loaded, whether they were published or not."""
    items = ChangeItem.objects.filter(change__origin=Origin.CATALOGUE).order_by("pk")
    return {(item.row_type, item.key): item.document for item in items}


def published_now() -> Documents:
    """Return the document of every row as it stands."""
    return {(revision.row_type, revision.key): revision.document for revision in Revision.objects.current()}


def imported_now() -> set[RowName]:
    """Return the rows that an importer was the last to change."""
    return set(Revision.objects.current().filter(change__origin=Origin.IMPORTER).values_list("row_type", "key"))


def carry_out(plan: LoadingPlan) -> Change | None:
    """Publish what the files alone changed; return the change that waits with the conflicts, if there are any."""
    if plan.publish:
        publish_from(Origin.CATALOGUE, plan.publish, reason="Loaded from the catalogue files.")
    if not plan.conflicts:
        return None
    reason = "The catalogue files and an editor changed the same rows; approve this to take the files’ version."
    return propose(plan.conflicts, reason=reason, origin=Origin.CATALOGUE)
