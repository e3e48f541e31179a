import datetime
import sqlite3
from functools import lru_cache

from django.apps import AppConfig
from django.db import connection


class CurationConfig(AppConfig):
    name = "curation"

    def ready(self) -> None:
        if connection.vendor == "sqlite":
            # After Django's own, which works each day out anew.
            sqlite3.register_converter("date", read_day)


@lru_cache(maxsize=4096)
def read_day(text: bytes) -> datetime.date:
    """Return a day as SQLite keeps it, as text: a page reads hundreds, and hardly a handful of different ones."""
    return datetime.date.fromisoformat(text.decode())
