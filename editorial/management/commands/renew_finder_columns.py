from typing import Any

from django.core.management.base import BaseCommand

from curation.changes.applying import renew_columns


class Command(BaseCommand):
    help = "Make anew what the finder weighs, from the published rows. Changes and load_catalogue do so by themselves."

    def handle(self, **options: Any) -> None:
        renew_columns(all_anew=True)
        self.stdout.write("The finder’s columns are made anew.")
