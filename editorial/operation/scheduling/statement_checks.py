"""Setting the verdicts of statements to what their rules find, as importers do: the facts decide, and no second person.

Where that overturns what an editor read, the editor's verdict stays beside it until somebody has settled it.
"""

from collections.abc import Iterable
from datetime import datetime

from curation.changes.checks import Edit
from curation.changes.workflow import publish_from
from curation.dates import today
from curation.documents import document_of
from curation.models import Origin
from curation.snapshots.snapshots import CurrentSnapshot
from editorial.models import Run
from editorial.operation.scheduling.runs import running
from reviews.guides.fact_checks.rules.known import RuleFinding
from reviews.guides.fact_checks.rules.reading import judged
from reviews.models import Statement

NAME = "check-statements"
REASON = "Held against the facts by the rules that the statements name."


def check_statements() -> list[Statement]:
    """Publish what the rules find where it differs from what stands, as one change; return those statements."""
    with running(NAME) as run:
        changed = [row for row, finding in judged(CurrentSnapshot(), today()) if settle(row, finding)]
        if changed:
            publish_from(Origin.IMPORTER, edits(changed), reason=REASON)
        run.counts = {"changed": len(changed)}
    return changed


def settle(row: Statement, finding: RuleFinding) -> bool:
    """Make a statement say what its rules find; tell whether that changes anything."""
    by_hand = row.by_hand or row.verdict
    after = finding.verdict.value, finding.text, "" if by_hand == finding.verdict else by_hand
    before = row.verdict, row.finding, row.by_hand
    row.verdict, row.finding, row.by_hand = after
    return before != after


def edits(rows: Iterable[Statement]) -> list[Edit]:
    return [Edit(Statement, row.key, document_of(row)) for row in rows]


def is_due(now: datetime) -> bool:
    """Tell whether anything was published, or a day has passed, since the rules were last asked."""
    last = Run.objects.filter(name=NAME).first()
    published = CurrentSnapshot().published
    return last is None or last.started_at.date() != now.date() or bool(published and published > last.started_at)
