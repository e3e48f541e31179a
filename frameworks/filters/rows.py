"""What the lists of what is can be asked for; pages and the API share these vocabularies."""

from curation.web.filters.base import StrictFilterSet
from curation.web.filters.fields import (
    FlagFilter,
    HeldWordFilter,
    OrderFilter,
    RowsFilter,
    SearchFilter,
    ThroughFilter,
    WordFilter,
)
from frameworks import models


class KindFilter(StrictFilterSet):
    q = SearchFilter("name", "description")
    ordering = OrderFilter("position", "name", "key")


class SupportFilter(StrictFilterSet):
    """What the cells of the feature matrix can be asked for."""

    q = SearchFilter("package", "note")
    framework = RowsFilter(models.Framework, by="slug")
    feature = RowsFilter(models.Feature, by="slug")
    group = WordFilter(field_name="feature__group", choices=models.FeatureGroup.choices)
    level = WordFilter(choices=models.SupportLevel.choices)
    kind = RowsFilter(models.Kind, field_name="framework__kind")
    second_checked = FlagFilter(help_text="Whether a second person read the evidence.")
    ordering = OrderFilter("key", "level", "checked_on")


class FactFilter(StrictFilterSet):
    q = SearchFilter("value", "note")
    framework = RowsFilter(models.Framework, by="slug")
    name = WordFilter(choices=models.FactName.choices)
    ordering = OrderFilter("key", "name", "read_on")


class SourceFilter(StrictFilterSet):
    q = SearchFilter("name", "package", "publisher")
    kind = WordFilter(choices=models.SourceKind.choices)
    ordering = OrderFilter("key", "name", "published", "read_on")


class ResourceFilter(StrictFilterSet):
    """What the list of learning resources can be asked for."""

    q = SearchFilter("name", "tagline", "audience", "price")
    kind = WordFilter(choices=models.ResourceKind.choices)
    access = WordFilter(choices=models.Access.choices)
    format = HeldWordFilter(
        models.LearningResource, field_name="formats", label="Format", help_text="Formats, as the resources have them."
    )
    level = HeldWordFilter(models.LearningResource, help_text="Levels, as the resources state them.")
    framework = ThroughFilter(
        models.Framework,
        by="slug",
        through=models.ResourceFramework,
        to="resource",
        help_text="Slugs of frameworks it covers.",
    )
    ordering = OrderFilter("name", "kind", "access", offered={"name": "Name", "kind": "Kind", "access": "Access"})

    class Meta:
        model = models.LearningResource
        fields: list[str] = []


class ReleaseFilter(StrictFilterSet):
    """What releases can be asked for."""

    framework = RowsFilter(models.Framework, by="slug", label="Framework")
    prerelease = FlagFilter(label="Pre-release", help_text="Whether it is a pre-release.")
    yanked = FlagFilter(label="Withdrawn", help_text="Whether it was withdrawn.")
    ordering = OrderFilter("key", "released_on", "size")


class PythonVersionFilter(StrictFilterSet):
    ordering = OrderFilter("key", "released", "security_until")


class SupportWindowFilter(StrictFilterSet):
    framework = RowsFilter(models.Framework, by="slug")
    long_term = FlagFilter(help_text="Whether it is a long-term release.")
    ordering = OrderFilter("key", "version", "released", "full_support_until", "security_until")


class AdoptionFilter(StrictFilterSet):
    framework = RowsFilter(models.Framework, by="slug")
    metric = WordFilter(choices=models.AdoptionMetric.choices)
    ordering = OrderFilter("key", "metric", "read_on")


class PackageFilter(StrictFilterSet):
    q = SearchFilter("key")
    ordering = OrderFilter("key", "last_release", "read_on")
