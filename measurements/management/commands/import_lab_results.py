from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curation.changes.applying import Refused
from curation.management.locking import one_at_a_time
from curation.registry import row_type
from measurements.importing.publishing import plan, publish
from measurements.importing.reading import InvalidResults, read_results
from measurements.models import LabRun


class Command(BaseCommand):
    help = "Bring results files of the lab into the record: runs, programs, proofs and figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="results files; all that are shipped if none is named")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and do nothing")
        parser.add_argument("--once", action="store_true", help="leave out files whose run is on record")

    def handle(self, **options: Any) -> None:
        with one_at_a_time():
            self.bring_all_in(**options)

    def bring_all_in(self, *, files: Sequence[Path], dry_run: bool, once: bool, **options: Any) -> None:
        known = set(LabRun.objects.values_list("pk", flat=True)) if once else set()
        for path in files or sorted(settings.LAB_RESULTS.glob("20*.json"), key=lambda path: path.stem):
            if path.stem not in known:
                self.bring_in(path, dry_run=dry_run)

    def bring_in(self, path: Path, *, dry_run: bool) -> None:
        try:
            results = read_results(path)
            planned = plan(results)
            if not dry_run:
                publish(planned, results)
        except (InvalidResults, Refused) as error:
            raise CommandError(f"{error}\nNothing of {path.name} was imported.") from error
        counts = Counter(row_type(edit.model) for edit in planned.publish)
        words = ", ".join(f"{number} {name}" for name, number in counts.items()) or "nothing"
        verb = "would publish" if dry_run else "published"
        same, older = len(planned.same), len(planned.older)
        self.stdout.write(f"{path.name}: {verb} {words}; {same} rows stand as they are, {older} are of a later run.")
