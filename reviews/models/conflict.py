from django.db import models
from django.db.models import Q

from frameworks.curation import CuratedRow, key_is, one_of
from frameworks.dates import day_field
from frameworks.links import evidence_address
from frameworks.models import Fact, Framework, Source, Support
from reviews.models.guide import Guide


class Extent(models.TextChoices):
    BETWEEN = "between", "Between guides"
    WITHIN = "within", "Of a guide with itself"


class Verdict(models.TextChoices):
    HOLDS = "holds", "Holds"
    OUTDATED = "outdated", "Outdated"
    CONTRADICTED = "contradicted", "Contradicted"
    UNCHECKABLE = "cannot-be-checked", "Cannot be checked"


class Conflict(CuratedRow):
    """A disagreement that no scale shows, found by reading: between guides or of a guide with itself."""

    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    extent = models.CharField(max_length=16, choices=Extent)
    framework = models.ForeignKey(Framework, null=True, blank=True, on_delete=models.PROTECT, related_name="conflicts")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "key"]
        constraints = [one_of("extent", Extent, name="conflict_extent_valid")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return evidence_address(self.key)


class Side(CuratedRow):
    """What one guide says, at one place, in a conflict."""

    conflict = models.ForeignKey(Conflict, on_delete=models.PROTECT, related_name="sides")
    name = models.SlugField(max_length=20)
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="sides")
    text = models.TextField()
    locator = models.CharField(max_length=200, blank=True)

    named_by = "name"
    key_fields = ("conflict", "name")

    class Meta:
        ordering = ["key"]
        constraints = [key_is("conflict", "name", name="side_key_is_conflict_name")]


class Statement(CuratedRow):
    """Something a guide states that a fact can decide, and how it stands against the facts."""

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="statements")
    name = models.SlugField(max_length=20)
    framework = models.ForeignKey(Framework, null=True, blank=True, on_delete=models.PROTECT, related_name="statements")
    text = models.TextField(help_text="What it states, in our own words.")
    locator = models.CharField(max_length=200)
    verdict = models.CharField(max_length=20, choices=Verdict)
    explanation = models.TextField(blank=True)
    thin = models.BooleanField(default=False, help_text="The evidence is weak.")
    checked_on = day_field("When it was last read for this catalogue.")

    named_by = "name"
    key_fields = ("guide", "name")

    class Meta:
        ordering = ["key"]
        constraints = [
            key_is("guide", "name", name="statement_key_is_guide_name"),
            one_of("verdict", Verdict, name="statement_verdict_valid"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return evidence_address(self.key)


class Proof(CuratedRow):
    """A fact, feature cell or source that a statement was held against."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="proofs")
    name = models.SlugField(max_length=20)
    support = models.ForeignKey(Support, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    fact = models.ForeignKey(Fact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(max_length=400, blank=True)

    named_by = "name"
    key_fields = ("statement", "name")

    class Meta:
        ordering = ["key"]
        constraints = [
            key_is("statement", "name", name="proof_key_is_statement_name"),
            models.CheckConstraint(
                condition=(
                    Q(support__isnull=False, fact__isnull=True, source__isnull=True)
                    | Q(support__isnull=True, fact__isnull=False, source__isnull=True)
                    | Q(support__isnull=True, fact__isnull=True, source__isnull=False)
                ),
                name="proof_is_one_thing",
                violation_error_message="A proof names exactly one of a feature cell, a fact and a source.",
            ),
        ]
