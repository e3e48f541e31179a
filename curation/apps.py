import datetime
import sqlite3
from functools import lru_cache

from django.apps import AppConfig
from django.db import connection


class CurationConfig(AppConfig):
    name = "curation"

    def ready(self) -> None:
        if connection.vendor == "sqlite":
            # Replaces Django's own converter, which parses every value again.
            sqlite3.register_converter("date", read_day)


@lru_cache(maxsize=4096)
def read_day(text: bytes) -> datetime.date:
    """Return the day that SQLite stores as text; cached, because a page reads the same few days hundreds of times."""
    return datetime.date.fromisoformat(text.decode())
