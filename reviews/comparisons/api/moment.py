"""What of a comparison depends on the day: which claims were read too long ago, and which release lines get fixes."""

import datetime
import hashlib

from curation.dates import today
from curation.snapshots.protocol import Snapshot
from frameworks.freshness import is_stale
from frameworks.models import Fact, Source, Support, SupportWindow
from frameworks.releases.support_timeline import supported

Moment = tuple[tuple[int, datetime.datetime | None], datetime.date]
"""A version of the data, when it was published, and a day."""

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
    sources = {source.key: source for source in snapshot.rows(Source)}
    cells = snapshot.values(Support, "source_id", "checked_on"), snapshot.values(Fact, "source_id", "read_on")
    readings = sorted({reading for values in cells for reading in values if all(reading)})
    stale = [is_stale(sources[key], read_on, day) for key, read_on in readings]
    current = [supported(window, day) for window in snapshot.rows(SupportWindow)]
    return hashlib.sha256(repr((stale, current)).encode()).hexdigest()[:20]
