"""The rows of what is, as the API gives them. A text that is empty says that the source states nothing."""

from rest_framework import serializers

from curation.web.api.links import RowAddressField
from curation.web.api.serializers import RowSerializer
from curation.web.api.values import LinkField, replaced_by, words
from frameworks.api.links import SourceLink
from frameworks.models import (
    AdoptionMetric,
    AdoptionSeries,
    Feature,
    Framework,
    Kind,
    LearningResource,
    ResourceFramework,
    Source,
    Support,
)


class KindSerializer(RowSerializer):
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
    url = RowAddressField("api-resource-detail", "slug")

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


class AdoptionSerializer(RowSerializer):
    means = serializers.SerializerMethodField(help_text="What is counted.")
    is_not = serializers.SerializerMethodField(help_text="What the figure is not.")
    points = serializers.DictField(child=serializers.IntegerField(), help_text="Whole numbers by day.")
    url = RowAddressField("api-adoption-detail")

    class Meta:
        model = AdoptionSeries
        fields = ["key", "framework", "metric", "means", "is_not", "points"]
        fields += ["licence", "source", "read_on", "url", "page"]

    def get_means(self, series: AdoptionSeries) -> str:
        return AdoptionMetric(series.metric).means

    def get_is_not(self, series: AdoptionSeries) -> str:
        return AdoptionMetric(series.metric).is_not
