from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from curation.changes.checks import Edit
from curation.changes.differences import differences
from editorial.operation.refreshing.planned_edits import CurrentRevisions
from editorial.operation.refreshing.refresh import Refresh, index_client, refresh_recorded
from editorial.operation.refreshing.subjects import NoSuchFramework, RefreshSubject, subjects


class Command(BaseCommand):
    help = (
        "Read the package index: releases and facts of every framework that names a package, and the last release of "
        "every package that a support cell names. What looks wrong waits for a person. Fails if anything failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "slugs", nargs="*", metavar="SLUG", help="frameworks to read; all and every package if none"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="print the differences field by field, write nothing"
        )

    def handle(self, *, slugs: list[str], dry_run: bool, **options: Any) -> None:
        try:
            packages = tqdm(subjects(slugs), unit=" packages", disable=None, leave=False)
            self.conclude(self.look(packages) if dry_run else refresh_recorded(packages, self.report))
        except NoSuchFramework as error:
            raise CommandError(str(error)) from error

    def look(self, packages: Iterable[RefreshSubject]) -> Refresh:
        with index_client() as client:
            refresh = Refresh(client, self.report_in_full)
            refresh.carry_out(packages)
        return refresh

    def report(self, name: str, edits: Sequence[Edit], current: CurrentRevisions) -> None:
        if edits:
            self.line(f"{name}: {len(edits)} rows")
        elif ":" in name:
            self.line(name)

    def report_in_full(self, name: str, edits: Sequence[Edit], current: CurrentRevisions) -> None:
        for edit in edits:
            verb = "remove" if edit.document is None else "change" if current.document(edit.model, edit.key) else "add"
            self.line(f"{verb} {edit}")
            for difference in differences(edit.model, current.document(edit.model, edit.key), edit.document):
                self.line(f"    {difference.label}: {difference.values[0]!r} → {difference.values[1]!r}")
        if not edits and ":" in name:
            self.line(name)

    def line(self, text: str) -> None:
        """Print a line above the bar, if there is one."""
        with tqdm.external_write_mode():
            self.stdout.write(text)

    def conclude(self, refresh: Refresh) -> None:
        counts = refresh.counts
        self.stdout.write(
            f"{counts['packages']} packages asked for, {counts['rows']} rows changed, {counts['waiting']} doubts put "
            f"before a person, {counts['unknown']} names not on the index, {counts['failed']} failed."
        )
        if counts["failed"]:
            raise CommandError("What failed keeps its last good facts.")
