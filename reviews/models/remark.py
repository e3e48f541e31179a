from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Concat

from curation.rows import Claim, CuratedRow, filled, one_of
from frameworks.models import Framework, LearningResource
from reviews.models.guide import Guide
from reviews.models.rating import Criterion


class Polarity(models.TextChoices):
    """Whether a remark speaks for or against its subject."""

    FOR = "for", "For"
    AGAINST = "against", "Against"
    NEUTRAL = "neutral", "In passing"


class RemarkBasis(models.TextChoices):
    """Where in a guide a remark was found."""

    LISTED = "listed", "Stands in a list of the guide"
    DERIVED = "derived", "Taken from its prose or a table"


class Point(CuratedRow):
    """A point that several guides make, so that their remarks can be shown as one."""

    text = models.TextField(help_text="The point in one sentence of ours.")
    polarity = models.CharField(max_length=16, choices=Polarity)
    reason = models.TextField(blank=True, help_text="Why these remarks count as the same point.")

    class Meta:
        ordering = ["key"]
        constraints = [one_of("polarity", Polarity, name="point_polarity_valid")]

    def __str__(self) -> str:
        return self.text


class Remark(Claim):
    """Something a guide says for, against or of a framework or a learning resource."""

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="remarks")
    framework = models.ForeignKey(Framework, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks")
    resource = models.ForeignKey(
        LearningResource, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks"
    )
    name = models.SlugField(max_length=60, help_text="Tells it from the guide’s other remarks, for example for-1.")
    polarity = models.CharField(max_length=16, choices=Polarity)
    text = models.TextField(help_text="What it says, in our own words.")
    criterion = models.ForeignKey(Criterion, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks")
    point = models.ForeignKey(Point, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks")
    basis = models.CharField(max_length=16, choices=RemarkBasis, default=RemarkBasis.DERIVED)
    locator = models.CharField(max_length=200)
    second_checked = models.BooleanField(default=False)

    named_by = "name"

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    key=Concat(
                        Coalesce(F("framework"), F("resource")),
                        Value("/"),
                        F("name"),
                        Value("/"),
                        F("guide"),
                        output_field=models.CharField(),
                    )
                ),
                name="remark_key_is_subject_name_guide",
                violation_error_message="The key must be subject/name/guide.",
            ),
            models.CheckConstraint(
                condition=Q(framework__isnull=True) ^ Q(resource__isnull=True),
                name="remark_has_one_subject",
                violation_error_message="A remark is about exactly one framework or learning resource.",
            ),
            one_of("polarity", Polarity, name="remark_polarity_valid"),
            one_of("basis", RemarkBasis, name="remark_basis_valid"),
            filled("locator", "Say where in the guide it stands.", name="remark_has_locator"),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key_text(self) -> str:
        return f"{self.framework_id or self.resource_id}/{self.name}/{self.guide_id}"
