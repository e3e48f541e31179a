import gzip
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from curation.models import Change
from editorial.management.backups import (
    NOT_WHOLE,
    BackupReader,
    MigrationState,
    migrate_to,
    present_state,
    state_of,
    unknown_to_us,
)
from editorial.management.options import number_between

MOST_MEGABYTES = 500
"""Ten times what the whole site of 2026 takes."""


class Command(BaseCommand):
    help = "Bring a backup into an empty, migrated database, be it SQLite or PostgreSQL."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `backup` wrote")
        words = "up to what size a file is unpacked"
        parser.add_argument("--most-megabytes", type=number_between(1, 100_000), default=MOST_MEGABYTES, help=words)

    def handle(self, *, file: Path, most_megabytes: int, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if not is_migrated():
            raise CommandError("This database is not migrated. Run `manage.py migrate` first.")
        if Change.objects.exists():
            raise CommandError("This database holds a catalogue already. Restore into one that was only migrated.")
        restore(file, most_megabytes)
        self.stdout.write(f"Restored from {file}.")


def restore(file: Path, most_megabytes: int) -> None:
    """Bring in a backup as the release that wrote it would, and let the migrations since then carry it over."""
    present = present_state()
    try:
        text = unpacked(file, most_megabytes)
        state = state_of(text)
        if unknown := unknown_to_us(state):
            raise CommandError(f"Nothing was restored: this release does not know {', '.join(unknown)}. Upgrade first.")
        if state == present:
            load(text, state)
            return
        migrate_to(state)
        try:
            load(text, state)
        finally:
            migrate_to(present)
    except NOT_WHOLE as error:
        raise CommandError(f"Nothing was restored: {file} is no whole backup. {error}") from error


def unpacked(file: Path, most_megabytes: int) -> str:
    """Return the text of a backup; refuse a file that holds far more than it seems to, before memory is full."""
    with gzip.open(file) as packed:
        text = packed.read(most_megabytes * 1_000_000 + 1)
    if len(text) > most_megabytes * 1_000_000:
        raise CommandError(
            f"Nothing was restored: {file} holds more than {most_megabytes} MB. If it is a backup of yours, allow more "
            "with --most-megabytes."
        )
    return text.decode()


@transaction.atomic
def load(text: str, state: MigrationState) -> None:
    # The migrations made them; the backup brings its own, perhaps under other ids.
    Group.objects.all().delete()
    loaded = set()
    for row in BackupReader(text, state):
        row.save()
        loaded.add(type(row.object))
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(loaded)):
            cursor.execute(statement)


def is_migrated() -> bool:
    """Tell whether every migration of this release has been applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
