import datetime
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curation.changes.applying import Refused
from curation.changes.workflow import publish_from
from curation.dates import read_day, today
from curation.management.locking import one_at_a_time
from curation.models import Origin
from frameworks.adoption.importing import InvalidAdoption, plan

REASON = "Adoption figures from a newer copy of the list."


class Command(BaseCommand):
    help = "Read a newer copy of the adoption figures from a folder or an address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", nargs="?", help="a folder or an address; PLUMBLINE_ADOPTION_LIST if none is named")
        parser.add_argument("--read-on", default="", help="the day the copy was taken from the list; today by default")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and do nothing")

    def handle(self, *, place: str | None, read_on: str, dry_run: bool, **options: Any) -> None:
        place = place or settings.ADOPTION_LIST
        if not place:
            raise CommandError("Name a folder or an address, or set PLUMBLINE_ADOPTION_LIST.")
        day = read_day(read_on) if read_on else today()
        if day is None:
            raise CommandError(f"--read-on is {read_on}; allowed is YYYY-MM-DD up to {today()}.")
        with one_at_a_time():
            self.bring_in(place, day, dry_run=dry_run)

    def bring_in(self, place: str, read_on: datetime.date, *, dry_run: bool) -> None:
        try:
            edits = plan(place, read_on)
            if edits and not dry_run:
                publish_from(Origin.IMPORTER, edits, reason=REASON)
        except (InvalidAdoption, Refused) as error:
            raise CommandError(f"{error}\nNothing was imported.") from error
        self.stdout.write(f"{'Would publish' if dry_run else 'Published'} {len(edits)} series.")
