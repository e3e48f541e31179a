from django.db import models
from django.db.models import Q

from curation.dates import day_field
from curation.rows import Claim, CuratedRow, key_is, one_of
from frameworks.models import Fact, Framework, Source, Support
from reviews.guides.fact_checks.rules.lines import check_rules
from reviews.models.guide import Guide
from reviews.models.rating import Rating
from reviews.models.recommendation import Recommendation
from reviews.models.remark import Remark
from reviews.models.topic import Answer


class Verdict(models.TextChoices):
    """How a statement stands against the facts; an outdated one was true once."""

    HOLDS = "holds", "Holds"
    OUTDATED = "outdated", "Outdated"
    CONTRADICTED = "contradicted", "Contradicted"
    UNCHECKABLE = "cannot-be-checked", "Cannot be checked"


WORST_FIRST = (Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.UNCHECKABLE, Verdict.HOLDS)


def exactly_one(*fields: str, name: str, message: str) -> models.CheckConstraint:
    """Return the constraint that one of these references is set and the others are not."""
    alone = (Q(**{f"{field}__isnull": field != set_field for field in fields}) for set_field in fields)
    return models.CheckConstraint(condition=Q(*alone, _connector=Q.OR), name=name, violation_error_message=message)


class Statement(Claim):
    """Something a guide states that a fact can decide, and how it stands against the facts."""

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="statements")
    name = models.SlugField(max_length=20)
    framework = models.ForeignKey(Framework, null=True, blank=True, on_delete=models.PROTECT, related_name="statements")
    text = models.TextField(help_text="What it states, in our own words.")
    locator = models.CharField(max_length=200)
    rule = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        validators=[check_rules],
        help_text="Blank where only a person can judge. The page on method lists the rules.",
    )
    verdict = models.CharField(
        max_length=20, choices=Verdict, help_text="Where rules are named, a program sets it to what they find."
    )
    finding = models.TextField(
        blank=True, default="", db_default="", help_text="Why the rules find so; a program writes it."
    )
    by_hand = models.CharField(
        max_length=20,
        choices=Verdict,
        blank=True,
        default="",
        db_default="",
        help_text="The verdict of the editor who read it, where the rules find another; blank once that is settled.",
    )
    explanation = models.TextField(blank=True)
    thin = models.BooleanField(default=False, help_text="The evidence is weak.")
    checked_on = day_field("When it was last read for this catalogue.")

    named_by = "name"
    key_fields = ("guide", "name")
    written_by_programs = ("verdict", "finding", "by_hand")

    class Meta:
        ordering = ["key"]
        constraints = [
            key_is("guide", "name", name="statement_key_is_guide_name"),
            one_of("verdict", Verdict, name="statement_verdict_valid"),
            models.CheckConstraint(
                condition=Q(by_hand__in=["", *Verdict.values]),
                name="statement_by_hand_valid",
                violation_error_message=f"by_hand: blank, or one of {', '.join(Verdict.values)}.",
            ),
            models.CheckConstraint(
                condition=~Q(rule="") | Q(finding="", by_hand=""),
                name="statement_finding_has_rule",
                violation_error_message="Without a rule there is no finding, and the verdict is by hand anyway.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def reason(self) -> str:
        """Why it stands as it does; what the editor wrote no longer says so where rules found another verdict."""
        return self.finding if self.by_hand else self.explanation or self.finding


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
            exactly_one(
                "support",
                "fact",
                "source",
                name="proof_is_one_thing",
                message="A proof names exactly one of a feature cell, a fact and a source.",
            ),
        ]


CLAIMS = ("rating", "remark", "recommendation", "answer")
"""The fields of a passage of which one names the claim that it stands in."""


class Passage(CuratedRow):
    """A sentence of this catalogue that renders a statement, so that readers see the verdict where they read it."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="passages")
    name = models.SlugField(max_length=20)
    rating = models.ForeignKey(Rating, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remark = models.ForeignKey(Remark, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    named_by = "name"
    key_fields = ("statement", "name")

    class Meta:
        ordering = ["key"]
        constraints = [
            key_is("statement", "name", name="passage_key_is_statement_name"),
            exactly_one(
                *CLAIMS,
                name="passage_is_one_claim",
                message="A passage names exactly one of a rating, a remark, a recommendation and an answer.",
            ),
        ]

    @property
    def claim(self) -> str:
        """The key of the row in which the statement stands."""
        return next(filter(None, (getattr(self, f"{name}_id") for name in CLAIMS)), "")
