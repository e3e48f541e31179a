"""The frameworks that are not compared here, in the API."""

from rest_framework import serializers

from curation.web.api.links import RowAddressField
from curation.web.api.serializers import LinkSerializer, RowSerializer
from curation.web.api.viewsets import PastRowViewSet
from curation.web.filters.base import StrictFilterSet
from curation.web.filters.fields import OrderFilter, RowsFilter, SearchFilter
from frameworks.models import Framework
from reviews.models import CommonSituation, UncomparedFramework


class SituationLink(LinkSerializer):
    url = RowAddressField("api-situation-detail")

    class Meta:
        model = CommonSituation
        fields = ["key", "name", "url"]


class UncomparedFilter(StrictFilterSet):
    q = SearchFilter("name", "what", "reason", "instead")
    framework = RowsFilter(Framework, by="slug", help_text="Slugs of frameworks to look at instead.")
    situation = RowsFilter(CommonSituation, help_text="Keys of situations to look at instead.")
    ordering = OrderFilter("name", "key", "read_on")


class UncomparedSerializer(RowSerializer):
    package = serializers.CharField(source="package_id", allow_null=True, help_text="Key of its package.")
    url = RowAddressField("api-not-compared-detail")

    class Meta:
        model = UncomparedFramework
        fields = ["key", "name", "what", "reason", "instead", "framework", "situation", "package", "repository"]
        fields += ["source", "locator", "place", "read_on", "url", "page"]


class UncomparedViewSet(PastRowViewSet):
    """
    Frameworks that readers ask for and that are not compared here: what each is, why not, and where to go instead.

    Its latest version stands at `packages/`. With `as-of`, they are as they were at the end of that day.
    """

    queryset = UncomparedFramework.objects.public()
    serializer_class = UncomparedSerializer
    filterset_class = UncomparedFilter
    related = ("framework", "situation", "source")
