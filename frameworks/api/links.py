"""How rows name the rows they refer to: by slug or key, by name, and by address in the API."""

from rest_framework import serializers

from curation.web.api.links import AddressField
from curation.web.api.values import EarliestField, LatestField, LinkField, dates, replaced_by
from frameworks.models import Feature, Framework, Kind, LearningResource, Source


class KindLink(serializers.ModelSerializer):
    url = AddressField("api-kind-detail")

    class Meta:
        model = Kind
        fields = ["key", "name", "url"]


class FrameworkLink(serializers.ModelSerializer):
    url = AddressField("api-framework-detail", "slug")

    class Meta:
        model = Framework
        fields = ["slug", "name", "url"]


class FeatureLink(serializers.ModelSerializer):
    url = AddressField("api-feature-detail", "slug")

    class Meta:
        model = Feature
        fields = ["slug", "name", "url"]


class ResourceLink(serializers.ModelSerializer):
    url = AddressField("api-resource-detail", "slug")

    class Meta:
        model = LearningResource
        fields = ["slug", "name", "url"]


class SourceLink(serializers.ModelSerializer):
    link = serializers.CharField(read_only=True, help_text=replaced_by("link_url"))
    link_url = LinkField("link", "Its own address; null where none is on record.")
    published_earliest = EarliestField("published")
    published_latest = LatestField("published")
    url = AddressField("api-source-detail")

    class Meta:
        model = Source
        fields = ["key", "name", "kind", "published", "published_earliest"]
        fields += ["published_latest", "read_on", "link", "link_url", "url"]
        extra_kwargs = dates("published")
