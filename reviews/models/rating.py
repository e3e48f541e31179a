from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Left, Length, Lower
from django.db.models.lookups import Exact

from curation.rows import Claim, CuratedRow, Status, filled, key_is, one_of, unique_name
from frameworks.models import Framework, LearningResource
from reviews.models.guide import Guide


class Subject(models.TextChoices):
    """What a criterion is asked of."""

    FRAMEWORK = "framework", "Frameworks"
    RESOURCE = "resource", "Learning resources"


class CriterionGroup(models.TextChoices):
    """Under which heading a criterion stands."""

    OVERVIEW = "overview", "Overview"
    STARTING = "starting", "Starting"
    BUILDING = "building", "Building"
    RUNNING = "running", "Running"
    PEOPLE = "people", "People"


class ScaleKind(models.TextChoices):
    """What guides’ positions on a criterion are: levels counted in steps, values that only differ, or words alone."""

    ORDERED = "ordered", "Ordered levels"
    UNORDERED = "unordered", "Values without an order"
    TEXT = "text", "Words"


class Better(models.TextChoices):
    """Which end of a scale is the good one; with ``context`` the reader decides."""

    HIGHER = "higher", "Higher"
    LOWER = "lower", "Lower"
    CONTEXT = "context", "It depends"


class Basis(models.TextChoices):
    """Who set the level of a rating."""

    GRADED = "graded", "Graded by the guide"
    CODED = "coded", "Coded by us"


class Stated(models.TextChoices):
    """Whether a guide says it outright, or it follows from what the guide says."""

    EXPLICIT = "explicit", "Explicit"
    IMPLIED = "implied", "Implied"


class Situation(models.TextChoices):
    """What a rating is limited to; guides that speak of the same situation are held against each other."""

    ADD_ONS = "add-ons for APIs", "Add-ons for APIs"
    APIS = "APIs", "APIs"
    BACK_OFFICE = "back-office products", "Back-office products"
    CODE_BASE = "code base size", "Code base size"
    CONNECTIONS = "concurrent connections", "Concurrent connections"
    FULL_STACK = "full-stack products", "Full-stack products"
    START = "getting started", "Getting started"
    UNPLANNED = "growth without a plan", "Growth without a plan"
    LARGE_PROJECTS = "large projects", "Large projects"
    LARGE_TEAMS = "large teams", "Large teams"
    PRODUCT_GROWTH = "product growth", "Product growth"
    SMALL_PROJECTS = "small projects", "Small projects"
    WITH_ADD_ON = "with an add-on", "With an add-on"


