import gzip
import re
import zlib
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax import SAXException

from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.core.serializers.base import DeserializationError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from curation.models import Change

MOVED_TO_CURATION = ("change", "changeitem", "revision")
FORMER_COLUMNS = re.compile(r'<object model="reviews\.findercolumn".*?</object>', re.DOTALL)
"""Rows of a table of derived data that no longer exists."""


class Command(BaseCommand):
    help = "Bring a backup into an empty, migrated database, be it SQLite or PostgreSQL."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `backup` wrote")

    def handle(self, *, file: Path, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if not is_migrated():
            raise CommandError("This database is not migrated. Run `manage.py migrate` first.")
        if Change.objects.exists():
            raise CommandError("This database holds a catalogue already. Restore into one that was only migrated.")
        with transaction.atomic():
            # The migrations made them; the backup brings its own, perhaps under other ids.
            Group.objects.all().delete()
            load(file)
        self.stdout.write(f"Restored from {file}.")


def load(file: Path) -> None:
    """Bring in the rows of a file; refuse one that is cut short or that `backup` did not write."""
    try:
        with TemporaryDirectory() as folder:
            present = Path(folder) / "backup.xml"
            present.write_text(in_present_names(gzip.decompress(file.read_bytes()).decode()))
            call_command("loaddata", str(present), verbosity=0)
    except (EOFError, OSError, UnicodeDecodeError, SAXException, DeserializationError, zlib.error) as error:
        raise CommandError(f"Nothing was restored: {file} is no whole backup. {error}") from error


def in_present_names(text: str) -> str:
    """Return a backup of an earlier release with the models named as they are now."""
    for model in MOVED_TO_CURATION:
        text = text.replace(f'model="editorial.{model}"', f'model="curation.{model}"')
        text = text.replace(
            f"<natural>editorial</natural><natural>{model}</natural>",
            f"<natural>curation</natural><natural>{model}</natural>",
        )
    return FORMER_COLUMNS.sub("", text)


def is_migrated() -> bool:
    """Tell whether every migration of this release has been applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
