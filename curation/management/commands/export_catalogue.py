from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curation.files.writing import ForeignFiles, write_files


class Command(BaseCommand):
    help = "Write the published catalogue into files. Loading and exporting again gives the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CATALOGUE)

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            self.stdout.write(f"{write_files(folder)} files written to {folder}.")
        except (ForeignFiles, OSError) as error:
            raise CommandError(str(error)) from error
