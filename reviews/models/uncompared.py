from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from curation.dates import day_field
from curation.rows import Claim, Status, one_of, unique_name
from frameworks.models import Framework, Package, Source
from reviews.models.situation import CommonSituation


class UncomparedFramework(Claim):
    """A framework that readers ask for and that is not compared here: what it is, why not, and where to go instead."""

    name = models.CharField(max_length=80)
    what = models.TextField(help_text="What it is, in our own words.")
    reason = models.TextField(help_text="Why it is not compared.")
    instead = models.TextField(help_text="What to look at instead, and why.")
    framework = models.ForeignKey(
        Framework,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The framework compared here to look at instead.",
    )
    situation = models.ForeignKey(
        CommonSituation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The situation to look at instead.",
    )
    package = models.ForeignKey(
        Package,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Its package, from which its latest version and last release are known.",
    )
    repository = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", help_text="What it is rests on it.")
    locator = models.CharField(max_length=400, blank=True)
    read_on = day_field("When the source was read.")
    status = models.CharField(max_length=16, choices=Status, default=Status.PUBLISHED)

    addresses = ("repository",)

    class Meta:
        ordering = ["name"]
        constraints = [
            unique_name(Lower("name"), name="uncompared_name_unique_ci"),
            one_of("status", Status, name="uncompared_status_valid"),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(reason="") & ~Q(instead=""),
                name="uncompared_says_what_and_why",
                violation_error_message="Say what it is, why it is not compared and where to go instead.",
            ),
            models.CheckConstraint(
                condition=Q(framework__isnull=False) | Q(situation__isnull=False),
                name="uncompared_names_another",
                violation_error_message="Name a framework or a situation to look at instead.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Its place on the page of all of them."""
        return f"{reverse('not-compared')}#{self.key}"
