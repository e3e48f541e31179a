import gzip
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from editorial.management.backups import NOT_WHOLE, BackupReader, applied_state, stated

SUFFIX = ".xml.gz"
# Django recreates the first two; sessions only matter while somebody is logged in.
# The index of the search is made anew from the rows.
# Each installation has an identity and a secret key of its own.
LEFT_OUT = [
    *("contenttypes", "auth.permission", "sessions", "curation.searchentry", "curation.searchindex"),
    "editorial.siteidentity",
]
# XML keeps times to the microsecond; JSON would cut them to the millisecond.
OPTIONS: dict[str, Any] = {"format": "backup", "exclude": LEFT_OUT, "use_natural_foreign_keys": True}


class Command(BaseCommand):
    help = "Write everything the site holds, its history and its accounts included, into one file that `restore` reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=f"the file to write, ending in {SUFFIX}")

    def handle(self, *, file: Path, **options: Any) -> None:
        if not file.name.endswith(SUFFIX):
            raise CommandError(f"The name of a backup ends in {SUFFIX}; {file.name} does not.")
        if file.exists():
            raise CommandError(f"{file} is there already; name a new file.")
        unfinished = file.with_name(f".unfinished-{file.name}")
        try:
            # One transaction, so that the file shows one moment of a site in use.
            with transaction.atomic():
                write(unfinished)
                verify(unfinished)
            unfinished.rename(file)
        except (CommandError, *NOT_WHOLE) as error:
            raise CommandError(f"No backup was written to {file}. {error}") from error
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(
            f"Written to {file}, read back whole. It holds password hashes and the seeds of second factors: keep it as "
            "safe as the database."
        )


def write(file: Path) -> None:
    """Write everything into a file that its owner alone can read, and have it on the disk before going on."""
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    call_command("dumpdata", **OPTIONS, output=str(file), verbosity=0)
    with gzip.open(file, "at") as written:
        written.write(stated(applied_state()))
    with file.open("rb") as on_disk:
        os.fsync(on_disk.fileno())


def verify(file: Path) -> None:
    """Read a backup as `restore` would; raise ``CommandError`` unless it has every row."""
    text = gzip.decompress(file.read_bytes()).decode()
    read, stored = sum(1 for _row in BackupReader(text, applied_state())), rows_stored()
    if read != stored:
        raise CommandError(f"The backup has {read} rows and the database {stored}.")


def rows_stored() -> int:
    """Return how many rows a backup has to hold."""
    kept = (model for model in apps.get_models() if not {model._meta.app_label, model._meta.label_lower} & {*LEFT_OUT})
    return sum(model._default_manager.count() for model in kept)
