"""What is fresh. Pages, exports, the API, the quality page and the desk all ask here."""

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Q

from frameworks.models import Source, SourceKind

INDEX_READ_EVERY = 7
"""How many days lie between two readings of the package index that the files of the catalogue carry."""
LIMITS: Mapping[str, int] = {
    SourceKind.INDEX: 2 * INDEX_READ_EVERY,
    SourceKind.SITE: 90,
    SourceKind.GUIDE: 90,
    SourceKind.DOCUMENTATION: 365,
    SourceKind.REPOSITORY: 365,
}
"""How many days after its reading a source counts as stale; what is fixed once installed never does."""
RUN_LIMIT = 90
"""How many days after it a run of the lab counts as old."""
READ_BY_PROGRAMS = frozenset({SourceKind.INDEX.value})
"""The kinds that a program reads whole: each good reading is a reading of every row from that source."""


class SourceReading(NamedTuple):
    """The kind of a source and the day it was last read, where no more of it is at hand."""

    kind: str
    read_on: datetime.date


def last_read(source: Source | SourceReading, read_on: datetime.date) -> datetime.date:
    """Return the day a row was last read: what a program keeps is as fresh as the program's last good reading."""
    return max(source.read_on, read_on) if source.kind in READ_BY_PROGRAMS else read_on


def is_stale(source: Source | SourceReading, read_on: datetime.date, today: datetime.date) -> bool:
    """Tell whether a row that was read from a source on a day was read longer ago than the limit of its source."""
    limit = LIMITS.get(source.kind)
    return limit is not None and (today - last_read(source, read_on)).days > limit


def ran_long_ago(day: datetime.date, today: datetime.date) -> bool:
    """Tell whether a program ran longer ago than the limit of runs."""
    return (today - day).days > RUN_LIMIT


def stale_rows(read_field: str, source: str, today: datetime.date) -> Q:
    """Return ``is_stale`` as a condition on rows; ``source`` is the prefix that leads to the fields of their source."""
    stale = Q()
    for kind, days in LIMITS.items():
        before = today - datetime.timedelta(days=days)
        overdue = Q((f"{source}kind", kind), (f"{read_field}__lt", before))
        if kind in READ_BY_PROGRAMS:
            overdue &= Q((f"{source}read_on__lt", before))
        stale |= overdue
    return stale
