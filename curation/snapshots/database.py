"""Which database is read: the primary, or for a public page one of its replicas."""

from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

reads_from: ContextVar[str] = ContextVar("reads_from", default=DEFAULT_DB_ALIAS)


def reading() -> BaseDatabaseWrapper:
    """Return the connection that this request reads from."""
    return connections[reads_from.get()]


class ReadingRouter:
    """Leads reads to the database that the request reads from, and everything else to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return reads_from.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, row: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, alias: str, app_label: str, **hints: Any) -> bool:
        return alias == DEFAULT_DB_ALIAS
