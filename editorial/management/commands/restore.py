import gzip
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
from curation.rows import writing
from editorial.management import former_backups


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
            text = former_backups.in_present_names(gzip.decompress(file.read_bytes()).decode())
            edits = former_backups.cell_edits(text)
            present = Path(folder) / "backup.xml"
            present.write_text(former_backups.with_edits(text, edits))
            call_command("loaddata", str(present), verbosity=0)
        with writing():
            former_backups.record(edits)
    except (EOFError, OSError, UnicodeDecodeError, SAXException, DeserializationError, zlib.error) as error:
        raise CommandError(f"Nothing was restored: {file} is no whole backup. {error}") from error


def is_migrated() -> bool:
    """Tell whether every migration of this release has been applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
