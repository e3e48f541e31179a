from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from curation.rows import CuratedRow, Status, one_of, unique_name
from frameworks.addresses import framework_address
from frameworks.package_index.addresses import project_page


class Kind(CuratedRow):
    """A family of frameworks, such as full-stack or microframework."""

    name = models.CharField(max_length=60)
    description = models.TextField(help_text="One sentence, in our own words.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [unique_name(Lower("name"), name="kind_name_unique_ci")]

    def __str__(self) -> str:
        return self.name


class Framework(CuratedRow):
    """A Python web framework that readers can compare."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True, help_text="Its word in addresses. An earlier one keeps redirecting.")
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="frameworks")
    tagline = models.TextField(help_text="One or two sentences on what it is, in our own words.")
    package = models.CharField(max_length=80, blank=True, help_text="Its name on the package index.")
    website = models.URLField(blank=True)
    documentation = models.URLField(blank=True)
    repository = models.URLField(blank=True)
    changelog = models.URLField(blank=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.PUBLISHED)

    page = "framework"
    addresses = ("website", "documentation", "repository", "changelog")

    class Meta:
        ordering = ["slug"]
        constraints = [
            unique_name(Lower("name"), name="framework_name_unique_ci"),
            one_of("status", Status, name="framework_status_valid"),
            models.CheckConstraint(
                condition=~Q(slug__contains="-vs-"),
                name="framework_slug_not_vs",
                violation_error_message="A slug cannot contain “-vs-”: it separates frameworks in addresses.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return framework_address(self.slug)

    @property
    def index_page(self) -> str:
        """Its page on the package index; empty where no package is named."""
        return project_page(self.package) if self.package else ""
