"""Whether the database is out of reach.

The first request that finds it gone waits for a connection; from then on a thread asks for one every half second, and
no request waits until it has one.
"""

import logging
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import DatabaseError, InterfaceError, OperationalError, connection

RETRY_SECONDS = 0.5
NOT_GONE = ("SQLITE_ERROR", "SQLITE_BUSY", "SQLITE_LOCKED")

log = logging.getLogger(__name__)


def is_gone(error: BaseException | None) -> bool:
    """Tell whether an error says that the database cannot be reached, and not that it refused a statement."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    if name := getattr(cause, "sqlite_errorname", ""):
        return name not in NOT_GONE
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(("08", "57P"))


@dataclass
class Outage:
    """Whether the database is out of reach, as far as this process knows."""

    lasts: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: threading.Event = field(default_factory=threading.Event)

    def begin(self, error: BaseException) -> None:
        """Note that the database is gone, and look for it until it is back."""
        with self.lock:
            if self.lasts:
                return
            self.lasts = True
            self.ended.clear()
        log.error("The database does not answer: %s", str(error).strip().partition("\n")[0])
        threading.Thread(target=self.wait, name="outage", daemon=True).start()

    def wait(self) -> None:
        while self.lasts:
            time.sleep(RETRY_SECONDS)
            with suppress(DatabaseError):
                try:
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT 1")
                    self.lasts = False
                finally:
                    connection.close()
        self.ended.set()
        log.warning("The database answers again.")


outage = Outage()
