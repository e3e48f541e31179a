from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from editorial.management.options import number_between
from editorial.operation.links.checking import AFTER, check_recorded
from editorial.operation.links.models import Link, LinkOutcome


def bar(links: Iterable[Link]) -> Iterable[Link]:
    return tqdm(links, unit=" links", disable=None, leave=False)


class Command(BaseCommand):
    help = (
        "Visit the addresses in the catalogue that nobody visited for a while, several hosts at once and each host one "
        "at a time. What is dead or has moved waits on the desk. An interrupted run goes on where it stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = f"visit what was not visited for so many days ({AFTER.days})"
        parser.add_argument("--days", type=number_between(0, 3650), default=AFTER.days, help=words)

    def handle(self, *, days: int, **options: Any) -> None:
        counts = check_recorded(timedelta(days=days), self.report, bar)
        summary = ", ".join(f"{number} {name}" for name, number in counts.items())
        self.stdout.write(f"{counts.total()} visited: {summary or 'nothing was due'}.")

    def report(self, link: Link) -> None:
        if link.outcome != LinkOutcome.FOUND:
            self.stdout.write(f"{link.get_outcome_display()}: {link.url} ({link.detail})")
