"""What is, as lists and one by one."""

from django.db.models import Prefetch

from curation.web.api.viewsets import SLUG, PastRowViewSet, RowViewSet
from frameworks.api import facts, releases, serializers
from frameworks.filters import rows as filters
from frameworks.filters.features import FeatureFilter
from frameworks.models import (
    AdoptionSeries,
    Fact,
    Feature,
    Kind,
    LearningResource,
    Package,
    PythonVersion,
    Release,
    ResourceFramework,
    Source,
    Support,
    SupportWindow,
)


class KindViewSet(RowViewSet):
    """The families of frameworks, such as full-stack or microframework."""

    queryset = Kind.objects.public()
    serializer_class = serializers.KindSerializer
    filterset_class = filters.KindFilter


class FeatureViewSet(PastRowViewSet):
    """
    The features a framework may support, each with the definition its cells were filled by.

    With `as-of`, they are as they were at the end of that day.
    """

    queryset = Feature.objects.public()
    serializer_class = serializers.FeatureSerializer
    filterset_class = FeatureFilter
    lookup_field = "slug"
    lookup_value_regex = SLUG


class SupportViewSet(PastRowViewSet):
    """
    The cells of the feature matrix: how each framework supports each feature, on what evidence, read when.

    `builtin-extra` needs the optional package it names; `none-found` says that a search on that day found nothing, and
    `searched` what it covered; `no` that a document says so, `unknown` that nobody has checked. With `as-of`, the cells
    are as they were at the end of that day.
    """

    queryset = Support.objects.public().order_by("key")
    serializer_class = serializers.SupportSerializer
    filterset_class = filters.SupportFilter
    related = ("framework", "feature", "source")


class FactViewSet(RowViewSet):
    """What is recorded of each framework beside its features, such as its latest version, with where it was read."""

    queryset = Fact.objects.public().order_by("key")
    serializer_class = facts.FactSerializer
    filterset_class = filters.FactFilter
    related = ("framework", "source")


class SourceViewSet(RowViewSet):
    """Everything that was read: guides, documentation, repositories, the package index and installed packages."""

    queryset = Source.objects.public()
    serializer_class = serializers.SourceSerializer
    filterset_class = filters.SourceFilter


class ResourceViewSet(RowViewSet):
    """The places to learn a framework or to get it, with the frameworks each covers by its source."""

    queryset = LearningResource.objects.public()
    serializer_class = serializers.ResourceSerializer
    filterset_class = filters.ResourceFilter
    related = ("source",)
    within = (
        Prefetch("covers", ResourceFramework.objects.public().select_related("framework", "source").order_by("key")),
    )
    lookup_field = "slug"
    lookup_value_regex = SLUG


class SupportWindowViewSet(RowViewSet):
    """How long each release line of a framework gets fixes, as the project states it."""

    queryset = SupportWindow.objects.public().order_by("key")
    serializer_class = releases.SupportWindowSerializer
    filterset_class = filters.SupportWindowFilter
    related = ("framework", "source")


class ReleaseViewSet(RowViewSet):
    """
    Every release of the frameworks on the package index, the newest first, but for development builds.

    When the index was last read is the `read_on` of the source.
    """

    queryset = Release.objects.public().order_by("-released_on", "-key")
    serializer_class = releases.ReleaseSerializer
    filterset_class = filters.ReleaseFilter
    related = ("framework", "source")
    is_kept = False


class PythonVersionViewSet(RowViewSet):
    """How long each version of Python gets security fixes; supported versions of frameworks are held against it."""

    queryset = PythonVersion.objects.public()
    serializer_class = releases.PythonVersionSerializer
    filterset_class = filters.PythonVersionFilter
    related = ("source",)


class AdoptionViewSet(PastRowViewSet):
    """
    How stars, contributors, dependent repositories and monthly downloads developed, from a public list.

    Each series names its licence, which is not that of the other rows. Draw no line of downloads from June 2024 to
    July 2025: the list has no records between, and was counted in another way after. With `as-of`, the series are as
    they were at the end of that day.
    """

    queryset = AdoptionSeries.objects.public().order_by("key")
    serializer_class = serializers.AdoptionSerializer
    filterset_class = filters.AdoptionFilter
    related = ("framework", "source")


class PackageViewSet(RowViewSet):
    """The packages that cells of the feature matrix name, with their last release."""

    queryset = Package.objects.public()
    serializer_class = releases.PackageSerializer
    filterset_class = filters.PackageFilter
    related = ("source",)