class Criterion(CuratedRow):
    """A question on which guides take positions, and the scale these are coded on."""

    name = models.CharField(max_length=80)
    question = models.CharField(max_length=160, blank=True)
    subject = models.CharField(max_length=16, choices=Subject, default=Subject.FRAMEWORK)
    group = models.CharField(max_length=16, choices=CriterionGroup, default=CriterionGroup.OVERVIEW)
    scale = models.CharField(max_length=16, choices=ScaleKind)
    better = models.CharField(max_length=16, choices=Better, default=Better.CONTEXT)
    low_end = models.CharField(max_length=40, blank=True, help_text="The word at the lowest level.")
    high_end = models.CharField(max_length=40, blank=True, help_text="The word at the highest level.")
    definition = models.TextField(blank=True)
    caveat = models.TextField(blank=True, help_text="What a reader should know before trusting the comparison.")
    position = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=16, choices=Status, default=Status.PUBLISHED)

    class Meta:
        ordering = ["position", "name"]
        verbose_name_plural = "criteria"
        constraints = [
            unique_name("subject", Lower("name"), name="criterion_name_unique_ci"),
            one_of("subject", Subject, name="criterion_subject_valid"),
            one_of("group", CriterionGroup, name="criterion_group_valid"),
            one_of("scale", ScaleKind, name="criterion_scale_valid"),
            one_of("better", Better, name="criterion_better_valid"),
            one_of("status", Status, name="criterion_status_valid"),
            models.CheckConstraint(
                condition=~Q(scale=ScaleKind.ORDERED) | (~Q(low_end="") & ~Q(high_end="")),
                name="criterion_ordered_names_ends",
                violation_error_message="An ordered scale names its low and its high end.",
            ),
            models.CheckConstraint(
                condition=Q(scale=ScaleKind.ORDERED) | Q(better=Better.CONTEXT),
                name="criterion_unordered_has_no_better_end",
                violation_error_message="Only an ordered scale has a better end.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Level(CuratedRow):
    """One value on a criterion's scale."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="levels")
    name = models.SlugField(max_length=40)
    label = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 is the lowest; none without an order.")
    meaning = models.CharField(max_length=200, blank=True)

    named_by = "name"
    key_fields = ("criterion", "name")

    class Meta:
        ordering = ["criterion_id", "rank", "name"]
        constraints = [
            key_is("criterion", "name", name="level_key_is_criterion_name"),
            models.UniqueConstraint(
                fields=["criterion", "rank"],
                name="level_rank_unique",
                violation_error_message="Another level of this criterion has that rank.",
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(rank__gte=1),
                name="level_rank_from_one",
                violation_error_message="Ranks count from 1.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


def level_of_its_criterion(*, name: str) -> models.CheckConstraint:
    """Return the constraint that a level's key begins with the key of the row's own criterion."""
    prefix = Concat(F("criterion"), Value("/"), output_field=models.CharField())
    begins_with_criterion = Exact(Left(F("level"), Length(F("criterion")) + 1), prefix)
    return models.CheckConstraint(
        condition=Q(level__isnull=True) | Q(begins_with_criterion),
        name=name,
        violation_error_message="The level must be one of the criterion’s own scale.",
    )


QUOTED = "Whether it is the guide’s own wording; only a second reader can say so."


def quoted_label(*, name: str) -> models.CheckConstraint:
    """Return the constraint that a label counts as a guide’s own wording only once it was read a second time."""
    return models.CheckConstraint(
        condition=Q(quoted=False) | Q(second_checked=True) & ~Q(label=""),
        name=name,
        violation_error_message="quoted: allowed for a label that was second-checked against the original.",
    )


def in_short(row: "Rating | Assessment") -> str:
    return f"“{row.label}”" if row.quoted else row.label


class Rating(Claim):
    """Where one guide stands on one criterion for one framework."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="ratings")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="ratings")
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="ratings")
    level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="None where it names none."
    )
    label = models.CharField(max_length=80, blank=True, help_text="It in a few words.")
    quoted = models.BooleanField(default=False, db_default=False, help_text=QUOTED)
    basis = models.CharField(max_length=16, choices=Basis, default=Basis.CODED)
    stated = models.CharField(max_length=16, choices=Stated)
    summary = models.TextField(help_text="What it says, in our own words.")
    locator = models.CharField(max_length=200, help_text="Where in the guide.")
    applies_to = models.CharField(
        max_length=120,
        blank=True,
        choices=Situation,
        help_text="The situation the guide speaks of, if narrower.",
    )
    relative_to = models.CharField(max_length=120, blank=True, help_text="What the guide compares it with.")
    shared_with = models.ForeignKey(
        Framework,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Set where the guide judges both at once.",
    )
    qualified = models.BooleanField(default=False, help_text="The guide adds a limit to it.")
    thin = models.BooleanField(default=False, help_text="Kept although the text behind it is weak.")
    second_checked = models.BooleanField(default=False, help_text="Read a second time against the original.")

    named_by = "criterion"
    key_fields = ("framework", "criterion", "guide")
    said_by_second_reader = Claim.said_by_second_reader | {"quoted"}

    class Meta:
        ordering = ["key"]
        constraints = [
            key_is("framework", "criterion", "guide", name="rating_key_is_framework_criterion_guide"),
            level_of_its_criterion(name="rating_level_of_its_criterion"),
            one_of("basis", Basis, name="rating_basis_valid"),
            one_of("stated", Stated, name="rating_stated_valid"),
            quoted_label(name="rating_quoted_is_second_checked"),
            models.CheckConstraint(
                condition=~Q(basis=Basis.GRADED) | Q(level__isnull=False),
                name="rating_graded_has_level",
                violation_error_message="A level the guide graded itself must be given.",
            ),
            filled("locator", "Say where in the guide it stands.", name="rating_has_locator"),
        ]

    @property
    def in_short(self) -> str:
        """Its label, between quotation marks where it is the guide’s own wording."""
        return in_short(self)


class Assessment(Claim):
    """What one guide says of one learning resource on one criterion."""

    resource = models.ForeignKey(LearningResource, on_delete=models.PROTECT, related_name="assessments")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="assessments")
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="assessments")
    label = models.CharField(max_length=80, help_text="It in a few words.")
    quoted = models.BooleanField(default=False, db_default=False, help_text=QUOTED)
    summary = models.TextField()
    locator = models.CharField(max_length=200)
    second_checked = models.BooleanField(default=False)

    named_by = "criterion"
    key_fields = ("resource", "criterion", "guide")
    said_by_second_reader = Claim.said_by_second_reader | {"quoted"}

    class Meta:
        ordering = ["key"]
        constraints = [
            key_is("resource", "criterion", "guide", name="assessment_key_is_resource_criterion_guide"),
            quoted_label(name="assessment_quoted_is_second_checked"),
            filled("locator", "Say where in the guide it stands.", name="assessment_has_locator"),
        ]

    @property
    def in_short(self) -> str:
        """Its label, between quotation marks where it is the guide’s own wording."""
        return in_short(self)
