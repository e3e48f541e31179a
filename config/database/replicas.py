"""
Public pages and answers are read from replicas of the database.

A replica is asked how far it is before each request, and read only where it has the version of the data that the
primary has; so one that lags is left out by itself, request by request. One that does not answer, that follows no
primary, or that is of another site is left out until a thread that looks at it every second finds it sound. Editors,
and whatever is written or was just written, stay on the primary.
"""

import logging
import threading
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from curation.models import Revision
from curation.snapshots.database import reads_from
from editorial.models import SiteIdentity

LOOKED_AT_SECONDS = 1.0
HOW_FAR = f"SELECT pg_is_in_recovery(), (SELECT max(id) FROM {Revision._meta.db_table})"  # noqa: S608
WHOSE = f"SELECT identity FROM {SiteIdentity._meta.db_table}"  # noqa: S608

log = logging.getLogger(__name__)


class Unsound(Exception):
    """A replica must not be read; the message says why."""


@dataclass
class Replica:
    """A replica, and whether it may be read, as far as this process knows."""

    alias: str
    is_sound: bool = False
    words: str = "It was not looked at yet."
    watch: threading.Thread | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def has(self, version: int) -> bool:
        """Tell whether it can be read now and has a version of the data."""
        if not self.is_sound:
            self.begin_to_watch()
            return False
        try:
            return version <= how_far(connections[self.alias])
        except (DatabaseError, Unsound) as error:
            self.leave_out(error)
            return False

    def leave_out(self, error: Exception) -> None:
        """Read it no more until it was found sound again."""
        self.is_sound = False
        self.say(str(error).strip().partition("\n")[0])
        connections[self.alias].close()
        self.begin_to_watch()

    def say(self, words: str) -> None:
        if words != self.words:
            log.error("The replica %s is left out: %s", self.alias, words)
        self.words = words

    def begin_to_watch(self) -> None:
        with self.lock:
            if self.watch is None or not self.watch.is_alive():
                self.watch = threading.Thread(target=self.look, name=self.alias, daemon=True)
                self.watch.start()

    def look(self) -> None:
        """Look at it every second until it is sound."""
        while not self.is_sound:
            try:
                how_far(connections[self.alias])
                require_same_site(connections[self.alias])
                log.warning("The replica %s is read.", self.alias)
                self.is_sound, self.words = True, ""
            except (DatabaseError, Unsound) as error:
                self.say(str(error).strip().partition("\n")[0])
                time.sleep(LOOKED_AT_SECONDS)
            finally:
                connections.close_all()


def how_far(connection: BaseDatabaseWrapper) -> int:
    """Return the version of the data that a replica has; refuse a database that follows no other."""
    with connection.cursor() as cursor:
        cursor.execute(HOW_FAR)
        follows, version = cursor.fetchone()
    if not follows:
        raise Unsound("It follows no primary: it was promoted, or never was a replica.")
    return int(version or 0)


def require_same_site(connection: BaseDatabaseWrapper) -> None:
    if identity_in(connection) != identity_in(connections[DEFAULT_DB_ALIAS]):
        raise Unsound("It is the database of another site.")


def identity_in(connection: BaseDatabaseWrapper) -> object:
    with connection.cursor() as cursor:
        cursor.execute(WHOSE)
        row = cursor.fetchone()
    return row and row[0]


replicas = [Replica(alias) for alias in settings.REPLICAS]


def leave_out(error: BaseException) -> bool:
    """Note that the database failed that this request reads from, where it is a replica; tell whether it is one."""
    replica = next((replica for replica in replicas if replica.alias == reads_from.get()), None)
    if replica is None or not isinstance(error, DatabaseError):
        return False
    replica.leave_out(error)
    return True
