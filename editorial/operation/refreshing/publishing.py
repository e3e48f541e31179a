"""Publishing what a reading of the index found: one change per framework, and one for each doubt."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from curation.changes.checks import Edit, referring
from curation.changes.workflow import propose, publish_from, withdraw
from curation.documents import Document
from curation.models import OPEN_STATES, ChangeItem, Origin, Revision, State
from curation.registry import RowName, among, row_type
from editorial.operation.refreshing.doubts import Doubt, Judged
from editorial.operation.refreshing.planned_edits import CurrentRevisions
from editorial.operation.refreshing.subjects import RefreshSubject
from frameworks.models import Fact, Package, Release, Source


def revisions_on_record(subject: RefreshSubject) -> CurrentRevisions:
    """Return the present revisions of the rows that a reading of a package may touch; one query."""
    own = Q(row_type=row_type(Package), key=subject.key)
    if subject.framework:
        own = Q(row_type__in=[row_type(Fact), row_type(Release)], key__startswith=f"{subject.framework.pk}/")
    which = own | Q(row_type=row_type(Source), key=subject.source)
    revisions = Revision.objects.current().filter(which).select_related("change").order_by()
    return CurrentRevisions({(revision.row_type, revision.key): revision for revision in revisions})


def unreferred(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits but for removals of rows that others refer to, such as a fact that a statement was held to."""
    return [edit for edit in edits if edit.document is not None or not any(referring(edit))]


@transaction.atomic
def publish(judged: Judged, reason: str) -> int:
    """Publish what is beyond doubt and put the rest before a person; return how many doubts are new."""
    if judged.publish:
        publish_from(Origin.IMPORTER, judged.publish, reason=reason)
    return sum(put_before_a_person(doubt) for doubt in judged.doubts)


def put_before_a_person(doubt: Doubt) -> bool:
    """Propose the edits of a doubt, unless the same wait or were declined; outdated ones are withdrawn."""
    earlier = earlier_proposals(doubt.edits)
    if earlier and all(is_same(edit, earlier.get((row_type(edit.model), edit.key))) for edit in doubt.edits):
        return False
    for change in {item.change for item in earlier.values() if item.change.state in OPEN_STATES}:
        withdraw(change)
    propose(doubt.edits, reason=doubt.reason, origin=Origin.IMPORTER)
    return True


def earlier_proposals(edits: Sequence[Edit]) -> dict[RowName, ChangeItem]:
    """Return what importers last proposed for these rows and nobody approved."""
    names = among((row_type(edit.model), edit.key) for edit in edits)
    undecided = Q(change__origin=Origin.IMPORTER, change__state__in=[*OPEN_STATES, State.WITHDRAWN])
    items = ChangeItem.objects.filter(names, undecided).select_related("change").order_by("pk")
    return {(item.row_type, item.key): item for item in items}


def is_same(edit: Edit, item: ChangeItem | None) -> bool:
    """Tell whether an edit is what was proposed before, on whatever day it was read."""
    if item is None or item.base_version != edit.base_version:
        return False
    return undated(item.document) == undated(edit.document)


def undated(document: Document | None) -> Document | None:
    return {name: document[name] for name in document if name != "read_on"} if document else document
