"""What somebody is told about a change, and how they want to be told."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from curation.rows import one_of


class NoticeKind(models.TextChoices):
    """What happened to a change."""

    SENT_BACK = "sent-back", "Sent back to you"
    APPROVED = "approved", "Approved"
    COMMENT = "comment", "Commented"
    WAITING = "waiting", "Waits for a publisher"


class How(models.TextChoices):
    """When somebody is written to."""

    AT_ONCE = "at-once", "At once, each time something happens"
    DAILY = "daily", "Once a day, all in one letter"
    NEVER = "never", "Never; the pages of the admin say it"


class Notice(models.Model):
    """Something that somebody is told about a change."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    change = models.ForeignKey("curation.Change", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=16, choices=NoticeKind)
    words = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, help_text="When they had the change before them.")
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [one_of("kind", NoticeKind, name="notice_kind_valid")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: change {self.change_id}"


class NoticeChoice(models.Model):
    """How somebody wants to be told."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choice")
    how = models.CharField(max_length=16, choices=How, default=How.AT_ONCE)
    written_at = models.DateTimeField(null=True, help_text="When they were written to last.")

    class Meta:
        constraints = [one_of("how", How, name="notice_choice_valid")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_how_display()}"
