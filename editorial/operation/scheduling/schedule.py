"""What works by itself, and when: each task is done when it is due, and recorded as a run."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils import timezone

from curation.changes.workflow import publish_due
from curation.models import Change, State
from curation.search.index import bring_up_to_date, is_current
from editorial.accounts.audit import delete_expired
from editorial.desk.notices.models import NoticeKind
from editorial.desk.notices.telling import is_anything_due, tell_author, write_letters
from editorial.models import Run, RunOutcome
from editorial.operation.links.checking import AFTER, check_recorded
from editorial.operation.links.checking import NAME as LINKS
from editorial.operation.purging.purging import NAME as PURGE
from editorial.operation.purging.purging import is_owed, purge_everything
from editorial.operation.refreshing.refresh import NAME as REFRESH
from editorial.operation.refreshing.refresh import refresh_recorded
from editorial.operation.refreshing.subjects import subjects
from editorial.operation.scheduling.runs import Busy, forget_old, running
from editorial.operation.scheduling.statement_checks import NAME as CHECK
from editorial.operation.scheduling.statement_checks import check_statements
from editorial.operation.scheduling.statement_checks import is_due as checks_are_due

log = logging.getLogger(__name__)

EXPIRY = "delete-expired"
DAILY = timedelta(hours=20)
"""Less than a day, so that a run which was late yesterday is not a day late today."""
AFTER_FAILURE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """Work, and when it is due; ``work`` returns what there is to say and whether all went well."""

    name: str
    is_due: Callable[[datetime], bool]
    work: Callable[[], tuple[str, bool]]
    asks_others: bool = False
    """Whether it asks other sites, which somebody who only tries this one out for an hour need not do."""


def was_long_ago(name: str, now: datetime) -> bool:
    """Tell whether a task is to be done again: a day after success, an hour after failure, at once after a crash.

    While another process is at it the answer is yes too: it is refused the lock, and says who has it.
    """
    last = Run.objects.filter(name=name).first()
    if last is None or last.outcome in (RunOutcome.RUNNING, RunOutcome.INTERRUPTED):
        return True
    # One that began in what is now the future began before a clock was set back, nobody knows when.
    return abs(now - last.started_at) > (AFTER_FAILURE if last.outcome == RunOutcome.FAILED else DAILY)


def refresh_facts() -> tuple[str, bool]:
    refresh = refresh_recorded(subjects(), lambda *_report: None)
    counts = refresh.counts
    words = [f"{counts['packages']} packages, {counts['rows']} rows changed.", *refresh.messages]
    return "\n".join(words), not counts["failed"]


def publish_recorded() -> list[Change]:
    """Publish what is due as a run on record, tell authors what went back instead, and return these changes."""
    with running("publish-due") as run:
        changes = publish_due()
        back = [change for change in changes if change.state == State.SENT_BACK]
        for change in back:
            tell_author(change, NoticeKind.SENT_BACK, None, change.note)
        run.counts = {"published": len(changes) - len(back), "sent back": len(back)}
    return changes


def publish_what_is_due() -> tuple[str, bool]:
    changes = publish_recorded()
    back = sum(change.state == State.SENT_BACK for change in changes)
    return f"{len(changes) - back} changes published, {back} sent back.", True


def visit_links() -> tuple[str, bool]:
    counts = check_recorded(AFTER, lambda link: None)
    return f"{counts.total()} links visited.", True


def hold_against_facts() -> tuple[str, bool]:
    return f"{len(check_statements())} statements changed.", True


def write_to_editors() -> tuple[str, bool]:
    written, refused = write_letters(timezone.now())
    return "\n".join([f"{written} letters written.", *refused]), not refused


def index_again() -> tuple[str, bool]:
    return "The search index was made anew." if bring_up_to_date() else "The search index was made meanwhile.", True


def forget_people() -> tuple[str, bool]:
    with running(EXPIRY):
        return delete_expired(timezone.now()), True


TASKS = (
    ScheduledTask("publish-due", lambda now: Change.objects.due(now).exists(), publish_what_is_due),
    ScheduledTask(PURGE, is_owed, purge_everything),
    ScheduledTask(REFRESH, lambda now: was_long_ago(REFRESH, now), refresh_facts, asks_others=True),
    ScheduledTask(CHECK, checks_are_due, hold_against_facts),
    ScheduledTask("notices", is_anything_due, write_to_editors),
    ScheduledTask("search-index", lambda now: not is_current(), index_again),
    ScheduledTask(LINKS, lambda now: was_long_ago(LINKS, now), visit_links, asks_others=True),
    ScheduledTask(EXPIRY, lambda now: was_long_ago(EXPIRY, now), forget_people),
)


def do_what_is_due(say: Callable[[str], None], tasks: Iterable[ScheduledTask] = TASKS) -> list[str]:
    """Do each task that is due and say how it went; return the names of those that did not go well."""
    now = timezone.now()
    failed = [task.name for task in tasks if not carry_out(task, now, say)]
    forget_old(now)
    return failed


def carry_out(task: ScheduledTask, now: datetime, say: Callable[[str], None]) -> bool:
    """Do a task that is due and say how it went: one that breaks leaves the others their turn.

    What another process is doing is in good hands.
    """
    try:
        if not task.is_due(now):
            return True
        words, well = task.work()
    except Busy as busy:
        words, well = str(busy), True
    except DatabaseError:
        # Without it nothing else goes well either.
        raise
    except Exception as error:
        log.exception("The task %s broke.", task.name)
        words, well = f"{type(error).__name__}: {error}", False
    say(f"{task.name}: {words}")
    return well
