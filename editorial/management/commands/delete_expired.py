from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from editorial.accounts.audit import delete_expired


class Command(BaseCommand):
    help = "Delete what is stored about people once its time is up, as /privacy/ says."

    def handle(self, **options: Any) -> None:
        self.stdout.write(delete_expired(timezone.now()))
