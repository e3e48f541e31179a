"""What of a comparison depends on the day: which claims were read too long ago, and which release lines get fixes."""

import datetime
import hashlib
from collections.abc import Sequence

from curation.dates import today
from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot
from frameworks.claims.freshness import SourceReading, is_stale
from frameworks.models import Fact, Source, Support, SupportWindow
from frameworks.releases.support_timeline import supported

Moment = tuple[tuple[int, datetime.datetime | None], datetime.date]
"""A version of the data, when it was published, and a day."""

COLUMNS: dict[type[CuratedRow], Sequence[str]] = {
    Source: ("key", "kind", "read_on"),
    Support: ("source_id", "checked_on"),
    Fact: ("source_id", "read_on"),
    SupportWindow: ("key", "released", "full_support_until", "security_until"),
}

states: dict[Moment, str] = {}
"""The newest state, once it was needed: it takes some milliseconds to find out."""


def state_of(snapshot: Snapshot) -> str:
    """Return a word for what depends on the day, which stays the same over midnight unless something of it changes."""
    if snapshot.day:
        return ""
    moment = ((snapshot.version, snapshot.published), today())
    state = states.get(moment) or read_state(snapshot, today())
    states.clear()
    states[moment] = state
    return state


def read_state(snapshot: Snapshot, day: datetime.date) -> str:
    """Work out the state from all claims of the kinds that a comparison dates; one query."""
    rows = snapshot.several({model: (columns, {}) for model, columns in COLUMNS.items()})
    sources = {key: SourceReading(kind, read_on) for key, kind, read_on in rows[Source]}
    readings = sorted({reading for reading in [*rows[Support], *rows[Fact]] if all(reading)})
    stale = [is_stale(sources[key], read_on, day) for key, read_on in readings]
    windows = (SupportWindow(**dict(zip(COLUMNS[SupportWindow], row, strict=True))) for row in rows[SupportWindow])
    current = sorted((window.key, supported(window, day)) for window in windows)
    return hashlib.sha256(repr((stale, current)).encode()).hexdigest()[:20]
