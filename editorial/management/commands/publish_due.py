from typing import Any

from django.core.management.base import BaseCommand

from curation.models import State
from editorial.operation.scheduling.schedule import publish_recorded


class Command(BaseCommand):
    help = "Publish the approved changes whose time has come; a change that is out of date goes back to its author."

    def handle(self, *args: Any, **options: Any) -> None:
        changes = publish_recorded()
        for change in changes:
            published = change.state == State.PUBLISHED
            self.stdout.write(f"{change}: {'published' if published else f'sent back, {change.note}'}")
        if not changes:
            self.stdout.write("No change is due.")
