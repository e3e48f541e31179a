from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from editorial.models import Change


class Command(BaseCommand):
    help = "Bring a backup into an empty, migrated database, be it SQLite or PostgreSQL."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `backup` wrote")

    def handle(self, *, file: Path, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if Change.objects.exists():
            raise CommandError("This database holds a catalogue already. Restore into one that was only migrated.")
        with transaction.atomic():
            # The migrations made them; the backup brings its own, perhaps under other ids.
            Group.objects.all().delete()
            call_command("loaddata", str(file), verbosity=0)
        self.stdout.write(f"Restored from {file}.")
