from django.db import models

from curation.rows import Claim, CuratedRow, filled, key_is, one_of
from frameworks.models import Framework
from reviews.models.guide import Guide
from reviews.models.rating import Stated


class Role(models.TextChoices):
    """How a guide speaks of a framework where it gives advice."""

    RECOMMENDED = "recommended", "Recommended"
    ALTERNATIVE = "alternative", "Alternative"
    LESS_SUITED = "less-suited", "Less suited"


class UseCase(CuratedRow):
    """A sort of project for which several guides recommend a framework."""

    name = models.CharField(max_length=120, unique=True)
    phrase = models.CharField(
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text="As it stands in a sentence, such as “a small service”.",
    )
    reason = models.TextField(blank=True, help_text="Why the guides’ situations count as the same.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [filled("name", "A use case has a name.", name="use_case_has_name")]

    def __str__(self) -> str:
        return self.name


class Recommendation(Claim):
    """What one guide advises for one situation; its picks name the frameworks."""

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="recommendations")
    name = models.SlugField(max_length=20)
    use_case = models.ForeignKey(
        UseCase, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    situation = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    place = models.CharField(max_length=40, blank=True, help_text="The sort of passage it stands in.")
    stated = models.CharField(max_length=16, choices=Stated)
    locator = models.CharField(max_length=200)
    second_checked = models.BooleanField(default=False)

    named_by = "name"
    key_fields = ("guide", "name")

    class Meta:
        ordering = ["key"]
        constraints = [
            key_is("guide", "name", name="recommendation_key_is_guide_name"),
            one_of("stated", Stated, name="recommendation_stated_valid"),
            filled("locator", "Say where in the guide it stands.", name="recommendation_has_locator"),
        ]

    def __str__(self) -> str:
        return self.situation


class Pick(CuratedRow):
    """The role of one framework in one recommendation."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="picks")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="picks")
    role = models.CharField(max_length=16, choices=Role)

    named_by = "framework"
    key_fields = ("recommendation", "framework")

    class Meta:
        ordering = ["key"]
        constraints = [
            key_is("recommendation", "framework", name="pick_key_is_recommendation_framework"),
            one_of("role", Role, name="pick_role_valid"),
        ]
