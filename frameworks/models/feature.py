from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from curation.dates import day_field
from curation.rows import Claim, CuratedRow, Status, key_is, one_of, unique_name
from frameworks.addresses import feature_address
from frameworks.models.framework import Framework
from frameworks.models.source import Source


class FeatureGroup(models.TextChoices):
    """Under which heading a feature stands."""

    CORE = "core", "Core"
    DATA = "data", "Data"
    API = "api", "API"
    ASYNC = "async", "Async and real time"
    SECURITY = "security", "Security"
    QUALITY = "quality", "Quality"


class SupportLevel(models.TextChoices):
    """How a framework supports a feature, from most to least; everything but ``unknown`` is a claim and needs a source.

    What each level asks for stands in ``frameworks.levels``.
    """

    BUILTIN = "builtin", "Built in"
    BUILTIN_EXTRA = "builtin-extra", "Built in, with an extra"
    OFFICIAL_EXTENSION = "official-extension", "Official extension"
    THIRD_PARTY = "third-party", "Third-party"
    NONE_FOUND = "none-found", "None found"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not checked"

    def by(self, package: str) -> str:
        """Return the level in words, with the package that provides the feature, if one does."""
        return f"{self.label}, {package}" if package else str(self.label)


NEEDS_PACKAGE = [SupportLevel.BUILTIN_EXTRA, SupportLevel.OFFICIAL_EXTENSION, SupportLevel.THIRD_PARTY]


class Feature(CuratedRow):
    """Something a framework may support, defined so that two people would fill the cell alike."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    group = models.CharField(max_length=16, choices=FeatureGroup)
    definition = models.TextField()
    caveat = models.TextField(blank=True, help_text="What the definition mixes or leaves open.")
    inherited = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="What counts in a framework built on another; blank where the general rule decides.",
    )
    proof = models.TextField(
        default="", db_default="", help_text="The test in words: what a program must do, and what must be seen."
    )
    weight = models.PositiveSmallIntegerField(
        default=3, db_default=3, help_text="How much it counts in comparisons, from 1 to 5."
    )
    weight_reason = models.TextField(default="", db_default="", help_text="Why it counts that much.")
    other_names = models.JSONField(
        default=list, db_default=[], blank=True, help_text="Words that people search for it by."
    )
    position = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=16, choices=Status, default=Status.PUBLISHED)

    page = "feature"

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            unique_name(Lower("name"), name="feature_name_unique_ci"),
            one_of("group", FeatureGroup, name="feature_group_valid"),
            one_of("status", Status, name="feature_status_valid"),
            models.CheckConstraint(
                condition=Q(weight__range=(1, 5)),
                name="feature_weight_from_one_to_five",
                violation_error_message="A weight is from 1 to 5.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return feature_address(self.slug)


class Support(Claim):
    """How one framework supports one feature, and how that is known."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="support")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="support")
    level = models.CharField(max_length=20, choices=SupportLevel)
    package = models.CharField(max_length=80, blank=True, help_text="The extension or extra that provides it.")
    note = models.CharField(max_length=300, blank=True)
    searched = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="Where somebody looked, for which words and when; for what was not found.",
    )
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(
        max_length=400, blank=True, help_text="Where in the source: an address, module or section."
    )
    checked_on = day_field("When it was last read for this catalogue.")
    second_checked = models.BooleanField(default=False, help_text="A second person read the evidence again.")

    named_by = "feature"
    key_fields = ("framework", "feature")

    class Meta:
        ordering = ["key"]
        verbose_name = "cell"
        verbose_name_plural = "cells"
        constraints = [
            key_is("framework", "feature", name="support_key_is_framework_feature"),
            one_of("level", SupportLevel, name="support_level_valid"),
            models.CheckConstraint(
                condition=Q(level=SupportLevel.UNKNOWN) | Q(source__isnull=False),
                name="support_claim_has_source",
                violation_error_message="Every level but “Not checked” needs a source.",
            ),
            models.CheckConstraint(
                condition=~Q(level=SupportLevel.BUILTIN) | Q(package=""),
                name="support_builtin_names_no_package",
                violation_error_message="What is built in names no package; with one it is built in with an extra.",
            ),
            models.CheckConstraint(
                condition=~Q(level__in=NEEDS_PACKAGE) | ~Q(package=""),
                name="support_extension_names_package",
                violation_error_message="An extra, an official extension or third-party support names its package.",
            ),
            models.CheckConstraint(
                condition=~Q(level=SupportLevel.NONE_FOUND) | ~Q(searched=""),
                name="support_none_found_says_what_was_searched",
                violation_error_message="None found says what was searched: where, for which words and when.",
            ),
            models.CheckConstraint(
                condition=~Q(level=SupportLevel.NO) | Q(locator__startswith="https://"),
                name="support_no_has_document",
                violation_error_message="A “no” has the address of the document that says so as its locator.",
            ),
        ]
