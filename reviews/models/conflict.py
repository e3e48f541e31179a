from django.db import models

from curation.rows import Claim, CuratedRow, key_is, one_of
from frameworks.models import Framework
from reviews.models.guide import Guide


class Extent(models.TextChoices):
    """Who contradicts whom."""

    BETWEEN = "between", "Between guides"
    WITHIN = "within", "Of a guide with itself"


class Conflict(Claim):
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

    def __str__(self) -> str:
        return self.text
