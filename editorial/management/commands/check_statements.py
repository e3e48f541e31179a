from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial.judging import check_statements
from editorial.runs import Busy
from reviews.models import Verdict


class Command(BaseCommand):
    help = (
        "Hold the statements of guides that name rules against the facts, publish the verdicts that changed, and print "
        "them. Where an editor read another verdict, the desk says so."
    )

    def handle(self, **options: Any) -> None:
        try:
            changed = check_statements()
        except Busy as error:
            raise CommandError(str(error)) from error
        for row in changed:
            other = f" (by hand: {Verdict(row.by_hand).label.lower()})" if row.by_hand else ""
            self.stdout.write(f"{row.key}: {Verdict(row.verdict).label.lower()}{other}. {row.finding}")
        self.stdout.write(f"{len(changed)} statements changed.")
