"""By what a node tells whether a database is of its own site, and whether it signs with the same key as the others."""

from typing import Any
from uuid import uuid4

from django.db import models


class SiteIdentity(models.Model):
    """The site that a database is of; one row."""

    identity = models.UUIDField(default=uuid4, help_text="A replica has the same.")
    secret = models.CharField(max_length=64, help_text="A hash by which nodes know that they have one secret key.")

    class Meta:
        verbose_name_plural = "site identities"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_identity_is_one")]

    def __str__(self) -> str:
        return str(self.identity)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
