"""A reader's correction, and what became of it."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator

from curation.dates import today
from curation.registry import row_types
from curation.rows import CuratedRow, one_of

LONGEST_TEXT, LONGEST_SOURCE = 2000, 500
PER_HOUR = 5
KEPT_OPEN, KEPT_DECIDED = timedelta(days=365), timedelta(days=180)
"""How long a correction is kept: from its arrival while nobody decided, else from the decision."""


class CorrectionAnswer(models.TextChoices):
    """What the editors made of a correction."""

    WAITING = "waiting", "Waiting for an editor"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def of_sender(self, sender: str, since: datetime) -> Self:
        """What came from one address since some moment of this day."""
        return self.filter(sender=sender, created_at__gte=since)

    def expired(self, now: datetime) -> Self:
        """What has been kept for as long as readers were told."""
        decided = Q(decided_at__lt=now - KEPT_DECIDED)
        return self.filter(decided | Q(decided_at__isnull=True, created_at__lt=now - KEPT_OPEN))

    def by_token(self, token: str) -> Self:
        """The correction that a secret link leads to."""
        return self.filter(token_hash=hash_of(token))


class Correction(models.Model):
    """What a reader says is wrong about one claim."""

    row_type = models.CharField(max_length=40)
    key = models.CharField("claim", max_length=200)
    text = models.TextField("what is wrong", max_length=LONGEST_TEXT)
    source = models.CharField("the reader’s source", max_length=LONGEST_SOURCE)
    answer = models.CharField(max_length=16, choices=CorrectionAnswer, default=CorrectionAnswer.WAITING)
    reply = models.TextField(blank=True, help_text="To the reader; it stands on the page their link leads to.")
    change = models.ForeignKey(
        "curation.Change", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("received", default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    sender = models.CharField(
        max_length=32, editable=False, help_text="A keyed hash of the day and the address; of no use on another day."
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of("answer", CorrectionAnswer, name="correction_answer_valid"),
            models.CheckConstraint(
                condition=Q(answer=CorrectionAnswer.WAITING, decided_at__isnull=True)
                | (~Q(answer=CorrectionAnswer.WAITING) & Q(decided_at__isnull=False)),
                name="correction_decided_has_time",
                violation_error_message="A correction that was decided, and no other, has a time of decision.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {Truncator(self.text).chars(60)}"

    def get_absolute_url(self) -> str:
        return reverse("evidence", kwargs={"key": self.key})

    @property
    def model(self) -> type[CuratedRow]:
        """The type of row that the claim is."""
        return row_types()[self.row_type]

    @property
    def row(self) -> CuratedRow | None:
        """The claim, unless it has been removed since."""
        return self.model.objects.filter(pk=self.key).first()


def new_token() -> str:
    """Return the secret part of a link that nobody can guess."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """Return what is stored of a token; whoever reads the database cannot follow the link."""
    return hashlib.sha256(token.encode()).hexdigest()


def sender_of(address: str) -> str:
    """Return what is stored of an address for counting; it says nothing about the address, and changes every day."""
    return salted_hmac("corrections", f"{today()} {address}", algorithm="sha256").hexdigest()[:32]


def too_many(sender: str) -> bool:
    """Tell whether an address has sent as much as it may in an hour."""
    return Correction.objects.of_sender(sender, timezone.now() - timedelta(hours=1)).count() >= PER_HOUR
