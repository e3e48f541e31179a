"""Bringing a results file into the record, as importers do: what a program saw needs no second person."""

from dataclasses import dataclass, field, replace
from typing import Any

from curation.changes.checks import Edit
from curation.changes.workflow import publish_from
from curation.models import Change, Origin, Revision
from curation.registry import RowName, row_type
from curation.rows import CuratedRow
from measurements.importing.reading import Results
from measurements.importing.rows import edits_of
from measurements.models import CellProof, Figure, LabRun, Program

OURS = (LabRun, Program, CellProof, Figure)
CHANGED = "--changed"
"""The option of the lab that runs only the proofs that changed."""
BY_PEOPLE: dict[type[CuratedRow], tuple[str, ...]] = {Program: ("disputed",)}
"""The fields that editors write in a row that the lab fills."""


@dataclass
class ImportPlan:
    """What an import would do."""

    publish: list[Edit] = field(default_factory=list)
    same: list[Edit] = field(default_factory=list)
    older: list[Edit] = field(default_factory=list)
    """What a later run has measured anew."""


def plan(results: Results) -> ImportPlan:
    """Compare a results file with what is on record."""
    result, published, days = ImportPlan(), published_now(), dict(LabRun.objects.values_list("key", "day"))
    edits = edits_of(results)
    day = edits[0].document["day"] if edits[0].document else ""
    for edit in [*edits, *gone(edits, published, whole=CHANGED not in results.data["command"].split())]:
        present = published.get((row_type(edit.model), edit.key))
        run = days.get(present["run"]) if present and "run" in present else None
        edit = with_what_people_wrote(edit, present)
        if run and run.isoformat() > day:
            result.older.append(edit)
        else:
            (result.same if edit.document == present else result.publish).append(edit)
    return result


def gone(edits: list[Edit], published: dict[RowName, dict[str, Any]], whole: bool) -> list[Edit]:
    """Return the removal of proofs that are no longer there.

    A whole run has all proofs of its frameworks; one of what changed speaks for the cells that it names alone.
    """
    depth = 1 if whole else 2
    proofs = {edit.key for edit in edits if edit.model is CellProof}
    spoken_for = {about(key, depth) for key in proofs}
    known = [key for kind, key in published if kind == row_type(CellProof)]
    return [Edit(CellProof, key, None) for key in known if key not in proofs and about(key, depth) in spoken_for]


def about(key: str, depth: int) -> tuple[str, ...]:
    """Return the framework of a proof, or with depth 2 its framework and feature."""
    return tuple(key.split("/")[:depth])


def published_now() -> dict[RowName, dict[str, Any]]:
    """Return the documents of all rows that come from the lab; one query."""
    names = list(map(row_type, OURS))
    revisions = Revision.objects.current().filter(row_type__in=names, document__isnull=False)
    rows = revisions.values_list("row_type", "key", "document")
    return {(kind, key): document for kind, key, document in rows if document is not None}


def with_what_people_wrote(edit: Edit, present: dict[str, Any] | None) -> Edit:
    if edit.document is None:
        return edit
    kept = {name: (present or {})[name] for name in BY_PEOPLE.get(edit.model, ()) if name in (present or {})}
    return replace(edit, document={**edit.document, **kept}) if kept else edit


def publish(plan: ImportPlan, results: Results) -> Change | None:
    """Publish what is new as one change; None where nothing is."""
    if not plan.publish:
        return None
    reason = f"What the lab saw in its run of {results.name}, at commit {results.data['lab_commit'][:12]}."
    return publish_from(Origin.IMPORTER, plan.publish, reason=reason)
