from typing import Any

from django.core.management.base import BaseCommand

from editorial.operation.scheduling.statement_checks import check_statements
from reviews.models import Verdict


class Command(BaseCommand):
    help = (
        "Hold the statements of guides that name rules against the facts, publish the verdicts that changed, and print "
        "them. Where an editor read another verdict, the desk says so."
    )

    def handle(self, **options: Any) -> None:
        changed = check_statements()
        for row in changed:
            other = f" (by hand: {Verdict(row.by_hand).label.lower()})" if row.by_hand else ""
            self.stdout.write(f"{row.key}: {Verdict(row.verdict).label.lower()}{other}. {row.finding}")
        self.stdout.write(f"{len(changed)} statements changed.")
