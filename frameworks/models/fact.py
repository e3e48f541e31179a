from django.db import models
from django.db.models import Q

from curation.dates import day_field, partial_date_field, past_date_field
from curation.rows import Claim, CuratedRow, key_is, one_of
from frameworks.models.framework import Framework
from frameworks.models.source import Source


class FactName(models.TextChoices):
    """What is recorded of a framework beside its features; the order is the order of the facts panel."""

    LATEST_VERSION = "latest-version", "Latest version"
    RELEASED = "released", "Released"
    REQUIRES_PYTHON = "requires-python", "Python"
    LICENCE = "licence", "Licence"
    REQUIRED_PACKAGES = "required-packages", "Required packages"
    INTERFACE = "interface", "Server interface"
    RELEASES_24_MONTHS = "releases-24-months", "Releases in 24 months"
    FIRST_UPLOAD = "first-upload", "First upload to the index"
    FIRST_RELEASE_YEAR = "first-release-year", "First release"
    CREATOR = "creator", "Created by"
    STEWARD = "steward", "Kept by"
    WHEEL_SIZE = "wheel-size", "Wheel size"
    INSTALLED_SIZE = "installed-size", "Installed size"
    KNOWN_VULNERABILITIES = "known-vulnerabilities", "Known vulnerabilities"
    SUPPORT_POLICY = "support-policy", "Support policy"
    WITHDRAWN = "withdrawn", "Withdrawn version"
    PRE_RELEASE = "pre-release", "Newest pre-release"
    CADENCE = "release-cadence", "Time between releases"
    STABLE_SINCE = "stable-since", "Version 1.0 or later"
    SUPPORTED_PYTHONS = "supported-pythons", "Supported Python versions"
    DECLARED_PYTHONS = "declared-pythons", "Python versions declared"
    OPTIONAL_PACKAGES = "optional-packages", "Optional packages"
    WHEELS = "wheels", "Wheels"
    TYPED = "typed", "Type hints"
    DEVELOPMENT_STATUS = "development-status", "Development status"
    PROJECT_STATUS = "project-status", "Status on the index"
    DECLARED_LICENCE = "declared-licence", "Licence as declared"
    PROJECT_LINKS = "project-links", "Project links"


class Fact(Claim):
    """A recorded property of a framework, with its source."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="facts")
    name = models.CharField(max_length=32, choices=FactName)
    value = models.TextField(help_text="As a reader should see it, with its unit.")
    note = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(max_length=400, blank=True)
    read_on = day_field("When it was last read for this catalogue.")

    named_by = "name"
    key_fields = ("framework", "name")

    class Meta:
        ordering = ["key"]
        constraints = [
            key_is("framework", "name", name="fact_key_is_framework_name"),
            one_of("name", FactName, name="fact_name_valid"),
            models.CheckConstraint(
                condition=~Q(value=""), name="fact_has_value", violation_error_message="A fact has a value."
            ),
        ]


class SupportWindow(Claim):
    """How long a release line of a framework gets fixes, as the project states it."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="support_windows")
    version = models.CharField(max_length=20)
    long_term = models.BooleanField(default=False)
    released = partial_date_field("Blank where the project prints none.")
    full_support_until = partial_date_field("End of general fixes; blank where no date is published.")
    security_until = partial_date_field("End of security fixes; blank where no date is published.")
    note = models.CharField(max_length=300, blank=True, help_text="For example that a date is computed from a rule.")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(max_length=400, blank=True)
    read_on = day_field("When it was last read for this catalogue.")

    named_by = "version"
    key_fields = ("framework", "version")

    class Meta:
        ordering = ["key"]
        constraints = [key_is("framework", "version", name="window_key_is_framework_version")]


class Package(CuratedRow):
    """A third-party package that a support cell names, and when it was last released."""

    version = models.CharField(max_length=40)
    last_release = past_date_field("As the package index has it.")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    read_on = day_field("When it was last read for this catalogue.")

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(last_release=""),
                name="package_has_last_release",
                violation_error_message="Give the month of the last release, or leave the package out.",
            )
        ]
