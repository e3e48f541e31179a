"""How rows name the rows they refer to: by slug or key, by name, and by address in the API."""

from rest_framework import serializers

from curation.web.api.links import RowAddressField
from curation.web.api.serializers import LinkSerializer
from curation.web.api.values import LinkField, replaced_by
from frameworks.models import Feature, Framework, Kind, LearningResource, Source


class KindLink(LinkSerializer):
    class Meta:
        model = Kind
        fields = ["key", "name", "url"]


class FrameworkLink(LinkSerializer):
    class Meta:
        model = Framework
        fields = ["slug", "name", "url"]


class FeatureLink(LinkSerializer):
    class Meta:
        model = Feature
        fields = ["slug", "name", "url"]


class ResourceLink(LinkSerializer):
    url = RowAddressField("api-resource-detail", "slug")

    class Meta:
        model = LearningResource
        fields = ["slug", "name", "url"]


class SourceLink(LinkSerializer):
    link = serializers.CharField(read_only=True, help_text=replaced_by("link_url"))
    link_url = LinkField("link", "Its own address; null where none is on record.")

    class Meta:
        model = Source
        fields = ["key", "name", "kind", "published", "published_earliest"]
        fields += ["published_latest", "read_on", "link", "link_url", "url"]
