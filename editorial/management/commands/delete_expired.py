from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.core.management.base import BaseCommand
from django.utils import timezone

from editorial.audit import LOGINS_KEPT
from editorial.models import Correction


class Command(BaseCommand):
    help = "Delete what is stored about people once its time is up, as /privacy/ says. Run it daily."

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        corrections, _by_model = Correction.objects.expired(now).delete()
        before = now - LOGINS_KEPT
        logins = sum(model.objects.filter(attempt_time__lt=before).delete()[0] for model in (AccessAttempt, AccessLog))
        self.stdout.write(f"{corrections} corrections and {logins} records of logins deleted.")
