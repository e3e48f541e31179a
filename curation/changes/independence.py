"""Whether two accounts are two people, as far as the record of what was done to accounts can tell."""

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

CONFIRMED = "Confirmed that another person uses the account."
ONE_HAND = (
    "The author of the change made your account, gave it rights or set its password, so the two may be one person. "
    "Ask another publisher, or another administrator to confirm that you use the account."
)
HOLDS = r"Superuser status|Staff status|Groups|permissions|[Pp]assword|second factor"
"""What an entry says that gave somebody the use of an account, or could have."""


def entries_about(account: int) -> "QuerySet[LogEntry]":
    """Return what was done to an account, the oldest first."""
    kind = ContentType.objects.get_for_model(get_user_model())
    return LogEntry.objects.filter(content_type=kind, object_id=str(account)).order_by("pk")


def is_in_hand_of(account: int, other: int, asked: frozenset[int] = frozenset()) -> bool:
    """Tell whether somebody may use another's account: they made it or gave it rights, and no third person, whose
    account is not in the same hand, has confirmed since that another person uses it."""
    held = entries_about(account).filter(Q(action_flag=ADDITION) | Q(change_message__regex=HOLDS), user=other).last()
    if account == other or held is None:
        return False
    known = asked | {account, other}
    later = entries_about(account).filter(change_message=CONFIRMED, pk__gt=held.pk).exclude(user__in=known)
    return all(is_in_hand_of(entry.user_id, other, known) for entry in later)
