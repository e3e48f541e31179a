from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from curation.dates import day_field, partial_date_field
from curation.rows import Claim, CuratedRow, filled, key_is, one_of
from curation.web.addresses import evidence_address
from frameworks.models.framework import Framework
from frameworks.models.source import Source
from frameworks.package_index.document import version_in
from frameworks.package_index.wheels import Wheels


class Release(Claim):
    """One version of a framework on the package index. When the index was last read stands at its source."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="releases")
    version = models.CharField(max_length=40)
    released_on = day_field("The UTC day on which its first file was uploaded.")
    requires_python = models.CharField(max_length=100, blank=True, help_text="Blank where the release states none.")
    prerelease = models.BooleanField(default=False)
    yanked = models.BooleanField(default=False, help_text="Withdrawn: installed only by those who name it exactly.")
    yanked_reason = models.CharField(max_length=300, blank=True, help_text="Blank where none is given.")
    size = models.PositiveBigIntegerField(null=True, blank=True, help_text="Bytes of its wheel or source archive.")
    wheels = models.CharField(max_length=16, choices=Wheels, default=Wheels.NONE)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    named_by = "version"
    key_fields = ("framework", "version")

    class Meta:
        ordering = ["released_on", "key"]
        constraints = [
            key_is("framework", "version", name="release_key_is_framework_version"),
            one_of("wheels", Wheels, name="release_wheels_valid"),
            models.CheckConstraint(
                condition=Q(yanked=True) | Q(yanked_reason=""),
                name="release_reason_means_yanked",
                violation_error_message="Only a withdrawn release has a reason for it.",
            ),
        ]
        # The page of releases reads them by day, across frameworks.
        indexes = [models.Index(fields=["released_on"], name="release_by_day")]

    def clean(self) -> None:
        """Refuse what cannot be compared with other versions, as every page of releases does."""
        super().clean()
        if version_in(self.version) is None:
            raise ValidationError({"version": f"“{self.version}” is no version of a package, such as 5.2.1 or 6.0rc1."})

    def get_absolute_url(self) -> str:
        return evidence_address(f"{self.framework_id}/releases/{self.version}")

    @property
    def standing(self) -> str:
        """Whether it is final, a pre-release or withdrawn, in words."""
        if self.yanked:
            return f"Withdrawn: {self.yanked_reason or 'no reason given'}"
        return "Pre-release" if self.prerelease else "Final"


class PythonVersion(CuratedRow):
    """How long a feature version of Python itself gets fixes; its key is the version, such as 3.14."""

    released = partial_date_field("Its first final release.")
    security_until = partial_date_field("End of security fixes; blank where no date is published.")
    note = models.CharField(max_length=300, blank=True, help_text="For example that a date is planned.")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(max_length=400, blank=True)
    read_on = day_field("When it was last read for this catalogue.")

    class Meta:
        ordering = ["key"]
        verbose_name = "Python version"
        constraints = [
            filled("released", "Give the day of its first final release.", name="python_version_has_release")
        ]
