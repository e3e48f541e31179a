"""What was found behind an address the last time somebody looked."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from curation.rows import one_of

TROUBLED_AFTER = 3
"""How often in a row an address fails before it counts as dead; servers have bad days."""


class LinkOutcome(models.TextChoices):
    """What became of a visit."""

    FOUND = "found", "Found"
    MOVED = "moved", "Moved for good"
    DEAD = "dead", "Not there any more"
    FAILED = "failed", "No answer that could be used"
    CLOSED = "closed", "Lets no programs in"
    INWARD = "inward", "Leads into a private network"

    @classmethod
    def broken(cls) -> "list[LinkOutcome]":
        """What an editor should look at as soon as it is found."""
        return [cls.MOVED, cls.DEAD, cls.INWARD]


class LinkQuerySet(models.QuerySet["Link"]):
    def to_mend(self) -> Self:
        """Addresses that an editor should look at."""
        return self.filter(
            Q(outcome__in=LinkOutcome.broken()) | Q(outcome=LinkOutcome.FAILED, failures__gte=TROUBLED_AFTER)
        )

    def seen_since(self, moment: datetime) -> Self:
        return self.filter(checked_at__gte=moment)


class Link(models.Model):
    """An address that stands in the catalogue, and the last visit to it."""

    url = models.CharField("address", max_length=400, primary_key=True)
    outcome = models.CharField(max_length=16, choices=LinkOutcome)
    detail = models.CharField(max_length=400, blank=True, help_text="What the server said, or where it leads.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="How many visits in a row brought no answer.")
    checked_at = models.DateTimeField()

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["url"]
        constraints = [one_of("outcome", LinkOutcome, name="link_outcome_valid")]

    def __str__(self) -> str:
        return self.url
