from typing import Any

from django.db import models

from curation.dates import day_field, partial_date_field, past_date_field
from curation.rows import Claim, CuratedRow, filled, key_is, one_of
from frameworks.models.fact_values import FactName, FactValues, read_values, values_data
from frameworks.models.framework import Framework
from frameworks.models.source import Source


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
            filled("value", "A fact has a value.", name="fact_has_value"),
        ]

    @property
    def values(self) -> FactValues:
        """What it says, as a value of its own type."""
        return read_values(self.name, self.value)

    def derived(self) -> dict[str, Any]:
        return {**super().derived(), **values_data(self.name, self.value)}


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
            filled(
                "last_release",
                "Give the month of the last release, or leave the package out.",
                name="package_has_last_release",
            )
        ]
