from argparse import ArgumentParser
from collections import Counter
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from editorial.links.checking import check, due
from editorial.links.model import Outcome
from editorial.links.reading import Reader
from editorial.runs import Busy, Run, running

NAME = "links"
# EX_TEMPFAIL of sysexits.h: not a failure, another run does the work.
TRY_LATER = 75


def polite_reader() -> Reader:
    return Reader(f"Plumbline/1.0 (+{settings.ORIGIN.geturl()}/method/)")


class Command(BaseCommand):
    help = (
        "Visit the addresses in the catalogue that nobody visited for a while, several hosts at once and each host one "
        "at a time. What is dead or has moved waits on the desk. An interrupted run goes on where it stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=7, help="visit what was not visited for so many days (7)")

    def handle(self, *, days: int, **options: Any) -> None:
        try:
            with running(NAME) as run:
                self.visit(run, due(timedelta(days=days)))
        except Busy as error:
            raise CommandError(str(error), returncode=TRY_LATER) from error

    def visit(self, run: Run, urls: list[str]) -> None:
        counts: Counter[str] = Counter()
        for link in tqdm(check(urls, polite_reader), total=len(urls), unit=" links", disable=None, leave=False):
            run.beat()
            counts[link.outcome] += 1
            run.counts = dict(counts)
            if link.outcome != Outcome.FOUND:
                self.stdout.write(f"{link.get_outcome_display()}: {link.url} ({link.detail})")
        self.stdout.write(
            f"{len(urls)} visited: {', '.join(f'{n} {name}' for name, n in counts.items()) or 'nothing was due'}."
        )
