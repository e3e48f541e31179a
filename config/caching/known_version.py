"""The data version as this process knows it.

It is known for ``DATA_VERSION_SECONDS``, and asked for again after that; whoever publishes forgets it, and whoever is
signed in has it asked for each time.
"""

import datetime
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings

Latest = tuple[int, datetime.datetime | None]


@dataclass
class KnownVersion:
    """The data version as this process read it, for as long as it may be trusted."""

    latest: Latest | None = None
    read_at: float = 0

    def get(self) -> Latest | None:
        is_fresh = time.monotonic() - self.read_at < settings.DATA_VERSION_SECONDS
        return self.latest if is_fresh else None

    def learn(self, latest: Latest) -> None:
        self.latest, self.read_at = latest, time.monotonic()

    def forget(self, **_signal: Any) -> None:
        self.latest = None


known = KnownVersion()
