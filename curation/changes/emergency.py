"""The emergency path: an administrator publishes a change of their own at once, and everybody is told."""

from typing import cast

import structlog
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from curation.changes.applying import apply, wait_for_turn
from curation.changes.independence import ONE_HAND, is_in_hand_of
from curation.changes.workflow import Refused, edits_of, lock, require_sound
from curation.models import Change, State
from curation.texts import cleaned

log = structlog.get_logger("plumbline.emergency")


@transaction.atomic
def publish_alone(change: Change, *, administrator: AbstractBaseUser, why: str) -> Change:
    """Publish a change without a second person, with the reason recorded in the change for good.

    Every other rule holds. Raises ``Refused`` for the change of somebody else, which can simply be approved.
    """
    if not why.strip():
        raise Refused("Say why it cannot wait for a second person.")
    wait_for_turn()
    change = lock(change, State.DRAFT, State.IN_REVIEW, State.SENT_BACK)
    if change.author_id != administrator.pk:
        raise Refused("Somebody else proposed it, so there are two of you: approve it.")
    require_sound(edits_of(change), administrator)
    change.state, change.emergency, change.reviewer = State.APPROVED, cleaned(why).strip(), None
    apply(change)
    log.warning("published_alone", change=change.pk, by=str(administrator), why=change.emergency)
    return change


@transaction.atomic
def check_afterwards(change: Change, *, reviewer: AbstractBaseUser) -> Change:
    """Record that a second person has looked at what was published in an emergency."""
    change = lock(change, State.PUBLISHED)
    if not change.emergency or change.reviewer_id:
        raise Refused("The change does not wait for a check afterwards.")
    if change.author_id == reviewer.pk:
        raise Refused("Its author cannot check it. Ask another publisher.")
    if is_in_hand_of(reviewer.pk, cast(int, change.author_id)):
        raise Refused(ONE_HAND)
    change.reviewer = reviewer  # type: ignore[assignment]
    change.save()
    return change
