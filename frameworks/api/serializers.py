"""The rows of what is, as the API gives them. A text that is empty says that the source states nothing."""

from rest_framework import serializers

from curation.web.api.links import AddressField
from curation.web.api.serializers import RowSerializer
from curation.web.api.values import LinkField, replaced_by, words
from frameworks.api.links import SourceLink
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


class KindSerializer(RowSerializer):
    url = AddressField("api-kind-detail")

    class Meta:
        model = Kind
        fields = ["key", "name", "description", "position", "url"]


class FrameworkSerializer(RowSerializer):
    index_page = serializers.CharField(help_text=replaced_by("index_page_url"))
    index_page_url = LinkField("index_page", "Its page on the package index; null where no package is named.")
    website_url = LinkField("website", "Its web site.")
    documentation_url = LinkField("documentation", "Its documentation.")
    repository_url = LinkField("repository", "Its source code.")
    changelog_url = LinkField("changelog", "Its list of changes.")
    url = AddressField("api-framework-detail", "slug")

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
            "index_page_url",
            "website",
            "website_url",
            "documentation",
            "documentation_url",
            "repository",
            "repository_url",
            "changelog",
            "changelog_url",
            "url",
            "page",
        ]
        extra_kwargs = {name: words(f"{name}_url") for name in Framework.addresses}


class FeatureSerializer(RowSerializer):
    url = AddressField("api-feature-detail", "slug")

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


class SupportSerializer(RowSerializer):
    url = AddressField("api-support-detail")

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
            "place_url",
            "checked_on",
            "second_checked",
            "url",
            "page",
        ]


class LabelledLinkSerializer(serializers.Serializer):
    label = serializers.CharField(help_text="What the project calls it.")  # type: ignore[assignment]
    url = serializers.URLField(help_text="Where it leads.")


class FactValuesSerializer(serializers.Serializer):
    """What a fact says, as a value of its own type: of these one is set, and none where the source states nothing."""

    text = serializers.CharField(
        source="values.text", allow_null=True, help_text="What it says, where that is no other value."
    )
    size_bytes = serializers.IntegerField(
        source="values.size_bytes",
        allow_null=True,
        help_text="Bytes, for the facts that are sizes, rounded to 100,000 from a million on and to 1,000 below; "
        "`size` of a release is exact.",
    )
    interval_days = serializers.FloatField(
        source="values.interval_days", allow_null=True, help_text="Days, for the time between releases: the median."
    )
    date = serializers.DateField(
        source="values.date",
        allow_null=True,
        help_text="The day, for the facts that are days; null for `stable-since` while there is no version 1.0.",
    )
    number = serializers.IntegerField(
        source="values.number", allow_null=True, help_text="How many, for the facts that count."
    )
    number_of = serializers.IntegerField(
        source="values.number_of",
        allow_null=True,
        help_text="Of how many `number` is a part, such as of all Python versions that get fixes.",
    )
    versions = serializers.ListField(
        source="values.versions",
        child=serializers.CharField(),
        allow_null=True,
        help_text="The versions, for `declared-pythons`, the oldest first.",
    )
    links = LabelledLinkSerializer(
        source="values.links", many=True, allow_null=True, help_text="The addresses, for `project-links`."
    )


VALUES = ("text", "size_bytes", "interval_days", "date", "number", "number_of", "versions", "links")


class FactSerializer(FactValuesSerializer, RowSerializer):
    url = AddressField("api-fact-detail")

    class Meta:
        model = Fact
        fields = [
            "key",
            "framework",
            "name",
            "value",
            *VALUES,
            "note",
            "source",
            "locator",
            "place",
            "place_url",
            "read_on",
            "url",
            "page",
        ]
        extra_kwargs = {"value": words(*VALUES)}


class SourceSerializer(SourceLink):
    class Meta:
        model = Source
        fields = ["key", "name", "kind", "package", "publisher", *SourceLink.Meta.fields[3:]]


class CoveredFrameworkSerializer(RowSerializer):
    class Meta:
        model = ResourceFramework
        fields = ["framework", "version", "source", "locator"]


class ResourceSerializer(RowSerializer):
    formats = serializers.ListField(child=serializers.CharField())
    link = serializers.CharField(read_only=True, help_text=replaced_by("link_url"))
    link_url = LinkField("link", "Its own address; null where none is on record.")
    covers = CoveredFrameworkSerializer(many=True)
    url = AddressField("api-resource-detail", "slug")

    class Meta:
        model = LearningResource
        fields = [
            "key",
            "slug",
            "name",
            "kind",
            "link",
            "link_url",
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


class SupportWindowSerializer(RowSerializer):
    url = AddressField("api-support-window-detail")

    class Meta:
        model = SupportWindow
        fields = [
            "key",
            "framework",
            "version",
            "long_term",
            "released",
            "released_earliest",
            "released_latest",
            "full_support_until",
            "full_support_until_earliest",
            "full_support_until_latest",
            "security_until",
            "security_until_earliest",
            "security_until_latest",
            "note",
            "source",
            "locator",
            "place",
            "place_url",
            "read_on",
            "url",
        ]


class ReleaseSerializer(RowSerializer):
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


class PythonVersionSerializer(RowSerializer):
    url = AddressField("api-python-version-detail")

    class Meta:
        model = PythonVersion
        fields = [
            "key",
            "released",
            "released_earliest",
            "released_latest",
            "security_until",
            "security_until_earliest",
            "security_until_latest",
            "note",
            "source",
            "locator",
            "place",
            "place_url",
            "read_on",
            "url",
        ]


class AdoptionSerializer(RowSerializer):
    means = serializers.SerializerMethodField(help_text="What is counted.")
    is_not = serializers.SerializerMethodField(help_text="What the figure is not.")
    points = serializers.DictField(child=serializers.IntegerField(), help_text="Whole numbers by day.")
    url = AddressField("api-adoption-detail")

    class Meta:
        model = AdoptionSeries
        fields = ["key", "framework", "metric", "means", "is_not", "points"]
        fields += ["licence", "source", "read_on", "url", "page"]

    def get_means(self, series: AdoptionSeries) -> str:
        return AdoptionMetric(series.metric).means

    def get_is_not(self, series: AdoptionSeries) -> str:
        return AdoptionMetric(series.metric).is_not


class PackageSerializer(RowSerializer):
    url = AddressField("api-package-detail")

    class Meta:
        model = Package
        fields = [
            "key",
            "version",
            "last_release",
            "last_release_earliest",
            "last_release_latest",
            "source",
            "read_on",
            "url",
        ]
