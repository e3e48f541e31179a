import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial.operation.scheduling.keeping_on import keep_on
from editorial.operation.scheduling.schedule import do_what_is_due


class Command(BaseCommand):
    help = (
        "Do what is due: publish approved changes whose time has come; once a day read the package index, visit links "
        "and delete what is stored about people past its time. Start it every few minutes, or once with --keep-on, "
        "from as many places as you like; each task is done by one at a time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--keep-on",
            action="store_true",
            help="look every minute, until told to stop or until the process that started it ends",
        )

    def handle(self, *, keep_on: bool, **options: Any) -> None:
        if keep_on:
            self.keep_on()
        elif failed := do_what_is_due(self.stdout.write):
            raise CommandError(f"Not all went well: {', '.join(failed)}. The runs on the desk say what happened.")

    def keep_on(self) -> None:
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        keep_on(stop)
