"""What the package index answered last, so that it need not send again what has not changed."""

from django.db import models


class Reading(models.Model):
    """The last answer about one package: when it came, how to ask whether it has changed, and what went wrong since."""

    package = models.CharField(max_length=80, primary_key=True, help_text="Its name as the index normalises it.")
    address = models.CharField(max_length=400, blank=True, help_text="Where the last good answer came from.")
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=80, blank=True)
    read_at = models.DateTimeField(null=True, blank=True, help_text="When the last good answer came.")
    failed_at = models.DateTimeField(null=True, blank=True, help_text="Blank while the last answer was good.")
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["package"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(failed_at__isnull=True, failure="")
                | (models.Q(failed_at__isnull=False) & ~models.Q(failure="")),
                name="reading_failure_has_time",
                violation_error_message="A failure has a time and words.",
            )
        ]

    def __str__(self) -> str:
        return self.package
