import datetime
import sqlite3
from contextlib import suppress
from functools import lru_cache
from typing import Any

from django.apps import AppConfig, apps
from django.apps.registry import Apps
from django.db import connection
from django.db.models.signals import post_migrate


class CurationConfig(AppConfig):
    name = "curation"

    def ready(self) -> None:
        post_migrate.connect(forget_search_index, sender=self)
        if connection.vendor == "sqlite":
            # Replaces Django's own converter, which parses every value again.
            sqlite3.register_converter("date", read_day)


def forget_search_index(apps: Apps = apps, **kwargs: Any) -> None:
    """Have the index made anew: another release may make other documents of the same rows."""
    with suppress(LookupError):
        apps.get_model("curation", "SearchIndex").objects.all().delete()


@lru_cache(maxsize=4096)
def read_day(text: bytes) -> datetime.date:
    """Return the day that SQLite stores as text; cached, because a page reads the same few days hundreds of times."""
    return datetime.date.fromisoformat(text.decode())
