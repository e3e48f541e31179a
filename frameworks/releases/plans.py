"""What dates to plan by: until when a framework's lines get fixes, and what comes next. Rows in, words out."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from curation.dates import days_of
from curation.web.addresses import evidence_address
from frameworks.models import SupportWindow
from frameworks.releases.support_timeline import computed, end_of, last_day, line_name, supported


class SupportPlan(NamedTuple):
    """The dates of one framework in words, each with the address of its evidence; empty where none is stated."""

    until: str = ""
    until_address: str = ""
    next: str = ""
    next_address: str = ""


NO_END = "no date stated"
NO_PLAN = SupportPlan()


def plans(
    windows: Iterable[SupportWindow], today: datetime.date, as_of: datetime.date | None = None
) -> Mapping[str, SupportPlan]:
    """Return the dates of every framework that has support windows, by its key."""
    by_framework: dict[str, list[SupportWindow]] = defaultdict(list)
    for window in windows:
        by_framework[window.framework_id].append(window)
    return {key: plan(rows, today, as_of) for key, rows in by_framework.items()}


def plan(windows: list[SupportWindow], today: datetime.date, as_of: datetime.date | None) -> SupportPlan:
    """Say which line out today gets fixes the longest, and which planned line comes first.

    Where no line out today has a date, it is the newest, without one.
    """
    current = sorted((row for row in windows if supported(row, today)), key=lambda row: row.released)
    last = max(current[::-1], key=lambda row: last_day(end_of(row)) or datetime.date.min, default=None)
    planned = [row for row in windows if row.released and days_of(row.released)[0] > today]
    coming = min(planned, key=lambda row: days_of(row.released)[0], default=None)
    return SupportPlan(
        until=f"{line_name(last)}: {end_of(last) or NO_END}{computed(last)}" if last else "",
        until_address=evidence_address(last.pk, as_of) if last else "",
        next=f"{line_name(coming)}: {coming.released}" if coming else "",
        next_address=evidence_address(coming.pk, as_of) if coming else "",
    )
