from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from curation.rows import CuratedRow, Status, filled, key_is, one_of, unique_name
from frameworks.addresses import resource_address
from frameworks.models.source import Source
from frameworks.package_index.addresses import resolve


class ResourceKind(models.TextChoices):
    """What sort of place a learning resource is."""

    PACKAGE_INDEX = "package-index", "Package index"
    COURSE_MARKETPLACE = "course-marketplace", "Course marketplace"
    UNIVERSITY_COURSES = "university-courses", "University courses"
    SUBSCRIPTION_LIBRARY = "subscription-library", "Subscription library"
    PUBLISHER_STORE = "publisher-store", "Publisher’s store"
    TUTORIAL_MEMBERSHIP = "tutorial-membership", "Tutorials and membership"
    COURSE = "course", "Course"
    TUTORIAL = "official-tutorial", "Official tutorial"
    QUICKSTART = "official-quickstart", "Official quickstart"
    DOCUMENTATION = "official-documentation", "Official documentation"


OFFICIAL = (ResourceKind.TUTORIAL, ResourceKind.QUICKSTART, ResourceKind.DOCUMENTATION)
"""What a project itself teaches with, that for beginners first."""


class Access(models.TextChoices):
    """Whether a learning resource costs anything."""

    FREE = "free", "Free"
    PART_FREE = "part-free", "Part free"
    PAID = "paid", "Paid"
    UNKNOWN = "unknown", "Not checked"


class LearningResource(CuratedRow):
    """A place to learn a framework or to get it, as its source describes it."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=32, choices=ResourceKind)
    website = models.CharField(max_length=200, blank=True)
    tagline = models.TextField()
    formats = models.JSONField(default=list, blank=True, help_text="A list of short words.")
    audience = models.TextField(blank=True)
    level = models.CharField(max_length=120, blank=True, help_text="Blank where the source states none.")
    access = models.CharField(max_length=16, choices=Access)
    price = models.TextField(blank=True, help_text="What the source says of the price.")
    certificates = models.CharField(max_length=80, blank=True, help_text="Blank where the source states nothing.")
    tip = models.TextField(blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(max_length=400, blank=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.PUBLISHED)

    page = "resource"
    addresses = ("website",)

    class Meta:
        ordering = ["slug"]
        constraints = [
            unique_name(Lower("name"), name="resource_name_unique_ci"),
            one_of("kind", ResourceKind, name="resource_kind_valid"),
            one_of("access", Access, name="resource_access_valid"),
            one_of("status", Status, name="resource_status_valid"),
            filled("tagline", "Say what it is.", name="resource_has_tagline"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse several formats in one, as in a list that was typed with commas."""
        super().clean()
        for text in self.formats:
            if not str(text).strip() or {",", ";"} & {*str(text)}:
                raise ValidationError({"formats": f"“{text}” is not one format; write one to a line."})

    def get_absolute_url(self) -> str:
        return resource_address(self.slug)

    def links(self) -> dict[str, str]:
        return {name: resolve(url) for name, url in super().links().items()}

    @property
    def link(self) -> str:
        """Its address; empty where none is on record."""
        return resolve(self.website)

    @property
    def is_official(self) -> bool:
        """Whether it is made by the project that it teaches."""
        return self.kind in OFFICIAL

    @property
    def teaches(self) -> bool:
        """Whether one learns from it; an index of packages is no course."""
        return self.kind != ResourceKind.PACKAGE_INDEX


class ResourceFramework(CuratedRow):
    """A learning resource that, by its source, covers a framework."""

    resource = models.ForeignKey(LearningResource, on_delete=models.PROTECT, related_name="covers")
    framework = models.ForeignKey("frameworks.Framework", on_delete=models.PROTECT, related_name="resources")
    version = models.CharField(
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text="The version it teaches, where its source names one.",
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(max_length=400, blank=True)

    named_by = "framework"
    key_fields = ("resource", "framework")

    class Meta:
        ordering = ["key"]
        constraints = [key_is("resource", "framework", name="resource_framework_key_is_both")]
