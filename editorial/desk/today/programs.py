"""The module of the desk about programs: what failed, and what one should have read again and has not."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.text import Truncator

from editorial.desk.pages import admin_page, many
from editorial.desk.staleness import Stale, over_by
from editorial.desk.today.module import SHOWN, DeskLine, Module
from editorial.models import Reading, Run, RunOutcome
from frameworks.models import Source

BAD = (RunOutcome.FAILED, RunOutcome.INTERRUPTED)


def programs(runs: Sequence[Run], kept_late: Sequence[Stale]) -> Module:
    """What failed at its last run; of packages that did not answer the first few; and what is read too late."""
    failed = [run for run in runs if run.outcome in BAD]
    silent = Reading.objects.filter(failed_at__isnull=False).order_by("failed_at")
    number = silent.count()
    lines = [*map(run_line, failed), *silence(silent, number), *lateness(kept_late)]
    return Module(
        anchor="programs",
        title="Programs",
        count=len(failed) + number + bool(kept_late),
        url=admin_page(Run, "changelist"),
        lines=lines,
        empty="Nothing failed.",
    )


def run_line(run: Run) -> DeskLine:
    last = next(iter(reversed(run.message.strip().splitlines())), run.get_outcome_display())
    words = f"{run.started_at:%Y-%m-%d %H:%M}: {Truncator(last).chars(160)}"
    return DeskLine(f"{run.name} failed", admin_page(Run, "change", str(run.pk)), (words,))


def silence(silent: "QuerySet[Reading]", number: int) -> list[DeskLine]:
    """Return one line for all packages that the index gave no good answer about."""
    if not number:
        return []
    first = [f"{reading.package}: {Truncator(reading.failure).chars(80)}" for reading in silent[:SHOWN]]
    more = [f"and {number - len(first)} more"] if number > len(first) else []
    title = f"No answer about {many(number, 'package')}"
    return [DeskLine(title, admin_page(Run, "changelist"), ("; ".join([*first, *more]),))]


def lateness(late: Sequence[Stale]) -> list[DeskLine]:
    """Return one line for all that a program keeps and has not read within its limit."""
    if not late:
        return []
    packages, oldest = len({row.source for row in late}), over_by(late[0].days_over)
    words = f"{many(packages, 'package')} with {len(late)} rows, the oldest {oldest} its limit"
    return [DeskLine("The package index is read too late", f"{admin_page(Source, 'changelist')}?stale=yes", (words,))]
