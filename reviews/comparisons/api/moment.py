"""What of a comparison depends on the day: which claims were read too long ago, and which release lines get fixes."""

import hashlib
from collections.abc import Sequence

from curation.dates import today
from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot
from curation.web.api.tags import by_day
from frameworks.claims.freshness import SourceReading, is_stale
from frameworks.models import Fact, Source, Support, SupportWindow
from frameworks.releases.support_timeline import supported

COLUMNS: dict[type[CuratedRow], Sequence[str]] = {
    Source: ("key", "kind", "read_on"),
    Support: ("source_id", "checked_on"),
    Fact: ("source_id", "read_on"),
    SupportWindow: ("key", "released", "full_support_until", "security_until"),
}


@by_day
def state_of(snapshot: Snapshot) -> str:
    """Return a word that stays the same over midnight unless a claim of a kind that a comparison dates changes.

    One query and some milliseconds.
    """
    day = today()
    rows = snapshot.several({model: (columns, {}) for model, columns in COLUMNS.items()})
    sources = {key: SourceReading(kind, read_on) for key, kind, read_on in rows[Source]}
    readings = sorted({reading for reading in [*rows[Support], *rows[Fact]] if all(reading)})
    stale = [is_stale(sources[key], read_on, day) for key, read_on in readings]
    windows = (SupportWindow(**dict(zip(COLUMNS[SupportWindow], row, strict=True))) for row in rows[SupportWindow])
    current = sorted((window.key, supported(window, day)) for window in windows)
    return hashlib.sha256(repr((stale, current)).encode()).hexdigest()[:20]
