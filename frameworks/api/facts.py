"""Facts about frameworks as the API gives them: in words, and as values of their own types."""

from rest_framework import serializers

from curation.web.api.serializers import RowSerializer
from curation.web.api.values import words
from frameworks.models import Fact


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
