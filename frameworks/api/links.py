"""How rows name the rows they refer to: by slug or key, by name, and by address in the API."""

from rest_framework import serializers

from curation.web.api.viewsets import AddressField
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
    link = serializers.CharField(read_only=True, help_text="Its own address; empty where none is on record.")
    url = AddressField("api-source-detail")

    class Meta:
        model = Source
        fields = ["key", "name", "kind", "published", "read_on", "link", "url"]
