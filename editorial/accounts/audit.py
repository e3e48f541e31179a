"""What was done to accounts, and how long records about people are kept."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessLog
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction

from editorial.models import Correction

LOGINS_KEPT = timedelta(days=180)
"""How long records of logins and their addresses are kept."""


def log_account_action(actor: User, person: User, words: str) -> None:
    """Log what somebody did to a person's account, perhaps their own."""
    LogEntry.objects.log_actions(actor.pk, [person], CHANGE, change_message=words, single_object=True)


@transaction.atomic
def delete_expired(now: datetime) -> str:
    """Delete what is stored about people once its time is up, as /privacy/ says, and say how much it was."""
    corrections, _by_model = Correction.objects.expired(now).delete()
    logins = 0
    for model in (AccessAttempt, AccessLog):
        logins += model.objects.filter(attempt_time__lt=now - LOGINS_KEPT).delete()[0]
    sessions, _by_model = Session.objects.filter(expire_date__lt=now).delete()
    return f"{corrections} corrections, {logins} records of logins and {sessions} ended sessions deleted."
