"""What was done about people: written where Django's admin writes what it does, and read under Audit log."""

from datetime import timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User

LOGINS_KEPT = timedelta(days=180)
"""How long it is kept who logged in from where."""


def note(actor: User, person: User, words: str) -> None:
    """Write down what somebody did about a person, who may be themselves."""
    LogEntry.objects.log_actions(actor.pk, [person], CHANGE, change_message=words, single_object=True)
