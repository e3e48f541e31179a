"""What looks wrong in a reading of the index, and therefore waits for a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from curation.changes.checks import Edit
from curation.models import Origin
from curation.registry import row_type
from editorial.operation.refreshing.planned_edits import CurrentRevisions
from frameworks.models import Fact, FactName, Release, Source
from frameworks.package_index.document import IndexRelease as Listed
from frameworks.package_index.document import version_in

FEWEST = 4
"""With fewer releases on record than this, half of them may vanish without raising a doubt."""


@dataclass(frozen=True)
class Doubt:
    """Edits that a person should look at, and why."""

    reason: str
    edits: Sequence[Edit]


@dataclass(frozen=True)
class Judged:
    """The edits that go live, and those that wait."""

    publish: Sequence[Edit]
    doubts: Sequence[Doubt]


def judge(name: str, edits: Sequence[Edit], listed: Sequence[Listed], current: CurrentRevisions) -> Judged:
    """Split the edits of a framework into those that go live and those that a person should see first."""
    general_doubts = [*went_back(edits, listed, current), *vanished(edits, current)]
    if general_doubts:
        # The source would claim that what stays on record was read today.
        rest = [edit for edit in edits if edit.model is not Source]
        return Judged([], [Doubt(f"{name}: {' '.join(general_doubts)}", rest)])
    suspicious = [(edit, reason) for edit in edits for reason in doubts_about(edit, current)]
    waiting = {edit for edit, _reason in suspicious}
    doubts = [Doubt(f"{name}: {reason}", [edit]) for edit, reason in suspicious]
    return Judged([edit for edit in edits if edit not in waiting], doubts)


def went_back(edits: Iterable[Edit], listed: Sequence[Listed], current: CurrentRevisions) -> Iterable[str]:
    """Yield words where the latest version would be lower than the one on record, which the index still has."""
    withdrawn = {release.version for release in listed if release.yanked}
    for edit in edits:
        if edit.model is Fact and edit.key.endswith(f"/{FactName.LATEST_VERSION}") and edit.document:
            before = version_in((current.document(Fact, edit.key) or {}).get("value", ""))
            after = version_in(edit.document["value"])
            if before and after and after < before and before not in withdrawn:
                yield f"the latest version would go back from {before} to {after}."


def vanished(edits: Iterable[Edit], current: CurrentRevisions) -> Iterable[str]:
    """Yield words where half of the releases on record would vanish."""
    known = len(current.of(Release))
    gone = sum(edit.model is Release and edit.document is None for edit in edits)
    if known >= FEWEST and gone * 2 >= known:
        yield f"{gone} of {known} releases would vanish."


def doubts_about(edit: Edit, current: CurrentRevisions) -> Iterable[str]:
    """Yield what is doubtful about one edit alone."""
    revision = current.revisions.get((row_type(edit.model), edit.key))
    if revision is None:
        return
    before = revision.document or {}
    after = edit.document or {}
    if revision.change.origin == Origin.EDITOR and edit.model is not Source:
        yield f"the index says something else of {edit.key} than an editor wrote."
    elif edit.key.endswith(f"/{FactName.DECLARED_LICENCE}") and edit.model is Fact:
        yield f"the licence would change from “{before.get('value', '')}” to “{after.get('value', 'nothing')}”."
