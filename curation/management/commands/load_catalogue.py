from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from curation.files import loading
from curation.files.reading import check_files
from curation.management.locking import one_at_a_time


class Command(BaseCommand):
    help = (
        "Bring the catalogue files into the database. Editors' changes are kept; what both changed waits for a person."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CATALOGUE)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and do nothing")
        parser.add_argument("--once", action="store_true", help="do nothing if the files were loaded before")

    def handle(self, **options: Any) -> None:
        with one_at_a_time():
            self.bring_in(**options)

    def bring_in(self, *, folder: Path, dry_run: bool, once: bool, **options: Any) -> None:
        if once and loading.is_loaded():
            self.stdout.write("The catalogue is loaded already; `load_catalogue` brings in what its files have anew.")
            return
        plan = self.read(folder)
        if dry_run:
            self.list(plan)
            return
        with transaction.atomic():
            waiting = loading.carry_out(plan)
        self.stdout.write(f"{len(plan.publish)} rows published, {len(plan.kept)} kept as editors left them.")
        if waiting:
            rows = "\n".join(f"  {edit}" for edit in plan.conflicts)
            raise CommandError(
                f"{len(plan.conflicts)} rows were changed both in the files and by editors. What editors published "
                f"stands; the files' version waits for review as change {waiting.pk}:\n{rows}"
            )

    def read(self, folder: Path) -> loading.LoadingPlan:
        files = check_files(folder)
        if files.errors:
            raise CommandError("\n".join([*files.errors, "Nothing was loaded."]))
        return loading.plan(files)

    def list(self, plan: loading.LoadingPlan) -> None:
        """Print each row and what loading would do with it."""
        for verb, edits in (("publish", plan.publish), ("keep", plan.kept), ("conflict", plan.conflicts)):
            for edit in edits:
                self.stdout.write(f"{verb} {edit}{' (removal)' if edit.document is None else ''}")
        self.stdout.write(f"{len(plan.publish)} to publish, {len(plan.kept)} kept, {len(plan.conflicts)} conflicts.")
