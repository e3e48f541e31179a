from typing import Any

from django.core.management.commands import migrate

from editorial.management.locking import one_at_a_time


class Command(migrate.Command):
    """Django's own, but for one process at a time: two that start on an empty database would trip over each other."""

    def handle(self, *args: Any, **options: Any) -> Any:
        with one_at_a_time():
            return super().handle(*args, **options)
