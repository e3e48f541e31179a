"""The rows of what is, as the API gives them. A text that is empty says that the source states nothing."""

from rest_framework import serializers

from curation.web.api.viewsets import AddressField, PlaceField
from frameworks.api.links import FeatureLink, FrameworkLink, KindLink, SourceLink
from frameworks.models import (
    AdoptionMetric,
    AdoptionSeries,
    Fact,
    Feature,
    Framework,
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


class KindSerializer(serializers.ModelSerializer):
    url = AddressField("api-kind-detail")

    class Meta:
        model = Kind
        fields = ["key", "name", "description", "position", "url"]


class FrameworkSerializer(serializers.ModelSerializer):
    kind = KindLink()
    index_page = serializers.CharField(help_text="Its page on the package index; empty where no package is named.")
    url = AddressField("api-framework-detail", "slug")
    page = AddressField("framework", "slug")

    class Meta:
        model = Framework
        fields = [
            "key",
            "slug",
            "name",
            "kind",
            "tagline",
            "package",
            "index_page",
            "website",
            "documentation",
            "repository",
            "changelog",
            "url",
            "page",
        ]


class FeatureSerializer(serializers.ModelSerializer):
    url = AddressField("api-feature-detail", "slug")
    page = AddressField("feature", "slug")

    class Meta:
        model = Feature
        fields = [
            "key",
            "slug",
            "name",
            "group",
            "definition",
            "caveat",
            "inherited",
            "proof",
            "weight",
            "weight_reason",
            "other_names",
            "position",
            "url",
            "page",
        ]


class SupportSerializer(serializers.ModelSerializer):
    framework = FrameworkLink()
    feature = FeatureLink()
    source = SourceLink(allow_null=True)  # type: ignore[assignment]
    place = PlaceField()
    url = AddressField("api-support-detail")
    page = AddressField("evidence")

    class Meta:
        model = Support
        fields = [
            "key",
            "framework",
            "feature",
            "level",
            "package",
            "note",
            "searched",
            "source",
            "locator",
            "place",
            "checked_on",
            "second_checked",
            "url",
            "page",
        ]


class FactSerializer(serializers.ModelSerializer):
    framework = FrameworkLink()
    source = SourceLink()  # type: ignore[assignment]
    place = PlaceField()
    url = AddressField("api-fact-detail")
    page = AddressField("evidence")

    class Meta:
        model = Fact
        fields = [
            "key",
            "framework",
            "name",
            "value",
            "note",
            "source",
            "locator",
            "place",
            "read_on",
            "url",
            "page",
        ]


class SourceSerializer(serializers.ModelSerializer):
    link = serializers.CharField(read_only=True, help_text="Its own address; empty where none is on record.")
    url = AddressField("api-source-detail")

    class Meta:
        model = Source
        fields = ["key", "name", "kind", "package", "publisher", "published", "read_on", "link", "url"]


class CoveredFrameworkSerializer(serializers.ModelSerializer):
    framework = FrameworkLink()
    source = SourceLink()  # type: ignore[assignment]

    class Meta:
        model = ResourceFramework
        fields = ["framework", "version", "source", "locator"]


class ResourceSerializer(serializers.ModelSerializer):
    formats = serializers.ListField(child=serializers.CharField())
    link = serializers.CharField(read_only=True, help_text="Its own address; empty where none is on record.")
    source = SourceLink()  # type: ignore[assignment]
    covers = CoveredFrameworkSerializer(many=True)
    url = AddressField("api-resource-detail", "slug")
    page = AddressField("resource", "slug")

    class Meta:
        model = LearningResource
        fields = [
            "key",
            "slug",
            "name",
            "kind",
            "link",
            "tagline",
            "formats",
            "audience",
            "level",
            "access",
            "price",
            "certificates",
            "tip",
            "covers",
            "source",
            "locator",
            "url",
            "page",
        ]


class SupportWindowSerializer(serializers.ModelSerializer):
    framework = FrameworkLink()
    source = SourceLink()  # type: ignore[assignment]
    place = PlaceField()
    url = AddressField("api-support-window-detail")

    class Meta:
        model = SupportWindow
        fields = [
            "key",
            "framework",
            "version",
            "long_term",
            "released",
            "full_support_until",
            "security_until",
            "note",
            "source",
            "locator",
            "place",
            "read_on",
            "url",
        ]


class ReleaseSerializer(serializers.ModelSerializer):
    framework = FrameworkLink()
    source = SourceLink()  # type: ignore[assignment]
    url = AddressField("api-release-detail")

    class Meta:
        model = Release
        fields = [
            "key",
            "framework",
            "version",
            "released_on",
            "requires_python",
            "prerelease",
            "yanked",
            "yanked_reason",
            "size",
            "wheels",
            "source",
            "url",
        ]


class PythonVersionSerializer(serializers.ModelSerializer):
    source = SourceLink()  # type: ignore[assignment]
    place = PlaceField()
    url = AddressField("api-python-version-detail")

    class Meta:
        model = PythonVersion
        fields = ["key", "released", "security_until", "note", "source", "locator", "place", "read_on", "url"]


class AdoptionSerializer(serializers.ModelSerializer):
    framework = FrameworkLink()
    means = serializers.SerializerMethodField(help_text="What is counted.")
    is_not = serializers.SerializerMethodField(help_text="What the figure is not.")
    points = serializers.DictField(child=serializers.IntegerField(), help_text="Whole numbers by day.")
    source = SourceLink()  # type: ignore[assignment]
    url = AddressField("api-adoption-detail")
    page = AddressField("evidence")

    class Meta:
        model = AdoptionSeries
        fields = ["key", "framework", "metric", "means", "is_not", "points"]
        fields += ["licence", "source", "read_on", "url", "page"]

    def get_means(self, series: AdoptionSeries) -> str:
        return AdoptionMetric(series.metric).means

    def get_is_not(self, series: AdoptionSeries) -> str:
        return AdoptionMetric(series.metric).is_not


class PackageSerializer(serializers.ModelSerializer):
    source = SourceLink()  # type: ignore[assignment]
    url = AddressField("api-package-detail")

    class Meta:
        model = Package
        fields = ["key", "version", "last_release", "source", "read_on", "url"]
