from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curation.files.reading import check_files


class Command(BaseCommand):
    help = "Check the catalogue files; every error names its file, its place, what is wrong and what is allowed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CATALOGUE)

    def handle(self, *, folder: Path, **options: Any) -> None:
        files = check_files(folder)
        if files.errors:
            raise CommandError("\n".join([*files.errors, f"{len(files.errors)} errors in {folder}."]))
        self.stdout.write(f"{len(files.places)} rows, no errors.")
