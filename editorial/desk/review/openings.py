"""Who had which change before them, and what of it has moved on since."""

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.utils import timezone

from curation.models import Change

if TYPE_CHECKING:
    from editorial.desk.review.rows import RowView

SAID = "change"
"""What stands for the reason and the day of a change among its rows."""


class Opening(models.Model):
    """That a publisher had a change before them; what it was then, in hashes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    change = models.ForeignKey("curation.Change", on_delete=models.CASCADE, related_name="openings")
    digest = models.CharField(max_length=64)
    rows = models.JSONField(default=dict, help_text="A hash of each row, by its type and key.")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["opened_at"]
        constraints = [models.UniqueConstraint(fields=["user", "change"], name="opening_once_for_each_reader")]

    def __str__(self) -> str:
        return f"{self.user} opened change {self.change_id}"


def opened_by(user: AbstractBaseUser | AnonymousUser, changes: Sequence[Change]) -> dict[int, Opening]:
    """Return when somebody opened changes last, by change; one query."""
    openings = Opening.objects.filter(user=cast(int, user.pk), change__in=changes)
    return {opening.change_id: opening for opening in openings}


def remember(user: Any, change: Change, rows: "Sequence[RowView]", seen: str) -> tuple[Opening | None, list[str]]:
    """Record that somebody has a change before them; return when they had another version, and what moved since."""
    earlier = Opening.objects.filter(user=user, change=change).first()
    if earlier and earlier.digest == seen:
        return None, []
    hashes = hashes_of(change, rows)
    opening = Opening(user=user, change=change, digest=seen, rows=hashes)
    Opening.objects.bulk_create(
        [opening],
        update_conflicts=True,
        update_fields=["digest", "rows", "opened_at"],
        unique_fields=["user", "change"],
    )
    return earlier, moved_on(earlier.rows, hashes, rows) if earlier else []


def hashes_of(change: Change, rows: "Sequence[RowView]") -> dict[str, str]:
    said = {SAID: hash_of([change.reason, str(change.publish_at or "")])}
    return said | {str(row.item): hash_of([row.item.base_version, row.item.document]) for row in rows}


def hash_of(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def moved_on(then: dict[str, str], now: dict[str, str], rows: "Sequence[RowView]") -> list[str]:
    """Return what is another than it was, in words."""
    titles = {str(row.item): row.title for row in rows}
    altered = [name for name in now if name in then and now[name] != then[name]]
    words = [f"{titles.get(name, 'the reason or the day')} was altered" for name in altered]
    words += [f"{titles[name]} came in" for name in now if name not in then]
    return words + [f"{name} was taken out" for name in then if name not in now]
