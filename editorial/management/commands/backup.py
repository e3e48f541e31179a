import gzip
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from editorial.management.backups import present_state, stated

SUFFIX = ".xml.gz"
# Django recreates the first two; sessions only matter while somebody is logged in.
LEFT_OUT = ["contenttypes", "auth.permission", "sessions"]
# XML keeps times to the microsecond; JSON would cut them to the millisecond.
OPTIONS: dict[str, Any] = {"format": "xml", "exclude": LEFT_OUT, "use_natural_foreign_keys": True}


class Command(BaseCommand):
    help = "Write everything the site holds, its history and its accounts included, into one file that `restore` reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=f"the file to write, ending in {SUFFIX}")

    def handle(self, *, file: Path, **options: Any) -> None:
        if not file.name.endswith(SUFFIX):
            raise CommandError(f"The name of a backup ends in {SUFFIX}; {file.name} does not.")
        if file.exists():
            raise CommandError(f"{file} is there already; name a new file.")
        # One transaction, so that the file shows one moment of a site in use.
        with transaction.atomic():
            call_command("dumpdata", **OPTIONS, output=str(file), verbosity=0)
        with gzip.open(file, "at") as written:
            written.write(stated(present_state()))
        self.stdout.write(f"Written to {file}. It holds password hashes: keep it as safe as the database.")
