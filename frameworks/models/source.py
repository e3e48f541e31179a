from django.db import models
from django.db.models import Q

from curation.dates import day_field, past_date_field
from curation.rows import CuratedRow, one_of
from frameworks.package_index.addresses import project_page, resolve


class SourceKind(models.TextChoices):
    """What sort of thing was read."""

    GUIDE = "guide", "Published guide"
    INDEX = "index", "Package index"
    PACKAGE = "package", "Installed package"
    DOCUMENTATION = "documentation", "Documentation"
    REPOSITORY = "repository", "Source repository"
    SITE = "site", "Web site"


class Source(CuratedRow):
    """Something that can be read again to check a claim."""

    kind = models.CharField(max_length=16, choices=SourceKind)
    name = models.CharField(
        max_length=160, help_text="What a reader would call it, for example “Django documentation 6.1”."
    )
    url = models.CharField(max_length=400, blank=True, help_text="Blank where no address is on record.")
    package = models.CharField(max_length=80, blank=True, help_text="The package whose index entry or files were read.")
    publisher = models.CharField(max_length=120, blank=True)
    published = past_date_field("As the source prints it; blank where it prints none.")
    read_on = day_field("When it was last read for this catalogue.")

    addresses = ("url",)

    class Meta:
        ordering = ["key"]
        constraints = [
            one_of("kind", SourceKind, name="source_kind_valid"),
            models.CheckConstraint(
                condition=~Q(kind__in=["index", "package"]) | ~Q(package=""),
                name="source_package_named",
                violation_error_message="A source of the kind index or package names its package.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def links(self) -> dict[str, str]:
        return {name: resolve(url) for name, url in super().links().items()}

    @property
    def link(self) -> str:
        """The address to read it at; empty where none is on record."""
        return resolve(self.url) if self.url else project_page(self.package) if self.package else ""

    def link_to(self, locator: str) -> str:
        """The address of a place in it; the source's own where the locator is words and no address."""
        if locator.startswith("https://"):
            return locator
        return self.link
